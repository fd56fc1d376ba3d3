import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CountKeyUses } from '../../../src/access/application/count-key-uses.js';
import type { Role } from '../../../src/access/index.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { anApiKey, type TestApiKey } from '../../support/api-keys.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;
const READ = '/api/v1/statistics/indicators';
const REASON = { reason: 'утёк в почту' };

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

describe('keys of machines', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  let admin: TestAdministrator;
  const clock = new GivenClock(NOON);
  const trusting = { TRUST_PROXY: 'true' };

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock, settings: trusting });
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });
  beforeEach(async () => {
    clock.set(NOON);
    await database.query('DELETE FROM throttle_counters');
    admin = await as('ministry_admin');
  });

  const as = (role: Role) =>
    signedInAs(application, database, { regionId: territory.regionId, role }, clock.now());

  async function ask(path: string, headers: Record<string, string>, body?: object): Promise<Answer> {
    const answer = await fetch(application.url + path, {
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: answer.status, headers: answer.headers, body: parsed };
  }
  const manage = (path: string, body?: object, headers: Record<string, string> = {}) =>
    ask(`/api/v1/api-keys${path}`, { cookie: admin.cookie, ...headers }, body);
  const bring = (key: { readonly secret: string }, path = READ, from = '203.0.113.7') =>
    ask(path, { authorization: `Bearer ${key.secret}`, 'x-forwarded-for': from });
  const codeOf = ({ status, body }: Answer) => [status, body['code']];
  const actionsOf = (key: TestApiKey) =>
    database.query<{ action: string; facts: object }>(
      `SELECT action, facts FROM audit_events WHERE subject_id = $1 ORDER BY at, id`,
      [key.id],
    );

  it('are shown once, kept as a hash, and named in the audit without their secret', async () => {
    const key = await anApiKey(application, admin);
    expect(key.secret).toMatch(/^ph_live_[0-9a-f]{12}_[0-9A-Za-z]{49}$/);
    expect((await bring(key)).status).toBe(200);
    const kept = JSON.stringify([
      await database.query('SELECT k::text FROM api_keys k'),
      await database.query('SELECT a::text FROM audit_events a'),
      (await manage('')).body,
      (await manage(`/${key.id}`)).body,
    ]);
    expect(kept).not.toContain(key.secret.slice(21));
    const [{ action } = { action: '' }] = await actionsOf(key);
    expect(action).toBe('api_key.created');
  });

  it('come once from one Idempotency-Key, and never show their secret again', async () => {
    const body = {
      ...{ name: 'Округ', basis: 'письмо № 2', rights: ['statistics.read'], expires_on: '2027-01-31' },
    };
    const repeat = { 'idempotency-key': 'first-try-0001' };
    const made = await Promise.all([manage('', body, repeat), manage('', body, repeat)]);
    const secrets = made.map(({ body: { secret } }) => secret);
    expect(secrets.filter((secret) => secret !== null)).toHaveLength(1);
    expect(new Set(made.map(({ body: { key } }) => (key as { id: string }).id)).size).toBe(1);
    expect(codeOf(await manage('', { ...body, name: 'Другой' }, repeat))).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  it('end with their last day in the region, to the millisecond', async () => {
    const key = await anApiKey(application, admin, { expires_on: '2026-11-30' });
    // Kaliningrad is UTC+2: 30 November ends there at 22:00 UTC.
    clock.set(new Date('2026-11-30T21:59:59.999Z'));
    expect((await bring(key)).status).toBe(200);
    clock.set(new Date('2026-11-30T22:00:00.000Z'));
    const answer = await bring(key);
    expect(codeOf(answer)).toEqual([401, 'API_KEY_EXPIRED']);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each([
    ['2026-11-20', 400],
    ['2026-11-21', 201],
    ['2027-11-20', 201],
    ['2027-11-21', 400],
  ])('live a year at most and no day of the past: %s gives %d', async (expires_on, status) => {
    const body = { name: 'Округ', basis: 'письмо', rights: ['statistics.read'], expires_on };
    expect((await manage('', body)).status).toBe(status);
  });

  it('are taken from their own networks only', async () => {
    const key = await anApiKey(application, admin, {
      allowed_addresses: ['10.20.0.0/16', '2001:db8::/48', '203.0.113.7'],
    });
    for (const address of ['10.20.255.1', '2001:db8::5', '203.0.113.7', '::ffff:10.20.1.1']) {
      expect([address, (await bring(key, READ, address)).status]).toEqual([address, 200]);
    }
    for (const address of ['10.21.0.1', '2001:db9::5', '203.0.113.8', 'nonsense']) {
      expect([address, ...codeOf(await bring(key, READ, address))]).toEqual([
        address,
        403,
        'API_KEY_ADDRESS',
      ]);
    }
  });

  it.each([
    ['10.20.0.5/16'],
    ['10.20.0.0/33'],
    ['school.example'],
    ['1.2.3'],
    ['::1/129'],
    ["1.1.1.1/8' OR"],
  ])('refuse the network %s', async (network) => {
    const body = { name: 'Округ', basis: 'письмо', rights: ['statistics.read'], expires_on: '2027-01-31' };
    expect((await manage('', { ...body, allowed_addresses: [network] })).status).toBe(400);
  });

  it('give way to a successor: both are taken during the overlap, the former no longer after it', async () => {
    const former = await anApiKey(application, admin, { allowed_addresses: ['203.0.113.0/24'] });
    const order = { expires_on: '2027-06-01', overlap_hours: 24 };
    expect((await manage(`/${former.id}/rotation`, order)).status).toBe(428);
    const made = await manage(`/${former.id}/rotation`, order, { 'if-match': former.etag });
    expect(made.status).toBe(201);
    const next = { secret: String(made.body['secret']) };
    expect(made.body['key']).toMatchObject({
      ...{ predecessor_id: former.id, state: 'live', allowed_addresses: ['203.0.113.0/24'] },
    });
    clock.set(new Date(NOON.getTime() + 24 * HOUR - 1));
    expect([(await bring(former)).status, (await bring(next)).status]).toEqual([200, 200]);
    clock.set(new Date(NOON.getTime() + 24 * HOUR));
    expect([codeOf(await bring(former)), (await bring(next)).status]).toEqual([
      [401, 'API_KEY_RETIRED'],
      200,
    ]);
    expect((await actionsOf(former)).map(({ action }) => action)).toEqual([
      ...['api_key.created', 'api_key.rotated'],
    ]);
  });

  it('have one successor, whoever else rotates at the same moment', async () => {
    const key = await anApiKey(application, admin);
    const rotate = (etag: string) =>
      manage(`/${key.id}/rotation`, { expires_on: '2027-06-01' }, { 'if-match': etag });
    const tries = await Promise.all([rotate(key.etag), rotate(key.etag), rotate(key.etag)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 412, 412]);
    expect(codeOf(await rotate('"2"'))).toEqual([409, 'API_KEY_HAS_SUCCESSOR']);
  });

  it('end at once when revoked, with a reason, once', async () => {
    const key = await anApiKey(application, admin);
    expect((await manage(`/${key.id}/revocation`, REASON)).body).toMatchObject({ state: 'revoked' });
    expect(codeOf(await bring(key))).toEqual([401, 'API_KEY_REVOKED']);
    expect(codeOf(await manage(`/${key.id}/revocation`, REASON))).toEqual([409, 'API_KEY_OVER']);
    const listed = (await manage('')).body['items'] as { id: string }[];
    const all = (await manage('?all=true')).body['items'] as { id: string }[];
    expect([listed, all].map((items) => items.some(({ id }) => id === key.id))).toEqual([false, true]);
  });

  it('that are wrong say no more than that, and are counted by address; the right one goes on', async () => {
    const key = await anApiKey(application, admin);
    const last = key.secret.at(-7) === 'A' ? 'B' : 'A';
    const slip = { secret: key.secret.slice(0, -7) + last + key.secret.slice(-6) };
    const codes = new Set<string>();
    for (let turn = 0; turn < 61; turn++) codes.add(codeOf(await bring(slip)).join(' '));
    expect([...codes]).toEqual(['401 API_KEY_UNKNOWN', '429 TOO_MANY_REQUESTS']);
    expect((await bring(key)).status).toBe(200);
    expect(codeOf(await bring(slip, READ, '198.51.100.1'))).toEqual([401, 'API_KEY_UNKNOWN']);
  });

  it('of the right form and prefix, but another secret, are unknown', async () => {
    const [one, other] = [await anApiKey(application, admin), await anApiKey(application, admin)];
    await database.query(
      `UPDATE api_keys SET secret_hash = (SELECT secret_hash FROM api_keys WHERE id = $2) WHERE id = $1`,
      [one.id, other.id],
    );
    expect(codeOf(await bring(one))).toEqual([401, 'API_KEY_UNKNOWN']);
  });

  it('open no route of people, whatever cookie comes along', async () => {
    const key = await anApiKey(application, admin);
    for (const path of [
      '/api/v1/schools',
      '/api/v1/api-keys',
      '/api/v1/people',
      '/api/v1/statistics/policy',
    ]) {
      expect([path, ...codeOf(await bring(key, path))]).toEqual([path, 403, 'API_KEY_NOT_FOR_THIS']);
    }
    const both = { authorization: `Bearer ${key.secret}`, cookie: admin.cookie };
    expect(codeOf(await ask('/api/v1/api-keys', both))).toEqual([403, 'API_KEY_NOT_FOR_THIS']);
  });

  it('without the right of a route are told which one it is', async () => {
    const key = await anApiKey(application, admin, { rights: ['statistics.export'] });
    const answer = await bring(key);
    expect(codeOf(answer)).toEqual([403, 'API_KEY_RIGHT']);
    expect(answer.body['detail']).toContain('statistics.read');
  });

  it('are of the administrator’s region and of its municipalities only', async () => {
    const key = await anApiKey(application, admin);
    const other = await freshRegion();
    const foreign = await signedInAs(
      application,
      database,
      { regionId: other.id, role: 'ministry_admin' },
      NOON,
    );
    for (const path of [`/${key.id}`, `/${key.id}/uses`]) {
      expect((await ask(`/api/v1/api-keys${path}`, { cookie: foreign.cookie })).status).toBe(404);
    }
    const acts = { rotation: { expires_on: '2027-01-31' }, revocation: REASON };
    for (const [act, body] of Object.entries(acts)) {
      const headers = { cookie: foreign.cookie, 'if-match': key.etag };
      expect((await ask(`/api/v1/api-keys/${key.id}/${act}`, headers, body)).status).toBe(404);
    }
    const theirs = {
      ...{ name: 'Чужой', basis: 'письмо', rights: ['statistics.read'], expires_on: '2027-01-31' },
      municipality_id: other.town,
    };
    expect((await manage('', theirs)).status).toBe(404);
    expect((await bring(key)).status).toBe(200);
  });

  it('may be managed by ministry_admin only', async () => {
    const body = { name: 'Округ', basis: 'письмо', rights: ['statistics.read'], expires_on: '2027-01-31' };
    for (const role of ['ministry_analyst', 'campaign_manager', 'security_officer'] as const) {
      const { cookie } = await as(role);
      expect((await ask('/api/v1/api-keys', { cookie }, body)).status).toBe(403);
    }
    const ofPerson = { ...body, rights: ['people.read'] };
    expect(codeOf(await manage('', ofPerson))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('are counted by day in batches, refusals apart, also when two servers count', async () => {
    const key = await anApiKey(application, admin, { allowed_addresses: ['203.0.113.0/24'] });
    const second = await startApplication(database, { clock, settings: trusting });
    try {
      for (let turn = 0; turn < 3; turn++) await bring(key);
      await bring(key, READ, '198.51.100.1');
      const headers = { authorization: `Bearer ${key.secret}`, 'x-forwarded-for': '203.0.113.9' };
      await fetch(second.url + READ, { headers });
      expect((await manage(`/${key.id}/uses`)).body).toMatchObject({ items: [] });
      await application.app.get(CountKeyUses).write();
    } finally {
      // A server writes what it counted before it stops.
      await second.close();
    }
    clock.set(new Date(NOON.getTime() + 24 * HOUR));
    admin = await as('ministry_admin');
    await bring(key);
    await application.app.get(CountKeyUses).write();
    expect((await manage(`/${key.id}/uses`)).body['items']).toEqual([
      { day: '2026-11-22', requests: 1, refusals: 0, last_at: '2026-11-22T12:00:00.000Z' },
      { day: '2026-11-21', requests: 4, refusals: 1, last_at: NOON.toISOString() },
    ]);
    expect((await manage(`/${key.id}`)).body).toMatchObject({ last_used_at: '2026-11-22T12:00:00.000Z' });
  });

  async function freshRegion(): Promise<{ readonly id: never; readonly town: string }> {
    const [row] = await database.query<{ id: never; town: string }>(
      `WITH r AS (INSERT INTO regions (code, name, time_zone) VALUES ('77', 'Другая область', 'Europe/Moscow') RETURNING id)
       INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
       SELECT id, 'test', 'm', '45000000', 'Округ', 'city_okrug' FROM r RETURNING region_id AS id, id AS town`,
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }
});
