import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignPhase } from '../../../src/legacy/domain/campaign-phase.js';
import { type DemoJournal, startDemoJournal } from '../../../src/stand/journal/demo-journal.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/free-port.js';
import { lay } from '../../support/legacy-situation-rows.js';
import { NOW, type Situation } from '../../support/legacy-situations.js';

const SECRET = 'a-secret-of-the-test-journal-0123456789';
const PHASES = ['soft_launch', 'link_required', 'brownouts', 'cutover'] as const satisfies CampaignPhase[];

const aSituation = (phase: CampaignPhase): Situation => ({
  ...{ zone: 'Europe/Kaliningrad', phase, hasCampaign: true, cutOverDays: 20, isPaused: false },
  ...{ stored: { state: 'active' }, bucket: 10, isClosed: false, link: null, endedLink: null, lock: null },
  ...{ exemptions: [], caseBegunDays: null, breakGlassHours: null, outage: null },
  windows: [{ state: 'running', starts: -1, hours: 2, share: 100 }],
  ...{ skipsAllowed: 2, skipsUsed: 0 },
});

/** The demo e-journal beside the server, and accounts in every phase. */
describe('the old password in the demo e-journal', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let journal: DemoJournal;

  beforeAll(async () => {
    database = await freshDatabase();
    const laid = await lay(database, PHASES.map(aSituation));
    const [{ systemId } = laid[0] ?? { systemId: '' }] = laid;
    await database.query(`UPDATE journal_systems SET code = 'demo-journal' WHERE id = $1`, [systemId]);
    for (const [no, { accountId }] of laid.entries()) {
      await database.query(
        'UPDATE journal_accounts SET external_id = $2, journal_system_id = $3 WHERE id = $1',
        [...[accountId, PHASES[no], systemId]],
      );
    }
    const [port, journalPort] = [await freePort(), await freePort()];
    const url = `http://localhost:${journalPort}`;
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    const client = {
      ...{ client_id: 'demo-journal', client_name: 'Журнал', redirect_uris: [`${url}/callback`] },
      ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
    };
    writeFileSync(path, JSON.stringify([client]));
    application = await startApplication(database, {
      port,
      clock: new GivenClock(NOW),
      settings: { OIDC_CLIENTS_FILE: path, PUBLIC_URL: `http://localhost:${port}` },
    });
    journal = await startDemoJournal({
      ...{ port: journalPort, clientId: 'demo-journal', clientSecret: SECRET },
      // The server listens on 127.0.0.1; the journal names it as its public address does.
      issuer: `http://localhost:${port}/oidc`,
    });
  });
  afterAll(async () => {
    await journal.close();
    await application.close();
    await database.drop();
  });

  async function enter(login: string, password = 'demo') {
    const answer = await fetch(`${journal.url}/password`, {
      method: 'POST',
      body: new URLSearchParams({ login, password }),
    });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { status: answer.status, text: await answer.text(), cookie };
  }

  it('shows the banner with the days that are left, and the way to link', async () => {
    const { status, text } = await enter('soft_launch');
    expect(status).toBe(200);
    expect(text).toContain('Вход по паролю закончится: осталось дней: 20');
    expect(text).toContain('Вход по паролю прекращается 10.12.2026');
    expect(text).toContain('Привязать Госуслуги');
  });

  it('asks to link, may be put off as often as the policy says, and then still lets in', async () => {
    for (const left of [2, 1]) {
      const { text, cookie } = await enter('link_required');
      expect(text).toContain(`Отложить можно ещё ${left}`);
      const skipped = await fetch(`${journal.url}/password/skip`, { method: 'POST', headers: { cookie } });
      expect(await skipped.text()).toContain('Вы вошли по старому паролю');
    }
    const { text } = await enter('link_required');
    expect(text).toContain('Отложить больше нельзя');
    expect(text).not.toContain('/password/skip');
    expect(text).toContain('Вы вошли по старому паролю');
  });

  it('is refused in a brownout and after the cut-over with the reason, the way out and the button of Госуслуги, whatever the password', async () => {
    for (const password of ['demo', 'guess']) {
      const brownout = await enter('brownouts', password);
      expect([brownout.status, brownout.text]).toEqual([403, expect.stringContaining('МФЦ')]);
      expect(brownout.text).toContain('Пароль снова подойдёт через 60 мин.');
      const over = await enter('cutover', password);
      expect([over.status, over.text]).toEqual([403, expect.stringContaining('Вход по паролю отключён с')]);
      for (const { text } of [brownout, over]) expect(text).toContain('Войти через Госуслуги');
    }
  });

  it('is wrong as ever when it is wrong, and lets in an account that nobody knows yet (EC-133)', async () => {
    expect((await enter('soft_launch', 'guess')).status).toBe(401);
    const { status, text } = await enter('nobody-knows');
    expect([status, text]).toEqual([200, expect.stringContaining('Вы вошли по старому паролю')]);
  });
});
