import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebhookLanes } from '../../../src/journal/application/webhook-lanes.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/free-port.js';
import { type LaidSituation, lay } from '../../support/legacy-situation-rows.js';
import { NOW, type Situation } from '../../support/legacy-situations.js';

const SECRET = 'a-secret-of-the-test-journal-0123456789';
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const MINUTE = 60_000;

const aSituation = (phase: CampaignPhase, more: Partial<Situation> = {}): Situation => ({
  ...{ zone: 'Europe/Kaliningrad', phase, hasCampaign: true, cutOverDays: 20, isPaused: false },
  ...{ stored: { state: 'active' }, bucket: 10, isClosed: false, link: null, endedLink: null, lock: null },
  ...{ exemptions: [], caseBegunDays: null, breakGlassHours: null, outage: null, windows: [] },
  ...{ skipsAllowed: 2, skipsUsed: 0 },
  ...more,
});
const SITUATIONS = {
  warned: aSituation('soft_launch'),
  asked: aSituation('link_required'),
  over: aSituation('cutover', { stored: { state: 'disabled', reason: 'cutover' } }),
  unused: aSituation('announced', { stored: { state: 'disabled', reason: 'unused' } }),
};
type Login = keyof typeof SITUATIONS;
const LOGINS = Object.keys(SITUATIONS) as Login[];

let database: TestDatabase;
let application: TestApplication;
let journal: DemoJournal;
let server: CuttableServer;
let laid: ReadonlyMap<Login, LaidSituation>;
let regionId: Uuid;
const clock = new GivenClock(NOW);

/** Stands before the real server; a test takes it off the net. */
class CuttableServer {
  isAway = false;
  private readonly server: Server;

  constructor(private readonly behind: () => number) {
    this.server = createServer((request, response) => {
      if (this.isAway) {
        request.socket.destroy();
        return;
      }
      const { method, url: path, headers } = request;
      const onward = ask({ host: '127.0.0.1', port: this.behind(), method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, 'localhost', resolve));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

beforeAll(async () => {
  database = await freshDatabase();
  const rows = await lay(database, Object.values(SITUATIONS));
  laid = new Map(LOGINS.map((login, index) => [login, rows[index] as LaidSituation]));
  // One journal for all, in one region: the situations were laid into regions of their own.
  const [first] = rows;
  const [region] = await database.query<{ id: Uuid }>(
    'SELECT region_id AS id FROM journal_systems WHERE id = $1',
    [first?.systemId],
  );
  if (region === undefined) throw new Error('the situations were not laid');
  regionId = region.id;
  await database.query(`UPDATE journal_systems SET code = 'demo-journal' WHERE id = $1`, [first?.systemId]);
  for (const [login, { accountId, systemId }] of laid) {
    await database.query(
      'UPDATE journal_accounts SET external_id = $2, journal_system_id = $3 WHERE id = $1',
      [...[accountId, login, first?.systemId]],
    );
    await database.query('UPDATE campaigns SET journal_system_id = $2 WHERE journal_system_id = $1', [
      ...[systemId, first?.systemId],
    ]);
    await database.query(
      'UPDATE legacy_credentials SET journal_system_id = $2 WHERE journal_system_id = $1',
      [...[systemId, first?.systemId]],
    );
  }
  await database.query('UPDATE schools SET region_id = $1, source_id = id::text', [regionId]);
  const [port, behind, journalPort] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${journalPort}`;
  const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
  const client = {
    ...{ client_id: 'demo-journal', client_name: 'Журнал', redirect_uris: [`${url}/callback`] },
    ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
    ...{ webhook_uri: `${url}/perehod-events`, webhook_secret: WEBHOOK_SECRET },
  };
  writeFileSync(path, JSON.stringify([client]));
  application = await startApplication(database, {
    port: behind,
    clock,
    settings: { OIDC_CLIENTS_FILE: path, PUBLIC_URL: `http://localhost:${port}` },
  });
  server = new CuttableServer(() => behind);
  await server.listen(port);
  journal = await startDemoJournal(
    {
      ...{ port: journalPort, clientId: 'demo-journal', clientSecret: SECRET, internalApi: true },
      ...{ issuer: `http://localhost:${port}/oidc`, webhookSecrets: [WEBHOOK_SECRET] },
    },
    () => clock.now(),
  );
  await journal.catchUp();
});
afterAll(async () => {
  await journal.close();
  server.close();
  await application.close();
  await database.drop();
});
beforeEach(() => {
  server.isAway = false;
  clock.set(NOW);
});

async function enter(login: string, password = 'demo') {
  const answer = await fetch(`${journal.url}/password`, {
    method: 'POST',
    body: new URLSearchParams({ login, password }),
  });
  return { status: answer.status, text: await answer.text(), cookie: cookieOf(answer) };
}

const cookieOf = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const submit = (path: string, cookie: string, fields: Record<string, string> = {}) =>
  fetch(`${journal.url}${path}`, {
    ...{ method: 'POST', headers: { cookie }, body: new URLSearchParams(fields), redirect: 'manual' },
  });
/** Whether the browser is still inside. */
const isInside = async (cookie: string): Promise<boolean> =>
  (await fetch(`${journal.url}/diary`, { headers: { cookie }, redirect: 'manual' })).status === 200;

describe('the demo e-journal that our server does not answer (INT-08)', () => {
  it('decides by the signed bundle: warns, asks to link, refuses after the cut-over, in words of its own', async () => {
    server.isAway = true;
    const warned = await enter('warned');
    expect([warned.status, warned.text]).toEqual([200, expect.stringContaining('осталось дней: 20')]);
    const asked = await enter('asked');
    expect(asked.text).toContain('Привяжите Госуслуги: вход по паролю прекращается 10.12.2026');
    expect(asked.text).toContain('/password/skip');
    const over = await enter('over');
    expect([over.status, over.text]).toEqual([403, expect.stringContaining('Вход по паролю отключён')]);
    expect(over.text).toContain('Войти через Госуслуги');
  });

  it('is open with a bundle that is too old before the cut-over, and shut after it', async () => {
    server.isAway = true;
    clock.set(new Date(NOW.getTime() + 13 * 60 * MINUTE));
    expect((await enter('asked')).status).toBe(200);
    expect((await enter('over')).status).toBe(403);
  });

  it('asks the server again as soon as it answers', async () => {
    const { text } = await enter('over');
    expect(text).toContain('попросите администратора школы');
  });
});

describe('the demo e-journal that is told (INT-06)', () => {
  const tell = async (topic: string, body: Record<string, unknown>): Promise<void> => {
    await database.unitOfWork.run((tx) =>
      new Outbox().tell(tx, [{ regionId, topic, body, at: clock.now() }]),
    );
    await application.app.get(Jobs, { strict: false }).runNow('outbox.journal.tell_systems');
  };
  const disable = (login: Login, endSessions: string | null) =>
    tell('credential.changed', {
      ...{ account_id: laid.get(login)?.accountId, event: 'x', from: 'warned', from_reason: null },
      ...{ to: 'disabled', to_reason: 'cutover', end_sessions: endSessions },
    });
  const bring = () => application.app.get(WebhookLanes, { strict: false }).drain('demo-journal');

  it('ends the sessions of a password at once when the event says so, by the webhook', async () => {
    const [mine, other] = [await enter('warned'), await enter('warned')];
    expect([await isInside(mine.cookie), await isInside(other.cookie)]).toEqual([true, true]);
    await disable('warned', 'now');
    await bring();
    expect([await isInside(mine.cookie), await isInside(other.cookie)]).toEqual([false, false]);
  });

  it('lets them live for twelve hours where the event says so', async () => {
    const { cookie } = await enter('warned');
    await disable('warned', 'within_12_hours');
    await bring();
    clock.set(new Date(NOW.getTime() + 11 * 60 * MINUTE));
    expect(await isInside(cookie)).toBe(true);
    clock.set(new Date(NOW.getTime() + 13 * 60 * MINUTE));
    expect(await isInside(cookie)).toBe(false);
  });

  it('reads from the feed what the webhook missed, and applies an event that comes both ways once', async () => {
    const { cookie } = await enter('warned');
    await disable('warned', 'now');
    await journal.catchUp();
    expect(await isInside(cookie)).toBe(false);
    const again = await enter('warned');
    await bring();
    expect(await isInside(again.cookie)).toBe(true);
  });

  it('refuses a call that is not signed by its secret, or too old, and applies nothing', async () => {
    const { cookie } = await enter('warned');
    const id = newUuid();
    const body = JSON.stringify({
      ...{ id, no: 900, type: 'credential.disabled', timestamp: NOW.toISOString() },
      data: { account: 'warned', schools: [], end_sessions: 'now' },
    });
    const call = async (secret: Buffer, seconds: number): Promise<number> => {
      const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
      const headers = {
        ...{ 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` },
      };
      return (await fetch(`${journal.url}/perehod-events`, { method: 'POST', headers, body })).status;
    };
    const seconds = NOW.getTime() / 1_000;
    expect(await call(Buffer.alloc(32, 9), seconds)).toBe(401);
    expect(await call(Buffer.alloc(32, 1), seconds - 600)).toBe(401);
    expect(await isInside(cookie)).toBe(true);
  });
});

describe('a password that was refused in the demo e-journal', () => {
  async function askWithCode(login: Login, button: string) {
    const refused = await enter(login);
    expect(refused.text).toContain(button);
    const sent = await submit('/password/return', refused.cookie);
    const code = /<code>(\d{6})<\/code>/.exec(await sent.text())?.[1] ?? '';
    const wrong = await submit('/password/return/code', cookieOf(sent), {
      code: code === '000000' ? '1' : '000000',
    });
    expect(wrong.status).toBe(401);
    return submit('/password/return/code', cookieOf(wrong), { code });
  }

  it('LEG-05: an unused one comes back when a code has proved its owner', async () => {
    expect((await enter('unused')).status).toBe(403);
    const answer = await askWithCode('unused', 'Включить пароль');
    expect(await answer.text()).toContain('Пароль снова действует');
    expect((await enter('unused')).status).toBe(200);
  });

  it('LEG-10: one that was cut over is asked of the school, after the same proof', async () => {
    const answer = await askWithCode('over', 'Попросить школу включить пароль');
    expect(await answer.text()).toContain('Просьба передана школе');
    const windows = await database.query<{ state: string }>('SELECT state FROM reenable_windows');
    expect(windows).toEqual([{ state: 'requested' }]);
  });

  it('nobody asks anything without having been refused', async () => {
    const answer = await submit('/password/return', '');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/password']);
  });
});
