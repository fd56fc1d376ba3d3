import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { compactVerify, createRemoteJWKSet } from 'jose';
import { WebhookLanes } from '../../../src/journal/application/webhook-lanes.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import {
  type BundleFrame,
  type BundleSchool,
  decideOffline,
} from '../../../src/stand/journal/offline-decision.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

const NOON = new Date('2026-11-20T12:00:00.000Z');
const SECRET = 'a-secret-of-the-test-journal-0123456789';
const OLD_WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW_WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

interface Bundle extends BundleFrame {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly cursor: number;
  readonly has_more: boolean;
  readonly schools: readonly BundleSchool[];
}

let database: TestDatabase;
let roster: RosterBuilder;
let application: TestApplication;
let receiver: WebhookReceiver;
let accountId: Uuid;
let clock: GivenClock;
const tokens = new Map<string, string>();

beforeAll(async () => {
  database = await freshDatabase();
  roster = await RosterBuilder.begin(database);
  await database.query(`UPDATE journal_systems SET code = 'demo-journal' WHERE id = $1`, [
    roster.journalSystemId,
  ]);
  const other = await roster.aJournalSystem();
  await database.query(`UPDATE journal_systems SET code = 'other-journal' WHERE id = $1`, [other]);
  accountId = await roster.anAccount({
    ...{ person: await roster.aPerson(), role: 'teacher', externalId: 'teacher/7 ё' },
  });
  await roster.anAccount({ person: await roster.aPerson(), journalSystem: other, externalId: 'theirs' });
  // The journal changes over: it knows the new secret only.
  receiver = await WebhookReceiver.start(NEW_WEBHOOK_SECRET);
  const client = (client_id: string, more: object = {}) => ({
    ...{ client_id, client_name: client_id, redirect_uris: ['http://localhost:9/callback'] },
    ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
    ...more,
  });
  const webhook = { webhook_secret: OLD_WEBHOOK_SECRET, webhook_secret_next: NEW_WEBHOOK_SECRET };
  const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
  const clients = [
    client('demo-journal', { webhook_uri: receiver.url, ...webhook }),
    client('other-journal'),
  ];
  writeFileSync(path, JSON.stringify(clients));
  clock = new GivenClock(NOON);
  application = await startApplication(database, { clock, settings: { OIDC_CLIENTS_FILE: path } });
  for (const code of ['demo-journal', 'other-journal']) tokens.set(code, await tokenOf(code));
});
afterAll(async () => {
  await application.close();
  await receiver.close();
  await database.drop();
});
beforeEach(async () => {
  await database.query('TRUNCATE journal_events, webhook_deliveries, journal_feeds, outbox_events CASCADE');
  receiver.taken.length = 0;
});

async function tokenOf(code: string): Promise<string> {
  const answer = await fetch(`${application.url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${code}:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const call = (path: string, init: RequestInit = {}, who = 'demo-journal') =>
  fetch(`${application.url}/internal/v1${path}`, {
    ...init,
    headers: { ...(init.headers as object), authorization: `Bearer ${tokens.get(who) ?? ''}` },
  });
const post = (path: string, body: unknown, who?: string) =>
  call(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    who,
  );
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

async function linkBecomes(...states: string[]): Promise<void> {
  const news = states.map((to) => ({
    regionId: roster.regionId,
    topic: 'link.changed',
    body: {
      ...{ link_id: newUuid(), account_id: accountId, esia_person_id: newUuid(), event: 'x', reason: 'x' },
      ...{ from: to === 'active' ? null : 'active', to },
    },
    at: NOON,
  }));
  await database.unitOfWork.run((tx) => new Outbox().tell(tx, news));
  await application.app.get(Jobs, { strict: false }).runNow('outbox.journal.tell_systems');
}

describe('an e-journal that is told (INT-06)', () => {
  it('gets each event at its webhook, signed by the secret that it changes over to, and reads the same in the feed', async () => {
    await linkBecomes('active', 'revoked');
    await application.app.get(WebhookLanes, { strict: false }).drain('demo-journal');
    expect(receiver.forged).toEqual([]);
    expect(receiver.taken.map(({ type, account }) => [type, account])).toEqual([
      ['link.activated', 'teacher/7 ё'],
      ['link.revoked', 'teacher/7 ё'],
    ]);
    const feed = (await (await call('/events')).json()) as { items: object[]; next_cursor: number };
    expect(feed).toMatchObject({ next_cursor: 2, has_more: false });
    expect(feed.items).toMatchObject(
      receiver.taken.map(({ id, no, type, data }) => ({ id, no, type, data })),
    );
    const theirs = await (await call('/events', {}, 'other-journal')).json();
    expect(theirs).toEqual({ items: [], next_cursor: 0, has_more: false });
  });

  it('reads on from its cursor, by type when it wants, and is told what is wrong with a question', async () => {
    await linkBecomes('active', 'revoked');
    const page = await (await call('/events?cursor=1&limit=1&types=link.revoked,credential.disabled')).json();
    expect(page).toMatchObject({ items: [{ no: 2 }], next_cursor: 2, has_more: false });
    expect((await call('/events?types=link.made')).status).toBe(400);
    expect((await call('/events?limit=501')).status).toBe(400);
    expect(await codeOf(await call('/events?cursor=3'))).toEqual([400, 'EVENT_CURSOR_UNKNOWN']);
  });

  it('has events brought once more from a number; without a webhook it is refused', async () => {
    await linkBecomes('active', 'revoked');
    const lanes = application.app.get(WebhookLanes, { strict: false });
    await lanes.drain('demo-journal');
    const answer = await post('/events/replay', { from: 1 });
    expect([answer.status, await answer.json()]).toEqual([202, { queued: 1, next_from: 2, has_more: false }]);
    await lanes.drain('demo-journal');
    expect(receiver.taken.map(({ no }) => no)).toEqual([1, 2, 2]);
    expect(await codeOf(await post('/events/replay', {}, 'other-journal'))).toEqual([
      409,
      'WEBHOOK_NOT_REGISTERED',
    ]);
  });

  it('shows in /metrics what waits', async () => {
    const metrics = await (await fetch(`${application.url}/metrics`)).text();
    expect(metrics).toContain('webhook_deliveries_dead{system="demo-journal"} 0');
    expect(metrics).toMatch(/webhook_calls_total\{system="demo-journal",outcome="taken"\} \d+/);
  });
});

describe('an e-journal that asks of an account (INT-05)', () => {
  const path = `/accounts/${encodeURIComponent('teacher/7 ё')}`;

  it('gets its link, its password and the decision; the same once more is 304', async () => {
    const answer = await call(path);
    const etag = answer.headers.get('etag') ?? '';
    expect(await answer.json()).toEqual({
      account: 'teacher/7 ё',
      link: { state: 'none', access: 'none', since: null },
      credential: { state: 'active', reason: null, until: null },
      decision: { decision: 'allow', code: null, until: null },
      phase: 'not_scheduled',
      cutover_on: null,
    });
    const again = await call(path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  });

  it('sees a change by a new tag', async () => {
    const etag = (await call(path)).headers.get('etag') ?? '';
    await database.query(
      `INSERT INTO security_locks (journal_account_id, reason, set_by, set_at) VALUES ($1, 'security', 'test', $2)`,
      [accountId, NOON],
    );
    const answer = await call(path, { headers: { 'if-none-match': etag } });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { decision: { decision: 'deny_locked', code: 'SECURITY_LOCK' } },
    ]);
    await database.query('DELETE FROM security_locks');
  });

  it('finds no account of another journal, and none that nobody reported', async () => {
    expect(await codeOf(await call('/accounts/theirs'))).toEqual([404, 'NOT_FOUND']);
    expect(await codeOf(await call('/accounts/%00'))).toEqual([404, 'NOT_FOUND']);
    expect(await codeOf(await call(path, {}, 'other-journal'))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('an e-journal that must decide while we are away (INT-08)', () => {
  const read = async (query = '', who?: string) => {
    const answer = await call(`/policy${query}`, {}, who);
    const keys = createRemoteJWKSet(new URL(`${application.url}/oidc/jwks`));
    const { payload, protectedHeader } = await compactVerify(await answer.text(), keys);
    const bundle = JSON.parse(new TextDecoder().decode(payload)) as Bundle;
    return { bundle, protectedHeader, answer };
  };

  it('verifies the bundle by the provider’s published keys, and decides by it as the server would', async () => {
    await database.query(
      `INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
       VALUES ($1, $2, $3, 'staff', 'link_required', $4, '2027-01-20', $4)`,
      [roster.regionId, roster.journalSystemId, roster.schoolId, NOON],
    );
    // The credential may have been placed before there was a campaign to follow.
    await database.query('UPDATE legacy_credentials SET campaign_id = (SELECT id FROM campaigns)');
    const { bundle, protectedHeader, answer } = await read();
    expect(answer.headers.get('content-type')).toContain('application/sign-in-policy+jwt');
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'sign-in-policy+jwt' });
    const seconds = NOON.getTime() / 1_000;
    expect(bundle).toMatchObject({
      ...{ aud: 'demo-journal', iat: seconds, exp: seconds + 900, usable_stale_until: seconds + 43_200 },
      ...{ skips_allowed: 3, break_glass_until: null, outage: null, has_more: false },
    });
    expect(bundle.iss).toMatch(/\/oidc$/);
    const [page] = bundle.schools;
    const asked = { account: 'teacher/7 ё', role: 'teacher' as const, skipsUsed: 0, now: NOON };
    expect(page && decideOffline(bundle, page, asked)).toMatchObject({ decision: 'require_linking' });
    const theirs = await read('', 'other-journal');
    expect(JSON.stringify(theirs.bundle)).not.toContain('teacher');
  });

  it('asks by its cursor for what has changed only', async () => {
    const { bundle: all } = await read();
    const { bundle: none } = await read(`?cursor=${all.cursor}`);
    expect([none.schools, none.cursor, none.has_more]).toEqual([[], all.cursor, false]);
    await database.query(`UPDATE campaigns SET phase = 'brownouts', revision = revision + 1`);
    clock.set(new Date(NOON.getTime() + 11 * 60_000));
    const { bundle: changed } = await read(`?cursor=${all.cursor}`);
    expect(changed.schools).toMatchObject([
      { school: { id: roster.schoolId }, campaigns: [{ phase: 'brownouts' }] },
    ]);
    expect(changed.cursor).toBeGreaterThan(all.cursor);
    expect(await codeOf(await call('/policy?cursor=999'))).toEqual([400, 'POLICY_CURSOR_UNKNOWN']);
  });

  it('that has the same already is answered 304, until a newer one is due', async () => {
    const etag = (await call('/policy')).headers.get('etag') ?? '';
    const again = await call('/policy', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    clock.set(new Date(clock.now().getTime() + 6 * 60_000));
    expect((await call('/policy', { headers: { 'if-none-match': etag } })).status).toBe(200);
  });
});
