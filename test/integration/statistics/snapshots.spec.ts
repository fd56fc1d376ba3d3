import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import { makeDataSource } from '../../../src/data-source.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { RestateDays } from '../../../src/statistics/application/restate-days.js';
import { TakeSnapshot } from '../../../src/statistics/application/take-snapshot.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { StaleDays } from '../../../src/statistics/store/stale-days.repository.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { aSnils } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-20' as CalendarDate;
const MORNING = new Date('2026-11-21T00:05:00Z');

type Row = Record<string, number | string | boolean | null>;

describe('a snapshot of a day', () => {
  let database: TestDatabase;
  let time: RosterInTime;
  let take: TakeSnapshot;
  let restate: RestateDays;
  beforeAll(async () => {
    database = await freshDatabase();
    const [snapshots, audit] = [new Snapshots(), new AuditTrail()];
    take = new TakeSnapshot(database.unitOfWork, snapshots, audit);
    restate = new RestateDays(database.unitOfWork, snapshots, new StaleDays(), audit);
  });
  afterAll(() => database.drop());

  const order = (day: CalendarDate = DAY, now = MORNING) => ({
    ...{ region: { id: time.regionId, timeZone: time.timeZone }, day, now },
  });

  async function rowsOf(day: CalendarDate = DAY, now = MORNING) {
    const snapshot = await take.execute(order(day, now));
    return rowsIn(snapshot?.id ?? newUuid());
  }

  async function rowsIn(snapshotId: Uuid) {
    const rows = await database.query<Row>('SELECT * FROM statistics_rows WHERE snapshot_id = $1', [
      snapshotId,
    ]);
    return (level: string, unit?: Uuid, grade = -1): Row | undefined =>
      rows.find(
        (row) =>
          row['level'] === level &&
          (unit === undefined || row['unit_id'] === unit) &&
          row['grade_level'] === grade,
      );
  }

  async function aTown(): Promise<Uuid> {
    const id = newUuid();
    await database.query(
      `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, $2, 'test', gen_random_uuid()::text, '27702000', 'Округ', 'municipal_okrug')`,
      [id, time.regionId],
    );
    return id;
  }

  async function aSchoolOf(place: { town?: Uuid; founder?: string; kind?: string }): Promise<Uuid> {
    const id = await time.roster.aSchool();
    await database.query(
      `UPDATE schools SET municipality_id = coalesce($2, municipality_id), founder_type = coalesce($3, founder_type),
              kind = coalesce($4, kind) WHERE id = $1`,
      [id, place.town ?? null, place.founder ?? null, place.kind ?? null],
    );
    return id;
  }

  describe('of a region with two municipalities', () => {
    let row: Awaited<ReturnType<typeof rowsOf>>;
    let [town, first, second, lyceum, garden, empty, classId] = [] as Uuid[] as [
      Uuid,
      Uuid,
      Uuid,
      Uuid,
      Uuid,
      Uuid,
      Uuid,
    ];
    beforeAll(async () => {
      time = await RosterInTime.begin(database);
      town = await aTown();
      first = time.roster.schoolId;
      second = await aSchoolOf({ town });
      lyceum = await aSchoolOf({ town, founder: 'private' });
      garden = await aSchoolOf({ town, kind: 'preschool' });
      empty = await aSchoolOf({ town });
      classId = await time.roster.aClass(first, 7, 'А');
      const pupils = [
        await time.aPupil('2013-05-06', { classId }),
        await time.aPupil('2011-05-06', { classId }),
        await time.aPupil(null, {}),
        await time.aPupil('2013-05-06', { schoolId: second }),
        await time.aPupil('2008-05-06', { schoolId: lyceum }),
        await time.aPupil('2020-05-06', { schoolId: garden }),
      ] as const;
      await time.linked(pupils[0], '2026-10-01T10:00:00Z');
      await time.declare(pupils[3], '2026-10-01T10:00:00Z');
      await time.refuse(pupils[1], '2026-10-01T10:00:00Z');
      // One mother of children in two municipalities, linked in the one school only (EC-044).
      const mother = await time.aRepresentative(pupils[0]);
      await time.tie(pupils[3], mother);
      await time.linked(mother, '2026-10-01T10:00:00Z', 'representative');
      const teacher = await time.anEmployee();
      await time.anAccount(teacher, 'teacher', [first]);
      await database.query(`INSERT INTO school_data_days (school_id, since) VALUES ($1, '2026-11-01')`, [
        empty,
      ]);
      row = await rowsOf();
    });

    it('counts pupils by class, grade and school, with ages', () => {
      expect(row('class', classId)).toMatchObject({
        students: 2,
        students_under14: 1,
        students_14to17: 1,
        linked: 1,
      });
      expect(row('grade', first, 7)).toMatchObject({ students: 2, linked: 1, linked_under14: 1 });
      expect(row('school', first)).toMatchObject({
        ...{ students: 3, students_unknown: 1, declared: 1, linked: 1, refusals: 1, refusals_with_paper: 0 },
        ...{ out_of_reach_minors: 1, household_minors: 1, school_kind: 'secondary', general: true },
      });
    });

    it('EC-126: counts a municipality by territory, and by founder its own schools only', () => {
      expect(row('municipality', town)).toMatchObject({ students: 2, declared: 1, school_id: null });
      expect(row('founder', town)).toMatchObject({ students: 1, declared: 1, founder_type: 'municipal' });
    });

    it('EC-118: adds general schools up to the region; kindergartens have a row of their own', () => {
      expect(row('region')).toMatchObject({
        students: 5,
        students_18plus: 1,
        linked: 1,
        declared: 2,
        unit_id: time.regionId,
      });
      expect(row('school', garden)).toMatchObject({ students: 1, general: false });
    });

    it('EC-044: counts an adult once at each level', () => {
      const adults = (level: string, unit?: Uuid) => {
        const found = row(level, unit);
        return [found?.['representatives'], found?.['representatives_linked']];
      };
      expect(adults('school', first)).toEqual([1, 1]);
      expect(adults('school', second)).toEqual([1, 0]);
      expect(adults('founder', town)).toEqual([1, 0]);
      expect(adults('region')).toEqual([1, 1]);
      expect(row('region')).toMatchObject({ staff: 1, staff_linked: 0 });
      expect(row('class', classId)).toMatchObject({ representatives: null, staff: null });
    });

    it('EC-115: gives a school without pupils zeros, and none before its first import', () => {
      expect(row('school', empty)).toMatchObject({ students: 0, linked: 0, representatives: 0 });
    });

    it('EC-140: has no row of a school before its first import, and says how many such schools there are', async () => {
      const earlier = await rowsOf('2026-10-31' as CalendarDate);
      expect(earlier('school', empty)).toBeUndefined();
      const heads = await database.query(
        `SELECT as_of::text, schools_without_data AS missing, cause FROM statistics_snapshots WHERE region_id = $1 ORDER BY as_of`,
        [time.regionId],
      );
      expect(heads).toEqual([
        { as_of: '2026-10-31', missing: 1, cause: 'caught_up' },
        { as_of: '2026-11-20', missing: 0, cause: 'daily' },
      ]);
    });

    it('EC-140: is not taken of a day before the first import, nor of one that goes on', async () => {
      expect(await take.execute(order('2024-08-31' as CalendarDate))).toBeNull();
      await expect(take.execute(order('2026-11-21' as CalendarDate))).rejects.toThrow(
        'STATISTICS_DAY_NOT_OVER',
      );
    });

    it('is taken once, also by two servers at once', async () => {
      const day = '2026-11-19' as CalendarDate;
      const ids = await Promise.all([1, 2, 3].map(async () => (await take.execute(order(day)))?.id));
      expect(new Set(ids).size).toBe(1);
      const [count] = await database.query(
        'SELECT count(*)::int AS n FROM statistics_snapshots WHERE region_id = $1 AND as_of = $2',
        [time.regionId, day],
      );
      expect(count).toEqual({ n: 1 });
    });

    it('never changes, whoever asks', async () => {
      for (const change of ['UPDATE statistics_rows SET students = 0', 'DELETE FROM statistics_rows']) {
        await expect(database.dataSource.query(change)).rejects.toThrow(/permission denied/);
        await expect(database.query(change)).rejects.toThrow('never changes');
      }
      const [month] = await database.query<{ name: string }>(
        `SELECT tableoid::regclass::text AS name FROM statistics_rows WHERE as_of = $1 LIMIT 1`,
        [DAY],
      );
      expect(month?.name).toBe('statistics_rows_2026_11');
      await expect(database.dataSource.query('DELETE FROM statistics_rows_2026_11')).rejects.toThrow(
        /permission denied/,
      );
    });

    it('leaves nothing behind when its connection dies in the midst, and is whole when it is taken again', async () => {
      const day = '2026-11-18' as CalendarDate;
      // A pool of its own: the tests' one would hand out the dead connection again before it notices.
      const doomed = makeDataSource({ url: database.appUrl, poolSize: 1, applicationName: 'perehod-test' });
      await doomed.initialize();
      const dying = doomed.createQueryRunner();
      await dying.startTransaction();
      await new Snapshots().add(
        dying.manager,
        {
          ...{ regionId: time.regionId, cause: 'caught_up', now: MORNING },
          day: { day, moment: new Date('2026-11-18T22:00:00Z'), ageBasis: 'as_of_date', ageDay: day },
        },
        false,
      );
      const [{ pid }] = (await dying.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      await database.query('SELECT pg_terminate_backend($1)', [pid]);
      await expect(dying.query('SELECT 1')).rejects.toThrow();
      await dying.release().catch(() => undefined);
      await doomed.destroy();
      const left = await database.query(
        'SELECT FROM statistics_snapshots WHERE region_id = $1 AND as_of = $2',
        [...[time.regionId, day]],
      );
      expect(left).toEqual([]);
      expect((await rowsOf(day))('region')).toMatchObject({ students: 5 });
    });
  });

  it('I-34, I-35: tells how good the data are on the morning after only, as the readiness of the roster says', async () => {
    time = await RosterInTime.begin(database);
    const snils = aSnils();
    const people = [
      { snils: aSnils(), born: '2013-01-01' },
      { snils: aSnils(), born: null },
      { snils, born: '2013-01-01' },
      { snils, born: '2014-01-01' },
      { snils: null, born: null },
      { snils: null, born: '2013-01-01', snilsState: 'invalid' as const },
    ];
    for (const overrides of people) {
      const person = await time.roster.aPerson(overrides);
      await time.enrol({ person, recordId: await time.roster.aRecord(person, 'student') }, {});
    }
    const expected = {
      ...{ ready: 1, snils_missing: 1, snils_invalid: 1, snils_duplicate: 2, birth_date_missing: 2 },
    };
    expect((await rowsOf())('region')).toMatchObject(expected);
    expect((await rowsOf('2026-11-19' as CalendarDate))('region')).toMatchObject({
      ready: null,
      snils_missing: null,
    });
    const readiness = await database.query(
      `SELECT readiness, count(*)::int AS n FROM person_readiness WHERE region_id = $1 GROUP BY 1 ORDER BY 1`,
      [time.regionId],
    );
    expect(readiness).toContainEqual({ readiness: 'ready', n: 1 });
    expect(readiness).toContainEqual({ readiness: 'snils_duplicate', n: 2 });
  });

  it('EC-067, I-42: counts at the region who left not more than thirty days ago and is nowhere', async () => {
    time = await RosterInTime.begin(database);
    await time.aPupil('2013-05-06', { to: '2026-11-20', endKind: 'left' });
    await time.aPupil('2013-05-06', { to: '2026-10-22', endKind: 'transfer' });
    await time.aPupil('2013-05-06', { to: '2026-10-21', endKind: 'left' });
    await time.aPupil('2013-05-06', { to: '2026-11-10', endKind: 'graduated' });
    await time.aPupil('2013-05-06', { to: '2026-11-10', endKind: 'deceased' });
    await time.aPupil('2013-05-06', { to: '2026-11-21', endKind: 'left' });
    const placed = await time.aPupil('2013-05-06', { to: '2026-11-10', endKind: 'transfer' });
    await time.enrol(placed, { from: '2026-11-15' });
    const row = await rowsOf();
    expect(row('region')).toMatchObject({ unplaced: 2, students: 2 });
    expect(row('school')).toMatchObject({ unplaced: null });
    const all = await database.query('SELECT FROM unplaced_on($1, $2)', [time.regionId, DAY]);
    expect(all).toHaveLength(3);
  });

  describe('whose past is changed', () => {
    const NIGHT = new Date('2026-11-23T01:00:00Z');
    const staleOf = () =>
      database.query<{ since: string }>(
        `SELECT since::text FROM statistics_stale_days WHERE region_id = $1 ORDER BY id`,
        [time.regionId],
      );
    const revisions = () =>
      database.query(
        `SELECT as_of::text AS day, revision, cause FROM statistics_snapshots WHERE region_id = $1 AND revision > 1
          ORDER BY as_of, revision`,
        [time.regionId],
      );

    const changing = (sql: string, parameters: unknown[]) =>
      database.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT set_config('perehod.moment', '2026-11-22T10:00:00Z', true)`);
        await tx.query(sql, parameters);
      });

    it('EC-119: is counted again from the day that changed, and only where numbers differ', async () => {
      time = await RosterInTime.begin(database);
      const pupil = await time.aPupil();
      await time.aPupil();
      await database.query('DELETE FROM statistics_stale_days');
      for (const day of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'])
        await take.execute(order(day as CalendarDate, new Date('2026-11-22T01:00:00Z')));
      await changing(
        `UPDATE enrollments SET valid_to = '2026-11-20', end_kind = 'left' WHERE person_id = $1`,
        [pupil.person.id],
      );
      expect(await staleOf()).toEqual([{ since: '2026-11-20' }]);
      expect(await restate.execute(order().region, new Date('2026-11-22T12:00:00Z'))).toBe(0);
      expect(await restate.execute(order().region, NIGHT)).toBe(2);
      expect(await revisions()).toEqual([
        { day: '2026-11-20', revision: 2, cause: 'restated' },
        { day: '2026-11-21', revision: 2, cause: 'restated' },
      ]);
      expect(await staleOf()).toEqual([]);
      const snapshots = await database.query<{ id: Uuid; revision: number }>(
        `SELECT id, revision FROM statistics_snapshots WHERE region_id = $1 AND as_of = '2026-11-21' ORDER BY revision`,
        [time.regionId],
      );
      const [before, after] = await Promise.all(snapshots.map(({ id }) => rowsIn(id)));
      expect(before?.('region')).toMatchObject({ students: 2, ready: 0 });
      expect(after?.('region')).toMatchObject({ students: 1, unplaced: 1, ready: null });
    });

    it('EC-119: keeps no revision when nothing differs after all', async () => {
      await changing(
        `UPDATE enrollments SET valid_from = '2026-09-01' WHERE region_id = $1 AND valid_to IS NULL`,
        [time.regionId],
      );
      expect(await staleOf()).toEqual([{ since: '2024-09-01' }]);
      expect(await restate.execute(order().region, NIGHT)).toBe(0);
      expect(await staleOf()).toEqual([]);
      expect(await revisions()).toHaveLength(2);
    });

    it('is not touched by what changes today only', async () => {
      const pupil = await time.aPupil('2013-05-06', { from: '2026-11-01' });
      await database.query('DELETE FROM statistics_stale_days');
      await changing(
        `UPDATE enrollments SET valid_to = '2026-11-22', end_kind = 'left' WHERE person_id = $1`,
        [pupil.person.id],
      );
      await changing(`UPDATE enrollments SET order_no = '7' WHERE person_id = $1`, [pupil.person.id]);
      expect(await staleOf()).toEqual([]);
    });

    it('is counted again after a late tie, appointment, or a removed enrolment', async () => {
      const [pupil, gone] = [await time.aPupil(), await time.aPupil('2013-05-06', { from: '2026-11-05' })];
      await database.query('DELETE FROM statistics_stale_days');
      await time.aRepresentative(pupil, '2026-11-02');
      await time.anEmployee(time.roster.schoolId, '2026-11-03');
      await changing('DELETE FROM enrollments WHERE person_id = $1', [gone.person.id]);
      expect((await staleOf()).map(({ since }) => since)).toEqual(['2026-11-02', '2026-11-03', '2026-11-05']);
    });
  });
});
