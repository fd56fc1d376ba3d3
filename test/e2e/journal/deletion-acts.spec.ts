import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Standing } from '../../../src/legacy/domain/credential-moves.js';
import { startApplication, type TestApplication } from '../../support/application.js';
import { signedInAs } from '../../support/administrators.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/free-port.js';
// Its structuredClone is one that oidc-provider can read clients' keys with inside Jest.
import '../../support/openid-stand.js';

const DAY_MS = 86_400_000;
const aKey = (kid: string) => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  ...{ kid, alg: 'ES256' },
});
const KEY = aKey('journal-1');
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

interface Answer {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly facts?: { readonly claim?: string };
    readonly id: string;
    readonly purged: number;
    readonly skipped: readonly { account: string; reason: string }[];
    readonly unknown: readonly string[];
  };
}

describe('POST /internal/v1/deletion-acts (LEG-14)', () => {
  let database: TestDatabase;
  let roster: RosterBuilder;
  let campaigns: CampaignBuilder;
  let application: TestApplication;
  let clientId: string;
  let url: string;
  let token: string;

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    campaigns = new CampaignBuilder(database, roster);
    const [system] = await database.query<{ code: string }>('SELECT code FROM journal_systems');
    clientId = system!.code;
    const port = await freePort();
    url = `http://localhost:${port}`;
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-test-clients-')), 'clients.json');
    const { kty, crv, x, y, kid, alg } = KEY;
    const client = {
      ...{ client_id: clientId, client_name: 'Журнал', internal_api: true },
      redirect_uris: ['http://localhost:9/callback'],
      jwks: { keys: [{ kty, crv, x, y, kid, alg }] },
    };
    writeFileSync(path, JSON.stringify([client]));
    const settings = { OIDC_CLIENTS_FILE: path, PUBLIC_URL: url };
    application = await startApplication(database, { settings, port });
    token = await internalToken();
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function signed(payload: JWTPayload, key: typeof KEY, typ: string, aud: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: clientId, aud, iat: now, exp: now + 60, jti: randomUUID(), ...payload })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ })
      .sign(await importJWK(key));
  }

  async function internalToken(): Promise<string> {
    const assertion = await signed({ sub: clientId }, KEY, 'JWT', `${url}/oidc`);
    const answer = await fetch(`${url}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'client_credentials', scope: 'internal', client_id: clientId },
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function send(
    payload: JWTPayload,
    spoiled: { key?: typeof KEY; typ?: string; aud?: string } = {},
  ): Promise<Answer> {
    const { key = KEY, typ = 'deletion-act+jwt', aud = `${url}/internal/v1/deletion-acts` } = spoiled;
    const answer = await fetch(`${url}/internal/v1/deletion-acts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ act: await signed(payload, key, typ, aud) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  }

  /** A school of a wave that was closed so many days ago, with an account in each of these standings. */
  async function aClosedSchool(days: number, ...standings: Standing[]) {
    const school = await roster.aSchool();
    const accounts: { id: Uuid; external: string; personId: Uuid }[] = [];
    while (accounts.length < standings.length) {
      const person = await roster.aPerson({ born: '1980-01-01' });
      const external = `x-${randomUUID()}`;
      const overrides = { person, role: 'teacher', schools: [school], externalId: external } as const;
      accounts.push({ id: await roster.anAccount(overrides), external, personId: person.id });
    }
    const campaign = await campaigns.aCampaign({
      ...{ school, phase: 'closed', phaseSince: daysAgo(days), cutOverAt: daysAgo(days + 70) },
      members: accounts.map(({ id }) => id),
    });
    for (const [i, standing] of standings.entries()) {
      await campaigns.aCredential(accounts[i]!.id, { standing, campaignId: campaign });
    }
    return { school, accounts };
  }

  const exempt = (personId: Uuid, school: Uuid) =>
    database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
                               requested_by, requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'no_esia_possible', 'приказ', 'active', current_date - 5, current_date + 100,
               'test', now(), 'test', now())`,
      [roster.regionId, school, personId],
    );
  const date = () => daysAgo(1).toISOString().slice(0, 10);

  it('purges a wave that was closed thirty days ago, names whom it passed over, and is carried out once', async () => {
    const standings: Standing[] = [
      'disabled.cutover',
      'disabled.linked',
      'issued_under_exemption',
      'link_required',
      'never_issued',
    ];
    const { school, accounts } = await aClosedSchool(31, ...standings);
    const [cut, linked, issued, covered, never] = accounts;
    for (const one of [issued!, covered!]) await exempt(one.personId, school);
    const act = { number: 'А-1/2026', date: date(), school, wave: 'staff' };
    const first = await send(act);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ purged: 2, unknown: [] });
    const skips = first.body.skipped.map(({ account, reason }) => [account, reason]);
    expect(new Map(skips as [string, string][])).toEqual(
      new Map([
        [issued!.external, 'exempt'],
        [covered!.external, 'exempt'],
        [never!.external, 'never_issued'],
      ]),
    );
    expect(await send(act)).toEqual(first);
    expect(await campaigns.standingOf(cut!.id)).toBe('purged');
    expect(await campaigns.standingOf(linked!.id)).toBe('purged');
    expect(await campaigns.standingOf(covered!.id)).toBe('link_required');
    const other = await send({ ...act, date: daysAgo(2).toISOString().slice(0, 10) });
    expect([other.status, other.body.code]).toEqual([409, 'DELETION_ACT_NUMBER_TAKEN']);
    const [told] = await database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM legacy_credential_history WHERE event = 'purged' AND actor_id = $1`,
      [clientId],
    );
    expect(told).toEqual({ count: 2 });
  });

  it('refuses a wave before its thirty days, and a school or wave of another', async () => {
    const { school } = await aClosedSchool(29, 'disabled.cutover');
    const early = await send({ number: 'А-2', date: date(), school, wave: 'staff' });
    expect([early.status, early.body.code]).toEqual([409, 'DELETION_ACT_TOO_EARLY']);
    const foreign = await send({ number: 'А-2', date: date(), school: randomUUID(), wave: 'staff' });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('purges accounts by their ids, and says which it does not know and which are too early', async () => {
    const [due, early] = [
      await aClosedSchool(40, 'disabled.cutover'),
      await aClosedSchool(3, 'disabled.cutover'),
    ];
    const accounts = [due.accounts[0]!.external, early.accounts[0]!.external, 'nobody'];
    const { body } = await send({ number: 'А-3', date: date(), accounts });
    expect(body).toMatchObject({
      purged: 1,
      skipped: [{ account: early.accounts[0]!.external, reason: 'not_closed' }],
      unknown: ['nobody'],
    });
    const again = await send({ number: 'А-4', date: date(), accounts: [accounts[0]] });
    expect(again.body).toMatchObject({
      purged: 0,
      skipped: [{ account: accounts[0], reason: 'already_purged' }],
    });
  });

  it('refuses what the journal’s key has not signed as an act, and keeps nothing of it', async () => {
    const act = { number: 'А-5', date: date(), accounts: ['nobody'] };
    const claims = [
      await send(act, { key: aKey('journal-1') }),
      await send(act, { typ: 'legacy-proof+jwt' }),
      await send(act, { aud: `${url}/internal/v1/link-claims` }),
      await send({ ...act, iss: 'other' }),
      await send({ ...act, number: '' }),
      await send({ ...act, date: '31.02.2026' }),
      await send({ ...act, accounts: [] }),
      await send({ ...act, school: randomUUID() }),
      await send({ number: 'А-5', date: date(), school: randomUUID(), wave: 'parents' }),
    ];
    expect(claims.map(({ status, body }) => [status, body.code, body.facts?.claim])).toEqual(
      ['signature', 'typ', 'aud', 'iss', 'number', 'date', 'accounts', 'accounts', 'wave'].map((claim) => [
        ...[400, 'DELETION_ACT_INVALID', claim],
      ]),
    );
    const ahead = await send({ ...act, date: daysAgo(-3).toISOString().slice(0, 10) });
    expect([ahead.status, ahead.body.code]).toEqual([400, 'DELETION_ACT_DATE_AHEAD']);
    expect(await database.query(`SELECT FROM purge_acts WHERE number = 'А-5'`)).toEqual([]);
  });

  it('is read by the school concerned without its text and by the region with it, by another school not at all', async () => {
    const { school, accounts } = await aClosedSchool(60, 'disabled.cutover');
    const sent = await send({ number: 'А-6', date: date(), accounts: [accounts[0]!.external] });
    const ask = async (place: { role: 'principal' | 'campaign_manager'; schoolId?: Uuid }) => {
      const admin = await signedInAs(
        application,
        database,
        { regionId: roster.regionId, ...place },
        new Date(),
      );
      const headers = { cookie: admin.cookie };
      const list = await fetch(`${url}/api/v1/deletion-acts`, { headers });
      const one = await fetch(`${url}/api/v1/deletion-acts/${sent.body.id}`, { headers });
      const { items } = (await list.json()) as { items: { id: string }[] };
      return {
        listed: items.some(({ id }) => id === sent.body.id),
        status: one.status,
        body: (await one.json()) as Record<string, unknown>,
      };
    };
    const own = await ask({ role: 'principal', schoolId: school });
    expect(own).toMatchObject({ listed: true, status: 200, body: { number: 'А-6', accounts: 1, act: null } });
    const region = await ask({ role: 'campaign_manager' });
    expect(region.body['act']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await ask({ role: 'principal', schoolId: roster.schoolId })).toMatchObject({
      listed: false,
      status: 404,
    });
  });
});
