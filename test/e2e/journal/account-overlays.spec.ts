import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const SECRET = 'a-secret-of-the-test-journal-0123456789';
const client = (client_id: string) => ({
  client_id,
  client_name: client_id,
  redirect_uris: ['http://localhost:9/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: SECRET,
  internal_api: true,
});

describe('what an e-journal says of the old passwords of its accounts', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let roster: RosterBuilder;
  let campaigns: CampaignBuilder;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    campaigns = new CampaignBuilder(database, roster);
    await database.query(`UPDATE journal_systems SET code = 'own-journal' WHERE id = $1`, [
      roster.journalSystemId,
    ]);
    const other = await roster.aJournalSystem();
    await database.query(`UPDATE journal_systems SET code = 'other-journal' WHERE id = $1`, [other]);
    const codes = ['own-journal', 'other-journal'];
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    writeFileSync(path, JSON.stringify(codes.map(client)));
    const settings = { OIDC_CLIENTS_FILE: path };
    application = await startApplication(database, { clock: new GivenClock(NOON), settings });
    for (const code of codes) tokens.set(code, await tokenOf(code));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function tokenOf(code: string): Promise<string> {
    const answer = await fetch(`${application.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${code}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function post(externalId: string, act: string, body?: object, who = 'own-journal') {
    const answer = await fetch(
      `${application.url}/internal/v1/accounts/${encodeURIComponent(externalId)}/${act}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${String(tokens.get(who))}`, 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      },
    );
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  let waves = 0;
  async function anAccount(standing: 'disabled.cutover' | 'never_issued', externalId: string) {
    const person = await roster.aPerson();
    const account = await roster.anAccount({ person, externalId });
    const school = await roster.aSchool(`Школа волны ${(waves += 1)}`);
    const campaignId = await campaigns.aCampaign({ phase: 'cutover', wave: 'pupils_14plus', school });
    await campaigns.aCredential(account, { standing, campaignId });
    return { person, account };
  }

  it('EC-113: a user asks for the password through the e-journal; asking again is the same request', async () => {
    // External ids are the e-journal's own: any characters may stand in them.
    const externalId = 'ученик/7 №12';
    await anAccount('disabled.cutover', externalId);
    const asked = await post(externalId, 'reenable-requests', { reason: 'нет телефона' });
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'requested', requested_at: NOON.toISOString() },
    });
    expect(await post(externalId, 'reenable-requests')).toEqual({ status: 200, body: asked.body });
    const rows = await database.query(`SELECT requested_by, reason FROM reenable_windows WHERE id = $1`, [
      asked.body['id'],
    ]);
    expect(rows).toEqual([{ requested_by: 'own-journal', reason: 'нет телефона' }]);
  });

  it('another system’s account, and one that nobody knows, are 404 to it', async () => {
    await anAccount('disabled.cutover', 'a-foreign');
    for (const act of ['reenable-requests', 'credential-issued']) {
      expect([act, (await post('a-foreign', act, {}, 'other-journal')).status]).toEqual([act, 404]);
      expect([act, (await post('nobody', act)).status]).toEqual([act, 404]);
      expect([act, (await post('\0', act)).status]).toEqual([act, 404]);
    }
  });

  it('one account is asked for five times a day at most', async () => {
    await anAccount('never_issued', 'a-throttled');
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push((await post('a-throttled', 'reenable-requests')).status);
    expect(answers).toEqual([409, 409, 409, 409, 409, 429]);
  });

  it('EC-138: it reports a password as issued only when the school has ordered it', async () => {
    const { person, account } = await anAccount('never_issued', 'a-ordered');
    expect(await post('a-ordered', 'credential-issued')).toMatchObject({
      status: 409,
      body: { code: 'CREDENTIAL_NOT_ORDERED' },
    });
    await database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
         requested_at, decided_at) VALUES ($1, $2, 'person', $3, 'no_esia_possible', 'нет документов', 'active',
         '2026-11-01', '2027-09-30', 'test', now(), now())`,
      [roster.regionId, roster.schoolId, person.id],
    );
    await database.query(`UPDATE legacy_credentials SET ordered_at = $2 WHERE journal_account_id = $1`, [
      account,
      NOON,
    ]);
    expect((await post('a-ordered', 'credential-issued')).status).toBe(204);
    expect((await post('a-ordered', 'credential-issued')).status).toBe(204);
    expect(await campaigns.standingOf(account)).toBe('issued_under_exemption');
  });
});
