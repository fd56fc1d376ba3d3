import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import {
  CapacityExceptions,
  FamilyTies,
  PeopleDirectory,
  type SchoolTieAct,
} from '../../../src/roster/index.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { type BuiltPerson, RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOON = new Date('2026-11-23T10:00:00Z');
const TODAY = '2026-11-23' as CalendarDate;
const JOB = 'roster.family_days';

describe('the families of a roster', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let roster: RosterBuilder;
  const clock = new GivenClock(NOON);

  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
    application = await startApplication(database, { clock });
  });
  beforeEach(() => clock.set(NOON));
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const ties = () => application.app.get(FamilyTies, { strict: false });
  const run = <T>(work: Parameters<UnitOfWork['run']>[0]) =>
    application.app.get(UnitOfWork, { strict: false }).run(work) as Promise<T>;

  const act = (over: Partial<SchoolTieAct> = {}): SchoolTieAct => ({
    actor: { kind: 'administrator', id: 'test' },
    now: clock.now(),
    today: TODAY,
    traceId: null,
    reach: { regionId: roster.regionId, wholeRegion: false, schoolIds: [roster.schoolId] },
    administratorId: newUuid(),
    ownPersonIds: [],
    ...over,
  });

  interface Family {
    readonly child: BuiltPerson;
    readonly parent: BuiltPerson;
    readonly account: Uuid;
    readonly tie: Uuid;
  }

  /** A child at school, a representative with an account, and the tie of the two, with some of its columns set. */
  async function aFamily(
    columns: Readonly<Record<string, unknown>> = {},
    born = '2015-01-02',
  ): Promise<Family> {
    const child = await roster.aPerson({ born });
    const parent = await roster.aPerson({ born: '1985-01-02' });
    const account = await roster.anAccount({ person: parent, role: 'representative', child });
    const [row] = await database.query<{ id: Uuid }>(`SELECT id FROM family_ties WHERE child_id = $1`, [
      child.id,
    ]);
    const tie = row!.id;
    for (const [column, value] of Object.entries(columns))
      await database.query(`UPDATE family_ties SET ${column} = $2 WHERE id = $1`, [tie, value]);
    return { child, parent, account, tie };
  }

  const tieOf = async (id: Uuid) => {
    const [row] = await database.query(
      `SELECT state, kind, end_reason, valid_to, confirmed_by FROM family_ties WHERE id = $1`,
      [id],
    );
    return row;
  };
  const hasRight = async (account: Uuid, day = TODAY): Promise<boolean | undefined> => {
    const found = await run<readonly { hasRight: boolean }[]>((tx) =>
      application.app.get(PeopleDirectory, { strict: false }).accounts(tx, [account], day),
    );
    return found[0]?.hasRight;
  };
  const childrenOf = (parent: BuiltPerson) =>
    run<readonly { name: string | null; restricted: boolean; state: string; childId: Uuid }[]>((tx) =>
      application.app.get(PeopleDirectory, { strict: false }).childrenOf(tx, [parent.id], TODAY),
    );
  const toldOf = async (person: BuiltPerson): Promise<number> => {
    const [row] = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox_events WHERE topic = 'roster.people_changed' AND body->'person_ids' ? $1`,
      [person.id],
    );
    return row?.n ?? 0;
  };
  const tasks = (child: BuiltPerson) =>
    database.query<{ code: string; school_id: string }>(
      `SELECT code, school_id FROM roster_tasks WHERE person_id = $1 AND done_at IS NULL`,
      [child.id],
    );
  const day = (moment: string) => {
    clock.set(new Date(moment));
    return application.app.get(Jobs, { strict: false }).runNow(JOB);
  };

  it('a school confirms a tie; both people are told of, and the trail says who', async () => {
    const { child, parent, tie } = await aFamily();
    await run((tx) => ties().confirm(tx, tie, act()));
    expect(await tieOf(tie)).toMatchObject({ state: 'confirmed', confirmed_by: 'school' });
    expect([await toldOf(child), await toldOf(parent)]).toEqual([1, 1]);
    const audit = await database.query(`SELECT action, school_id FROM audit_events WHERE subject_id = $1`, [
      tie,
    ]);
    expect(audit).toEqual([{ action: 'family_tie.confirmed', school_id: roster.schoolId }]);
    await expect(run((tx) => ties().confirm(tx, tie, act()))).rejects.toMatchObject({
      code: 'TIE_STATE_WRONG',
    });
  });

  it('another school, an unknown tie and a relative of the administrator: nothing is decided', async () => {
    const { parent, child, tie } = await aFamily();
    const other = await roster.aSchool();
    const elsewhere = act({ reach: { regionId: roster.regionId, wholeRegion: false, schoolIds: [other] } });
    await expect(run((tx) => ties().confirm(tx, tie, elsewhere))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(run((tx) => ties().confirm(tx, newUuid(), act()))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const own of [parent.id, child.id])
      await expect(run((tx) => ties().confirm(tx, tie, act({ ownPersonIds: [own] })))).rejects.toMatchObject({
        code: 'CONFLICT_OF_INTEREST',
      });
    expect(await tieOf(tie)).toMatchObject({ state: 'asserted' });
  });

  it('EC-055: «это не мой ребёнок» hides the child from the parent and gives the school a task; the school settles it', async () => {
    const { child, parent, account, tie } = await aFamily();
    await run((tx) => ties().dispute(tx, tie, [parent.id], act()));
    expect(await tieOf(tie)).toMatchObject({ state: 'disputed' });
    expect(await hasRight(account)).toBe(false);
    expect(await childrenOf(parent)).toMatchObject([{ name: null, state: 'disputed' }]);
    expect(await tasks(child)).toEqual([{ code: 'TIE_DISPUTED', school_id: roster.schoolId }]);
    await expect(run((tx) => ties().dispute(tx, tie, [newUuid()], act()))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await run((tx) => ties().confirm(tx, tie, act()));
    expect(await hasRight(account)).toBe(true);
    expect(await tasks(child)).toEqual([]);
  });

  it('EC-055: a dispute that nobody settles in ninety days is a task once more, and the tie stays', async () => {
    const { child, parent, tie } = await aFamily();
    await run((tx) => ties().dispute(tx, tie, [parent.id], act()));
    await day('2027-02-21T10:00:00Z');
    await day('2027-02-22T10:00:00Z');
    await day('2027-02-23T10:00:00Z');
    expect((await tasks(child)).map(({ code }) => code).sort()).toEqual([
      'TIE_DISPUTED',
      'TIE_DISPUTE_OVERDUE',
    ]);
    expect(await tieOf(tie)).toMatchObject({ state: 'disputed' });
  });

  it('EC-047: a restriction takes the right for its dates, and the end of its last day gives it back', async () => {
    const { parent, account, tie } = await aFamily();
    await database.query(`DELETE FROM family_days`);
    const what = { basis: 'решение суда № 1', validFrom: TODAY, validTo: '2026-12-01' as CalendarDate };
    await run((tx) => ties().restrict(tx, tie, what, act()));
    expect(await hasRight(account)).toBe(false);
    expect(await childrenOf(parent)).toMatchObject([{ name: null, restricted: true }]);
    expect(await hasRight(account, '2026-12-01' as CalendarDate)).toBe(true);
    await expect(run((tx) => ties().restrict(tx, tie, what, act()))).rejects.toMatchObject({
      code: 'RESTRICTION_EXISTS',
    });
    const before = await toldOf(parent);
    // 00:00 of 1 December in Kaliningrad is 22:00 in Greenwich.
    await day('2026-11-30T21:59:00Z');
    expect(await toldOf(parent)).toBe(before);
    await day('2026-11-30T22:00:00Z');
    await day('2026-11-30T22:10:00Z');
    expect(await toldOf(parent)).toBe(before + 1);
    expect(await tieOf(tie)).toMatchObject({ state: 'asserted' });
  });

  it('EC-047: without an end date a restriction stands until the school records its end', async () => {
    const { account, tie } = await aFamily();
    const what = { basis: 'решение суда № 2', validFrom: TODAY, validTo: null };
    const id = await run<Uuid>((tx) => ties().restrict(tx, tie, what, act()));
    expect(await hasRight(account, '2030-01-01' as CalendarDate)).toBe(false);
    await run((tx) => ties().endRestriction(tx, id, 'определение № 3', act()));
    expect(await hasRight(account)).toBe(true);
    await expect(run((tx) => ties().endRestriction(tx, id, 'ещё раз', act()))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('EC-047: a restriction of one child leaves the parent the other one', async () => {
    const { parent, account, tie } = await aFamily();
    const other = await roster.aPerson({ born: '2016-01-01' });
    const childRecord = await roster.aRecord(other, 'student');
    await roster.anEnrollment(other, { recordId: childRecord, schoolId: roster.schoolId });
    const recordId = await roster.aRecord(parent, 'representative');
    await roster.aTie({ person: other, recordId: childRecord }, { person: parent, recordId });
    await run((tx) => ties().restrict(tx, tie, { basis: 'решение', validFrom: TODAY, validTo: null }, act()));
    expect(await hasRight(account)).toBe(true);
    expect((await childrenOf(parent)).map(({ restricted }) => restricted)).toEqual([false, true]);
  });

  it('EC-047: a restriction recorded before it begins is told on its first day', async () => {
    const { parent, account, tie } = await aFamily();
    const what = { basis: 'решение', validFrom: '2026-11-25' as CalendarDate, validTo: null };
    await run((tx) => ties().restrict(tx, tie, what, act()));
    const before = await toldOf(parent);
    expect(await hasRight(account)).toBe(true);
    await day('2026-11-25T10:00:00Z');
    expect(await toldOf(parent)).toBe(before + 1);
    expect(await hasRight(account, '2026-11-25' as CalendarDate)).toBe(false);
  });

  it('EC-048, EC-049: a deprivation ends the tie for good; the recorded return of rights brings nothing back by itself', async () => {
    const { account, tie } = await aFamily();
    const id = await run<Uuid>((tx) => ties().deprive(tx, tie, 'решение суда № 4', act()));
    expect(await tieOf(tie)).toMatchObject({ state: 'ended', end_reason: 'deprivation' });
    expect(await hasRight(account)).toBe(false);
    await run((tx) => ties().endRestriction(tx, id, 'восстановление № 5', act()));
    expect(await tieOf(tie)).toMatchObject({ state: 'ended' });
    expect(await hasRight(account)).toBe(false);
    await expect(run((tx) => ties().confirm(tx, tie, act()))).rejects.toMatchObject({
      code: 'TIE_STATE_WRONG',
    });
  });

  it('EC-050: a guardianship ends at 00:00 of the region, its school is told thirty days before, once', async () => {
    const { child, account, tie } = await aFamily({ kind: 'guardian', valid_to: '2027-01-15' });
    await day('2026-12-15T10:00:00Z');
    expect(await tasks(child)).toEqual([]);
    await day('2026-12-16T10:00:00Z');
    await day('2026-12-17T10:00:00Z');
    expect(await tasks(child)).toEqual([{ code: 'GUARDIANSHIP_ENDS', school_id: roster.schoolId }]);
    await day('2027-01-14T21:59:00Z');
    expect(await tieOf(tie)).toMatchObject({ state: 'asserted' });
    await day('2027-01-14T22:00:00Z');
    expect(await tieOf(tie)).toMatchObject({
      state: 'ended',
      end_reason: 'order_expired',
      valid_to: '2027-01-15',
    });
    expect(await hasRight(account, '2027-01-15' as CalendarDate)).toBe(false);
  });

  it('EC-051: a guardian is a trustee from the 14th birthday on, after days without a server too, and access goes on', async () => {
    const { account, tie } = await aFamily({ kind: 'guardian' }, '2012-11-25');
    await day('2026-11-24T10:00:00Z');
    expect(await tieOf(tie)).toMatchObject({ kind: 'guardian' });
    await day('2027-03-01T10:00:00Z');
    expect(await tieOf(tie)).toMatchObject({ kind: 'trustee', state: 'asserted' });
    expect(await hasRight(account, '2027-03-01' as CalendarDate)).toBe(true);
  });

  it('EC-052: the director of an institution represents sixty wards while appointed', async () => {
    const director = await roster.aPerson({ born: '1970-01-01' });
    await roster.anAccount({ person: director, role: 'teacher' });
    const recordId = await roster.aRecord(director, 'representative');
    for (let n = 0; n < 60; n += 1) {
      const ward = await roster.aPerson({ born: '2014-01-01' });
      const childRecord = await roster.aRecord(ward, 'student');
      await roster.anEnrollment(ward, { recordId: childRecord, schoolId: roster.schoolId });
      await roster.aTie({ person: ward, recordId: childRecord }, { person: director, recordId });
    }
    await database.query(
      `UPDATE family_ties SET kind = 'institution_representative' WHERE representative_id = $1`,
      [director.id],
    );
    expect(await childrenOf(director)).toHaveLength(60);
    await database.query(`UPDATE staff_appointments SET valid_to = '2026-11-24' WHERE person_id = $1`, [
      director.id,
    ]);
    await day('2026-11-23T12:00:00Z');
    expect(await childrenOf(director)).toHaveLength(60);
    await day('2026-11-24T12:00:00Z');
    expect(await childrenOf(director)).toHaveLength(0);
    const [ended] = await database.query(
      `SELECT count(*)::int AS n FROM family_ties WHERE representative_id = $1 AND end_reason = 'order_expired'`,
      [director.id],
    );
    expect(ended).toEqual({ n: 60 });
  });

  it('EC-030: parents of an adult pupil keep access until the pupil ends it', async () => {
    const { child, account, tie } = await aFamily({}, '2008-11-24');
    await expect(run((tx) => ties().decideParentAccess(tx, tie, [child.id], act()))).rejects.toMatchObject({
      code: 'PUPIL_NOT_OF_AGE',
    });
    await database.query(`DELETE FROM family_days`);
    await day('2026-11-23T10:00:00Z');
    const before = await toldOf(child);
    await day('2026-11-24T10:00:00Z');
    await day('2026-11-24T11:00:00Z');
    expect(await toldOf(child)).toBe(before + 1);
    const later = '2026-11-24' as CalendarDate;
    expect(await hasRight(account, later)).toBe(true);
    await run((tx) => ties().decideParentAccess(tx, tie, [child.id], act({ today: later })));
    expect(await tieOf(tie)).toMatchObject({ state: 'ended', end_reason: 'adult' });
  });

  it('EC-030: where the region keeps parents until the enrolment ends, the pupil does not decide, and the end of school does', async () => {
    const { child, tie } = await aFamily({}, '2008-01-01');
    await database.query(
      `INSERT INTO region_policies (region_id, parents_after_18) VALUES ($1, 'enrolment_ends')`,
      [roster.regionId],
    );
    await expect(run((tx) => ties().decideParentAccess(tx, tie, [child.id], act()))).rejects.toMatchObject({
      code: 'PARENT_ACCESS_BY_POLICY',
    });
    await database.query(`UPDATE enrollments SET valid_to = '2027-07-01' WHERE person_id = $1`, [child.id]);
    await day('2027-06-30T10:00:00Z');
    expect(await tieOf(tie)).toMatchObject({ state: 'asserted' });
    await day('2027-07-05T10:00:00Z');
    expect(await tieOf(tie)).toMatchObject({ state: 'ended', end_reason: 'adult' });
    await database.query(`DELETE FROM region_policies`);
  });

  it('EC-046: what a parent sees of a child holds nothing of the other parent', async () => {
    const { child, parent } = await aFamily();
    const other = await roster.aPerson({ born: '1984-02-02' });
    const recordId = await roster.aRecord(other, 'representative');
    const [record] = await database.query<{ id: Uuid }>(
      `SELECT id FROM person_records WHERE person_id = $1 AND kind = 'student'`,
      [child.id],
    );
    await roster.aTie({ person: child, recordId: record!.id }, { person: other, recordId });
    const seen = await childrenOf(parent);
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toContain(other.id);
    expect(JSON.stringify(seen)).not.toContain(other.name.last);
  });

  it('EC-035: a school excepts a minor of 16 with a document, once, and nobody younger', async () => {
    const young = await roster.aPerson({ born: '2010-11-23' });
    await roster.anAccount({ person: young });
    const younger = await roster.aPerson({ born: '2010-11-24' });
    await roster.anAccount({ person: younger });
    const exceptions = application.app.get(CapacityExceptions, { strict: false });
    const what = { kind: 'employed', basis: 'трудовой договор № 7' } as const;
    await run((tx) => exceptions.give(tx, young.id, what, act()));
    await expect(run((tx) => exceptions.give(tx, young.id, what, act()))).rejects.toMatchObject({
      code: 'CAPACITY_EXCEPTION_EXISTS',
    });
    await expect(run((tx) => exceptions.give(tx, younger.id, what, act()))).rejects.toMatchObject({
      code: 'CAPACITY_AGE_WRONG',
    });
  });

  it('two administrators who decide at once decide once', async () => {
    const { tie } = await aFamily();
    const both = await Promise.allSettled([
      run((tx) => ties().deprive(tx, tie, 'решение № 8', act())),
      run((tx) => ties().deprive(tx, tie, 'решение № 8', act())),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
