import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { SchoolDesk } from '../../support/school-desk.js';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly standings: readonly string[];
}

describe('the search of people', () => {
  let desk: SchoolDesk;
  let admin: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    admin = await desk.administrator();
  });
  afterAll(() => desk.close());

  const search = async (body: object, who = admin) => {
    const answer = await desk.ask(who, 'POST', '/people/search', body);
    return { ...answer, items: (answer.body['items'] ?? []) as Person[] };
  };
  const ids = (people: readonly Person[]) => people.map(({ id }) => id);

  it('finds by the whole СНИЛС in the body, masked, and records that a number was asked for', async () => {
    const number = aSnils();
    const person = await desk.roster.aPerson({ snils: number, last: 'Соколов' });
    await desk.roster.anAccount({ person });
    const { status, items, body } = await search({ snils: number });
    expect([status, ids(items)]).toEqual([200, [person.id]]);
    expect(JSON.stringify(body)).not.toContain('Соколов');
    expect((await search({ snils: '11223344500' })).status).toBe(400);
    const entries = await desk.database.query<{ facts: object }>(
      `SELECT facts FROM audit_events WHERE action = 'people.searched_by_snils'`,
    );
    expect(entries).toEqual([{ facts: { found: 1 } }]);
    expect(JSON.stringify(entries)).not.toContain(String(number));
  });

  it('filters by how people stand towards Госуслуги', async () => {
    const linked = await desk.roster.aPerson({ last: 'Стандартов', snils: aSnils() });
    const waits = await desk.roster.aPerson({ last: 'Стандартова' });
    const refuses = await desk.roster.aPerson({ last: 'Стандартный' });
    const account = await desk.roster.anAccount({ person: linked });
    for (const person of [waits, refuses]) await desk.roster.anAccount({ person });
    await desk.signIn(await esiaOf(desk.database, linked));
    expect(await desk.statesOf(account)).toEqual(['active']);
    await desk.database.query(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
       VALUES ($1, $2, $3, 'заявление', '2026-11-01', 'test', now())`,
      [desk.roster.regionId, refuses.id, desk.roster.schoolId],
    );
    const by = async (standing: string) => ids((await search({ search: 'Стандарт', standing })).items).sort();
    expect(await by('linked')).toEqual([linked.id]);
    expect(await by('not_linked')).toEqual([waits.id, refuses.id].sort());
    expect(await by('refusal')).toEqual([refuses.id]);
    expect(await by('exempt')).toEqual([]);
    expect(await by('data_error')).toEqual([waits.id, refuses.id].sort());
    const [found] = (await search({ search: 'Стандартов', standing: 'linked' })).items;
    expect(found?.standings).toEqual(['linked']);
  });

  it('pages by cursor without losing or repeating anybody, and keeps to its bounds', async () => {
    for (let no = 0; no < 5; no++) {
      await desk.roster.anAccount({
        person: await desk.roster.aPerson({ last: `Листов${'абвгд'.charAt(no)}` }),
      });
    }
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const { body, items } = await search({ search: 'Листов', limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...ids(items));
      cursor = body['next_cursor'];
    } while (typeof cursor === 'string');
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    for (const limit of [0, 201, 'много']) expect((await search({ limit })).status).toBe(400);
  });

  it('finds nobody of another school', async () => {
    const number = aSnils();
    const elsewhere = await desk.roster.aSchool();
    const person = await desk.roster.aPerson({ snils: number });
    await desk.roster.anAccount({ person, schools: [elsewhere] });
    expect((await search({ snils: number })).items).toEqual([]);
    const other = await desk.administrator('school_admin', { schoolId: elsewhere });
    expect(ids((await search({ snils: number }, other)).items)).toEqual([person.id]);
  });

  it('asks the database as often for one as for many', async () => {
    let statements = 0;
    desk.application.app.get(DataSource).logger.logQuery = () => (statements += 1);
    const spent = async (body: object) => {
      statements = 0;
      await search(body);
      return statements;
    };
    await search({ limit: 1 });
    const few = await spent({ limit: 1 });
    expect(few).toBeGreaterThan(0);
    expect(await spent({ limit: 200 })).toBe(few);
  });

  it('decides several cases at once, each by itself: a row that is refused leaves the others alone', async () => {
    const rows: { id: string; revision: number; decision: string; account_id?: string; reason: string }[] =
      [];
    for (const decision of ['approve', 'reject', 'reject']) {
      const person = await desk.roster.aPerson({ snils: aSnils(), born: '2012-05-06' });
      const account = await desk.roster.anAccount({ person });
      const esia = await esiaOf(desk.database, person, { born: '2012-06-05' });
      await desk.signIn(esia);
      const id = await desk.openCase(esia);
      rows.push({ id, revision: 1, decision, account_id: account, reason: 'сверено с паспортом' });
    }
    const [approved, rejected, stale] = rows;
    if (stale !== undefined) stale.revision = 7;
    const { status, body } = await desk.ask(admin, 'POST', '/link-reviews/decisions', { decisions: rows });
    expect([status, body['done'], body['refused']]).toEqual([200, 1, 2]);
    expect(body['items']).toEqual([
      expect.objectContaining({ id: approved?.id, done: false, code: 'DECISION_BIRTHDATE_NOT_MENDED' }),
      { id: rejected?.id, done: true, result: 'rejected', code: null, detail: null },
      expect.objectContaining({ id: stale?.id, done: false, code: 'PRECONDITION_FAILED' }),
    ]);
    const twice = await desk.ask(admin, 'POST', '/link-reviews/decisions', {
      decisions: [approved, approved],
    });
    expect(twice.status).toBe(400);
  });

  it('closes several tasks at once, and not those of another school', async () => {
    const elsewhere = await desk.roster.aSchool();
    const task = async (schoolId: string) => {
      const [row] = await desk.database.query<{ id: string }>(
        `INSERT INTO roster_tasks (region_id, school_id, code, opened_at) VALUES ($1, $2, 'NAME_DISCREPANCY', now()) RETURNING id`,
        [desk.roster.regionId, schoolId],
      );
      return row?.id ?? '';
    };
    const [own, foreign] = [await task(desk.roster.schoolId), await task(elsewhere)];
    const { body } = await desk.ask(admin, 'POST', '/roster-tasks/done', { ids: [own, foreign] });
    expect(body['items']).toEqual([
      expect.objectContaining({ id: own, done: true, result: 'closed' }),
      expect.objectContaining({ id: foreign, done: false, code: 'NOT_FOUND' }),
    ]);
  });

  it('shows one value whole with a reason, counts it with those of cases, and raises an alarm above the limit', async () => {
    const number = aSnils();
    const person = await desk.roster.aPerson({
      snils: number,
      last: 'Целиков',
      first: 'Иван',
      born: '2012-05-06',
    });
    await desk.roster.anAccount({ person });
    const curious = await desk.administrator();
    const reveal = (field: string) =>
      desk.ask(curious, 'POST', `/people/${person.id}/reveal`, { field, reason: 'compare_with_document' });
    expect((await reveal('birth_date')).body).toEqual({ value: '06.05.2012' });
    expect(String((await reveal('snils')).body['value']).replace(/\D/g, '')).toBe(String(number));
    for (let no = 0; no < 18; no++) await reveal('name');
    const alarms = () =>
      desk.database.query(
        `SELECT 1 FROM audit_events WHERE action = 'alert.many_reveals' AND actor_id = $1`,
        [curious.esiaPersonId],
      );
    expect(await alarms()).toEqual([]);
    expect((await reveal('name')).status).toBe(200);
    expect(await alarms()).toHaveLength(1);
  });
});
