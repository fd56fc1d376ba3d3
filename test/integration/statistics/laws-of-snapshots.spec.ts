import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AuditTrail } from '../../../src/audit/index.js';
import { addDays, ageOn, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { TakeSnapshot } from '../../../src/statistics/application/take-snapshot.js';
import { type Level, PUPIL_COUNTS, type PupilCount } from '../../../src/statistics/domain/counts.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-20' as CalendarDate;
const MIDNIGHT = Date.parse('2026-11-20T22:00:00Z');
const HOUR_MS = 3_600_000;

/** A pupil as chance makes one; hours are those before (or after) the end of the day. */
interface Chance {
  readonly school: number;
  readonly class: number | null;
  readonly bornDaysAgo: number | null;
  readonly from: number;
  readonly to: number | null;
  readonly linkedHours: number | null;
  readonly endedHours: number | null;
  readonly signedInHours: number | null;
  readonly declaredHours: number | null;
  readonly refusedHours: number | null;
}

const hours = fc.option(fc.integer({ min: -60, max: 900 }), { freq: 2 });
const pupil: fc.Arbitrary<Chance> = fc.record({
  school: fc.nat(4),
  class: fc.option(fc.nat(2)),
  bornDaysAgo: fc.option(fc.integer({ min: 13 * 365, max: 19 * 366 }), { freq: 9 }),
  from: fc.integer({ min: -3, max: 400 }),
  to: fc.option(fc.integer({ min: -5, max: 5 }), { freq: 2 }),
  ...{
    linkedHours: hours,
    endedHours: hours,
    signedInHours: hours,
    declaredHours: hours,
    refusedHours: hours,
  },
});

type Row = Readonly<Record<PupilCount, number>> & Readonly<Record<string, string | number | boolean | null>>;

describe('snapshots of made-up regions', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const at = (before: number): string => new Date(MIDNIGHT - before * HOUR_MS).toISOString();

  async function build(chances: readonly Chance[]) {
    const time = await RosterInTime.begin(database);
    const town = newUuid();
    await database.query(
      `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, $2, 'test', gen_random_uuid()::text, '27702000', 'Округ', 'municipal_okrug')`,
      [town, time.regionId],
    );
    const schools: { id: Uuid; classes: Uuid[] }[] = [];
    for (const [index, [place, founder, kind]] of SCHOOLS.entries()) {
      const id = index === 0 ? time.roster.schoolId : await time.roster.aSchool();
      await database.query(
        'UPDATE schools SET municipality_id = $2, founder_type = $3, kind = $4 WHERE id = $1',
        [...[id, place === 0 ? time.roster.municipalityId : town, founder, kind]],
      );
      const classes = [
        await time.roster.aClass(id, 5, 'А'),
        await time.roster.aClass(id, 5, 'Б'),
        await time.roster.aClass(id, 9, 'А'),
      ];
      schools.push({ id, classes });
      await database.query(`INSERT INTO school_data_days (school_id, since) VALUES ($1, '2024-09-01')`, [id]);
    }
    for (const chance of chances) await put(time, schools, chance);
    return { time, schools };
  }

  async function put(time: RosterInTime, schools: readonly { id: Uuid; classes: Uuid[] }[], chance: Chance) {
    const { id: schoolId, classes } = schools[chance.school] ?? schools[0]!;
    const classId = chance.class === null ? undefined : classes[chance.class];
    const from = addDays(DAY, -chance.from);
    const to = chance.to === null ? undefined : addDays(from, chance.from + chance.to);
    const place = { schoolId, from, ...(classId && { classId }), ...(to && to > from && { to }) };
    const born = chance.bornDaysAgo === null ? null : addDays(DAY, -chance.bornDaysAgo);
    const one = await time.aPupil(born, place);
    if (chance.linkedHours !== null) {
      const link = await time.link(await time.anAccount(one, 'student', [schoolId]), at(chance.linkedHours));
      const ended = chance.endedHours === null ? null : Math.min(chance.endedHours, chance.linkedHours - 1);
      if (ended !== null) await time.revoke(link, at(ended));
      if (chance.signedInHours !== null) await time.signIn(link.esiaPersonId, at(chance.signedInHours));
    }
    if (chance.declaredHours !== null) await time.declare(one, at(chance.declaredHours));
    if (chance.refusedHours !== null) await time.refuse(one, at(chance.refusedHours));
  }

  async function snapshotOf(time: RosterInTime): Promise<readonly Row[]> {
    const take = new TakeSnapshot(database.unitOfWork, new Snapshots(), new AuditTrail());
    const region = { id: time.regionId, timeZone: time.timeZone };
    const snapshot = await take.execute({ region, day: DAY, now: new Date('2026-11-21T01:00:00Z') });
    return database.query<Row>('SELECT * FROM statistics_rows WHERE snapshot_id = $1', [snapshot?.id]);
  }

  it('hold together: used ≤ linked ≤ declared ≤ enrolled, ages and levels add up, and a count by hand agrees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pupil, { minLength: 5, maxLength: 25 }), async (chances) => {
        const { time, schools } = await build(chances);
        const rows = await snapshotOf(time);
        for (const row of rows) {
          for (const age of ['', '_under14', '_14to17', '_18plus'] as const) {
            expect(row[`used${age}`]).toBeLessThanOrEqual(row[`linked${age}`]);
            expect(row[`linked${age}`]).toBeLessThanOrEqual(row[`declared${age}`]);
            expect(row[`declared${age}`]).toBeLessThanOrEqual(row[`students${age}`]);
          }
        }
        expect(brokenLevels(rows)).toEqual([]);
        const counted = schools.map(({ id }) => {
          const row = rows.find(({ level, unit_id }) => level === 'school' && unit_id === id);
          return [row?.students, row?.students_under14, row?.linked, row?.used, row?.declared, row?.refusals];
        });
        expect(counted).toEqual(
          schools.map((_, index) => byHand(chances.filter(({ school }) => school === index))),
        );
      }),
      { numRuns: 8 },
    );
  });

  it('EC-120: in three time zones one set of facts gives three answers', async () => {
    const zones = ['Europe/Kaliningrad', 'Asia/Novokuznetsk', 'UTC'];
    const answers = [];
    for (const zone of zones) {
      const time = await RosterInTime.begin(database, zone);
      for (let hour = 16; hour < 25; hour += 1) {
        const moment = new Date(Date.parse('2026-11-20T00:30:00Z') + hour * HOUR_MS);
        await time.link(await time.anAccount(await time.aPupil()), moment.toISOString());
      }
      const rows = await snapshotOf(time);
      answers.push(rows.find(({ level }) => level === 'region')?.linked);
    }
    expect(answers).toEqual([6, 1, 8]);
  });
});

/** Municipality, founder and kind of the schools of a made-up region. */
const SCHOOLS = [
  [0, 'municipal', 'secondary'],
  [0, 'private', 'lyceum'],
  [1, 'municipal', 'basic'],
  [1, 'regional', 'boarding'],
  [1, 'municipal', 'vocational'],
] as const;

/** The columns of units that are not the sums of what lies below them. */
function brokenLevels(rows: readonly Row[]): string[] {
  const sum = (of: readonly Row[], column: PupilCount) => of.reduce((total, row) => total + row[column], 0);
  const general = rows.filter(({ level, general: counts }) => level === 'school' && counts === true);
  const below = (row: Row): readonly Row[] | null => {
    switch (row['level'] as Level) {
      case 'region':
        return general;
      case 'municipality':
        return general.filter((school) => school['municipality_id'] === row['unit_id']);
      case 'founder':
        return general.filter(
          (school) => school['municipality_id'] === row['unit_id'] && school['founder_type'] === 'municipal',
        );
      case 'school':
      case 'grade':
      case 'class':
        return null;
    }
  };
  const broken = rows.flatMap((row) => {
    const parts = below(row);
    if (parts === null) return [];
    return PUPIL_COUNTS.filter((column) => row[column] !== sum(parts, column)).map(
      (column) => `${String(row['level'])}.${column}`,
    );
  });
  const grades = rows.filter(({ level }) => level === 'grade');
  const classes = rows.filter(({ level }) => level === 'class');
  const inGrades = PUPIL_COUNTS.filter((column) => sum(grades, column) !== sum(classes, column));
  return [...broken, ...inGrades];
}

/** Pupils, those under 14, linked, used, declared, refusing: counted from what chance made, not from the database. */
function byHand(chances: readonly Chance[]): number[] {
  const here = chances.filter(({ from, to }) => from >= 0 && (to === null || from + to <= 0 || to > 0));
  const linked = (one: Chance) =>
    one.linkedHours !== null &&
    one.linkedHours > 0 &&
    (one.endedHours === null || Math.min(one.endedHours, one.linkedHours - 1) <= 0);
  const used = (one: Chance) =>
    linked(one) && one.signedInHours !== null && one.signedInHours > 0 && one.signedInHours <= 30 * 24;
  const count = (is: (one: Chance) => boolean) => here.filter(is).length;
  return [
    here.length,
    count(({ bornDaysAgo }) => bornDaysAgo !== null && ageOn(DAY, addDays(DAY, -bornDaysAgo)) < 14),
    count(linked),
    count(used),
    count((one) => linked(one) || (one.declaredHours !== null && one.declaredHours > 0)),
    count(({ refusedHours }) => refusedHours !== null && refusedHours > 0),
  ];
}
