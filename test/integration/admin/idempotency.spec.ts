import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');

describe('an Idempotency-Key', () => {
  let database: TestDatabase;
  let clock: GivenClock;
  let servers: readonly TestApplication[];
  let territory: SmallTerritory;
  let admin: TestAdministrator;

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    clock = new GivenClock(NOON);
    servers = [await startApplication(database, { clock }), await startApplication(database, { clock })];
    admin = await manager();
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await database.drop();
  });

  const server = (no = 0): TestApplication => {
    const found = servers[no];
    if (found === undefined) throw new Error('there are two servers');
    return found;
  };
  const manager = () =>
    signedInAs(
      ...[server(), database],
      { regionId: territory.regionId, role: 'campaign_manager' },
      clock.now(),
    );
  const day = (name: string, more: object = {}) => ({
    ...{ kind: 'exam', name, starts_on: '2027-05-24', ends_on: '2027-05-24', ...more },
  });
  const post = async (body: object, key: string, { who = admin, at = 0 } = {}) => {
    const answer = await fetch(`${server(at).url}/api/v1/calendar-days`, {
      method: 'POST',
      headers: { cookie: who.cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    return {
      status: answer.status,
      replayed: answer.headers.get('idempotency-replayed'),
      body: (await answer.json()) as Record<string, unknown>,
    };
  };
  const days = async (name: string) =>
    (await database.query(`SELECT 1 FROM calendar_days WHERE name = $1`, [name])).length;

  it('with the same request gets the first answer again, and nothing is done twice', async () => {
    const first = await post(day('повтор'), 'key-of-a-repetition');
    const again = await post(day('повтор'), 'key-of-a-repetition');
    expect([first.status, first.replayed, again.status, again.replayed]).toEqual([201, null, 201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(await days('повтор')).toBe(1);
  });

  it('with another request is refused', async () => {
    await post(day('один'), 'key-of-two-requests');
    const other = await post(day('другой'), 'key-of-two-requests');
    expect([other.status, other.body['code']]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await days('другой')).toBe(0);
  });

  it('is one’s own: another caller’s does not touch it', async () => {
    await post(day('свой'), 'key-of-somebody');
    const other = await post(day('чужой'), 'key-of-somebody', { who: await manager() });
    expect([other.status, other.replayed]).toEqual([201, null]);
  });

  it('is free again after a refusal, so that a mended request may use it', async () => {
    const wrong = await post(day('', { kind: 'exam' }), 'key-of-a-mistake');
    expect(wrong.status).toBe(400);
    expect((await post(day('исправлено'), 'key-of-a-mistake')).status).toBe(201);
  });

  it('sent at once to two servers does the act once, and both answer the same', async () => {
    const sent = Array.from({ length: 8 }, (_, no) => post(day('гонка'), 'key-of-a-race', { at: no % 2 }));
    const answers = await Promise.all(sent);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    expect(await days('гонка')).toBe(1);
  });

  it('whose act was done by a server that died before it answered is never done again', async () => {
    await post(day('смерть'), 'key-of-a-death');
    await database.query(`UPDATE idempotent_requests SET answered = false, answer = NULL, claimed_at = $1`, [
      new Date(NOON.getTime() - 300_000),
    ]);
    const again = await post(day('смерть'), 'key-of-a-death');
    expect([again.status, again.body['code']]).toEqual([409, 'IDEMPOTENT_ANSWER_UNSAID']);
    expect(await days('смерть')).toBe(1);
  });

  it('whose server died before it did anything is done by whoever repeats it', async () => {
    await post(day('начато'), 'key-of-a-beginning');
    await database.query(`DELETE FROM calendar_days WHERE name = 'начато'`);
    await database.query(
      `UPDATE idempotent_requests SET acted = false, answered = false, answer = NULL, claimed_at = $1`,
      [new Date(NOON.getTime() - 300_000)],
    );
    expect((await post(day('начато'), 'key-of-a-beginning')).replayed).toBeNull();
    expect(await days('начато')).toBe(1);
  });

  it('whose server was only slow when another took its place does nothing any more', async () => {
    await database.query('DELETE FROM idempotent_requests');
    const holder = database.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE calendar_days IN SHARE MODE');
    const slow = post(day('опоздал'), 'key-of-a-slow-server');
    const overtaken = async (): Promise<boolean> => {
      const rows = await database.query(
        `UPDATE idempotent_requests SET claim = gen_random_uuid() WHERE NOT acted AND NOT answered RETURNING claim`,
      );
      return rows.length > 0;
    };
    while (!(await overtaken())) await new Promise((next) => setImmediate(next));
    await holder.rollbackTransaction();
    await holder.release();
    const { status, body } = await slow;
    expect([status, body['code']]).toEqual([409, 'IDEMPOTENT_REQUEST_RUNNING']);
    expect(await days('опоздал')).toBe(0);
  });

  it('is answered again only to who may still do what they could', async () => {
    const who = await manager();
    await post(day('роль'), 'key-of-a-lost-role', { who });
    await database.query(
      `INSERT INTO role_grants (region_id, role, scope, municipality_id, snils_hmac, snils_last2, birth_date, esia_person_id,
         basis, granted_by, granted_at, valid_from)
       SELECT region_id, 'municipal_operator', 'municipality', $2, snils_hmac, snils_last2, birth_date, esia_person_id, basis,
              granted_by, granted_at, valid_from FROM role_grants WHERE id = $1`,
      [who.grantId, territory.towns.a],
    );
    const again = await post(day('роль'), 'key-of-a-lost-role', { who });
    expect([again.status, again.body['code']]).toEqual([409, 'IDEMPOTENT_ANSWER_UNSAID']);
    expect(await days('роль')).toBe(1);
  });

  it('is kept for a day and then forgotten; what was answered lies sealed', async () => {
    await post(day('сутки'), 'key-of-a-day');
    const [row] = await database.query<{ answer: Buffer }>(
      `SELECT answer FROM idempotent_requests WHERE answer IS NOT NULL LIMIT 1`,
    );
    expect(row?.answer.toString('utf8')).not.toContain('status');
    clock.set(new Date(NOON.getTime() + 24 * 3_600_000 + 1000));
    await server().app.get(Jobs).runNow('idempotency.forget');
    expect(await database.query('SELECT 1 FROM idempotent_requests')).toEqual([]);
  });

  it('that is no key is named', async () => {
    const { status, body } = await post(day('короткий'), 'short', { who: await manager() });
    expect([status, body['errors']]).toEqual([
      400,
      [{ field: 'Idempotency-Key', message: 'нужно от 8 до 200 печатных знаков без пробелов' }],
    ]);
  });
});
