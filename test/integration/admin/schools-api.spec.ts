import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import { type TestAdministrator, signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');

describe('the administrators’ API', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  const clock = new GivenClock(NOON);

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock });
  });
  beforeEach(() => clock.set(NOON));
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const signIn = (
    role: Role,
    place: { schoolId?: string; municipalityId?: string } = {},
  ): Promise<TestAdministrator> =>
    signedInAs(application, database, { regionId: territory.regionId, role, ...(place as object) }, NOON);

  const get = (path: string, cookie?: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${application.url}${path}`, {
      headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
    });

  const namesSeenBy = async ({ cookie }: TestAdministrator): Promise<string[]> => {
    const answer = await get('/api/v1/schools', cookie);
    const { items } = (await answer.json()) as { items: { short_name: string }[] };
    return items.map(({ short_name }) => short_name);
  };

  it('refuses whoever is not signed in, with a problem in Russian', async () => {
    const answer = await get('/api/v1/schools');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'UNAUTHENTICATED',
      detail: expect.stringContaining('Госуслуги'),
    });
  });

  it('refuses a made-up session', async () => {
    expect((await get('/api/v1/schools', '__Host-perehod_admin=made-up')).status).toBe(401);
  });

  it('shows the region to the ministry, its own schools to a municipality, its school to a school', async () => {
    expect(await namesSeenBy(await signIn('ministry_analyst'))).toEqual([
      'Частная школа',
      'Школа 1',
      'Школа 2',
    ]);
    expect(
      await namesSeenBy(await signIn('municipal_operator', { municipalityId: territory.towns.b })),
    ).toEqual(['Школа 2']);
    expect(await namesSeenBy(await signIn('school_admin', { schoolId: territory.schools.a }))).toEqual([
      'Школа 1',
    ]);
  });

  it('shows a municipality only the schools that it founded, not private ones on its ground', async () => {
    expect(
      await namesSeenBy(await signIn('municipal_operator', { municipalityId: territory.towns.a })),
    ).toEqual(['Школа 1']);
  });

  it('answers 404 for another school, as for one that is not there', async () => {
    const { cookie } = await signIn('school_admin', { schoolId: territory.schools.a });
    const foreign = await get(`/api/v1/schools/${territory.schools.b}`, cookie);
    const missing = await get('/api/v1/schools/00000000-0000-4000-8000-000000000000', cookie);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    const told = async (answer: Response): Promise<object> => ({
      ...((await answer.json()) as object),
      request_id: '',
    });
    expect(await told(foreign)).toEqual(await told(missing));
  });

  it('refuses a role that has no such right', async () => {
    const { cookie } = await signIn('security_officer');
    expect((await get('/api/v1/schools', cookie)).status).toBe(403);
  });

  it('ends a session at once when its grant ends', async () => {
    const { cookie, grantId } = await signIn('ministry_analyst');
    await database.query(`UPDATE role_grants SET revoked_at = now() WHERE id = $1`, [grantId]);
    expect((await get('/api/v1/schools', cookie)).status).toBe(401);
    await database.query(`UPDATE role_grants SET revoked_at = NULL WHERE id = $1`, [grantId]);
    expect((await get('/api/v1/schools', cookie)).status).toBe(401);
  });

  it('ends a grant on its last civil day of the region, not of UTC', async () => {
    const { cookie, grantId } = await signIn('ministry_analyst');
    await database.query(`UPDATE role_grants SET valid_to = '2026-11-22' WHERE id = $1`, [grantId]);
    clock.set(new Date('2026-11-21T12:25:00Z'));
    expect((await get('/api/v1/schools', cookie)).status).toBe(200);
    await database.query(
      `UPDATE admin_sessions SET seen_at = '2026-11-21T21:50:00Z', expires_at = '2026-11-22T10:00:00Z'`,
    );
    clock.set(new Date('2026-11-21T22:05:00Z'));
    expect((await get('/api/v1/schools', cookie)).status).toBe(401);
  });

  it('ends a session that nobody used for half an hour', async () => {
    const { cookie } = await signIn('ministry_analyst');
    clock.set(new Date('2026-11-21T12:29:00Z'));
    expect((await get('/api/v1/schools', cookie)).status).toBe(200);
    clock.set(new Date('2026-11-21T12:58:00Z'));
    expect((await get('/api/v1/schools', cookie)).status).toBe(200);
    clock.set(new Date('2026-11-21T13:29:00Z'));
    expect((await get('/api/v1/schools', cookie)).status).toBe(401);
  });

  it('gives pages that together are the whole list, each school once', async () => {
    const { cookie } = await signIn('ministry_analyst');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await get(`/api/v1/schools?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, cookie);
      const page = (await answer.json()) as { items: { short_name: string }[]; next_cursor: string | null };
      seen.push(...page.items.map(({ short_name }) => short_name));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['Частная школа', 'Школа 1', 'Школа 2']);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=made.up', 'cursor'],
    ['cursor=bWFkZS11cA', 'cursor'],
    ['cursor=WyJhIiwiYiJd', 'cursor'],
    // ["a\u0000", a UUID]: PostgreSQL has no such text.
    [
      `cursor=${Buffer.from(JSON.stringify(['a\0', '00000000-0000-4000-8000-000000000000'])).toString('base64url')}`,
      'cursor',
    ],
    ['search=a', 'search'],
    ['search=ab%00', 'search'],
    ['search=ab&search=cd', 'search'],
    ['cursor[]=1', 'cursor[]'],
    ['limit=-1', 'limit'],
    ['limit=999999999999', 'limit'],
    ['colour=red', 'colour'],
    ['цвет=red', 'цвет'],
  ])('names the field of a bad query: %s', async (query, field) => {
    const { cookie } = await signIn('ministry_analyst');
    const answer = await get(`/api/v1/schools?${query}`, cookie);
    expect(answer.status).toBe(400);
    const body = (await answer.json()) as { code: string; errors: { field: string; message: string }[] };
    expect(body.code).toBe('VALIDATION_FAILED');
    expect(body.errors).toEqual([{ field, message: expect.stringMatching(/[а-я]/) }]);
  });

  it('says the request id back, and makes one up when the given one is unfit', async () => {
    const good = await get('/api/v1/schools', undefined, { 'X-Request-Id': 'school-42-abcdef' });
    expect(good.headers.get('x-request-id')).toBe('school-42-abcdef');
    const bad = await get('/api/v1/schools', undefined, { 'X-Request-Id': 'a b' });
    expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('grants', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('have the place that their scope needs, says the database itself', async () => {
    const { regionId, schools } = await smallTerritory(database);
    const insert = (scope: string, schoolId: string | null): Promise<unknown> =>
      database.query(
        `INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, basis, granted_by,
           granted_at, valid_from) VALUES ($1, 'principal', $2, $3, '\\x00', '00', '1980-01-01', 'x', 'x', now(), now())`,
        [regionId, scope, schoolId],
      );
    await expect(insert('school', null)).rejects.toThrow(/role_grants_scope_has_place/);
    await expect(insert('region', schools.a)).rejects.toThrow(/role_grants_scope_has_place/);
    await expect(insert('school', schools.a)).resolves.toBeDefined();
  });
});
