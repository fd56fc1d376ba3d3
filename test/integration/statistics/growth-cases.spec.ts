import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type Decomposed, identityError } from '../../../src/statistics/domain/growth-decomposition.js';
import { statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { type Recorded, RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

type Bucket = 'minors' | 'under14' | '14to17';
type Row = Decomposed & {
  readonly level: string;
  readonly unit_id: string;
  readonly bucket: Bucket;
  readonly known: boolean;
};

const LINKED = '2026-02-01T10:00:00Z';
const [BEFORE, AFTER] = ['2026-08-20', '2026-09-20'];

describe('reasons of growth, one life after another', () => {
  let database: TestDatabase;
  let time: RosterInTime;
  let other: Uuid;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  /** A region of its own with two schools, and one pupil at each who has always been there. */
  const begin = async () => {
    time = await RosterInTime.begin(database);
    other = await time.roster.aSchool();
    await time.aPupil('2012-01-01');
    await time.aPupil('2012-01-01', { schoolId: other });
  };

  async function decompose(from: string, to: string): Promise<Row[]> {
    const [a, b] = [from, to].map((day) => statisticsDay(day as CalendarDate, time.timeZone));
    if (a === undefined || b === undefined) throw new Error('no days');
    const rows = await database.query<Row>(
      'SELECT * FROM growth_decomposition($1, $2, $3, $4, $5, $6, $7, NULL, NULL)',
      [time.regionId, a.day, a.moment, a.ageDay, b.day, b.moment, b.ageDay],
    );
    expect(rows.filter((row) => identityError(row) !== 0)).toEqual([]);
    return rows;
  }

  /** What is not 0 of one unit and bucket. */
  async function reasons(unit: Uuid, bucket: Bucket = 'minors', from = BEFORE, to = AFTER) {
    const level = unit === time.regionId ? 'region' : 'school';
    const row = (await decompose(from, to)).find(
      (known) => known.level === level && known.unit_id === unit && known.bucket === bucket,
    );
    if (row === undefined) throw new Error('no such unit');
    const numbers = Object.entries(row).filter(([, value]) => typeof value === 'number' && value !== 0);
    return Object.fromEntries(numbers.filter(([key]) => !key.startsWith('linked_')));
  }

  const aSchoolOf = async (kind: string): Promise<Uuid> => {
    const id = await time.roster.aSchool();
    await database.query('UPDATE schools SET kind = $2 WHERE id = $1', [id, kind]);
    return id;
  };
  const account = (pupil: Recorded, schools: readonly Uuid[]) => time.anAccount(pupil, 'student', schools);
  /** The pupil leaves on a day, and may begin elsewhere on it. */
  const leaves = async (pupil: Recorded, day: string, endKind: string, to?: Uuid) => {
    await database.query('UPDATE enrollments SET valid_to = $2, end_kind = $3 WHERE record_id = $1', [
      ...[pupil.recordId, day, endKind],
    ]);
    if (to !== undefined) await time.enrol(pupil, { schoolId: to, from: day });
  };

  it('EC-029: a 14th birthday moves a pupil between the age columns and changes nothing for the minors', async () => {
    await begin();
    await time.linked(await time.aPupil('2012-09-01'), LINKED);
    const school = time.roster.schoolId;
    expect(await reasons(school)).toEqual({});
    expect(await reasons(school, 'under14')).toEqual({ delta: -1, aged_out_14: 1 });
    expect(await reasons(school, '14to17')).toEqual({ delta: 1, aged_in_14: 1 });
  });

  it('EC-030: a pupil leaves the minors on the 18th birthday', async () => {
    await begin();
    await time.linked(await time.aPupil('2008-09-20'), LINKED);
    expect(await reasons(time.roster.schoolId)).toEqual({ delta: -1, turned_18: 1 });
    expect(await reasons(time.roster.schoolId, 'minors', BEFORE, '2026-09-19')).toEqual({});
  });

  it('EC-066: a transfer is out of one school, into the other, and nothing to the region', async () => {
    await begin();
    const [moved, linkedLater] = [await time.aPupil(), await time.aPupil()];
    await time.link(await account(moved, [time.roster.schoolId]), LINKED);
    await time.link(await account(moved, [other]), '2026-09-05T08:00:00Z');
    await time.link(await account(linkedLater, [other]), '2026-09-06T08:00:00Z');
    await leaves(moved, '2026-09-05', 'transfer', other);
    await leaves(linkedLater, '2026-09-05', 'transfer', other);
    expect(await reasons(time.roster.schoolId)).toEqual({ delta: -1, outflow: 1, out_transfer: 1 });
    expect(await reasons(other)).toEqual({
      ...{ delta: 2, inflow: 2, in_transfer_linked: 1, in_transfer_unlinked: 1 },
    });
    expect(await reasons(time.regionId)).toEqual({ delta: 1, new_links: 1 });
  });

  it('EC-067: between two schools a pupil is in none, and comes back from there', async () => {
    await begin();
    const pupil = await time.aPupil();
    await time.link(await account(pupil, [time.roster.schoolId]), LINKED);
    await time.link(await account(pupil, [other]), '2026-09-15T08:00:00Z');
    await leaves(pupil, '2026-08-25', 'transfer');
    await time.enrol(pupil, { schoolId: other, from: '2026-09-15' });
    expect(await reasons(time.regionId, 'minors', BEFORE, '2026-09-10')).toEqual({
      ...{ delta: -1, outflow: 1, out_unplaced: 1 },
    });
    expect(await reasons(other, 'minors', '2026-09-10', AFTER)).toEqual({
      ...{ delta: 1, inflow: 1, in_unplaced: 1 },
    });
  });

  it('EC-067: who has been in no school for more than 30 days has left the region', async () => {
    await begin();
    const pupil = await time.aPupil();
    await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-08-21', 'left');
    const gone = (to: string) => reasons(time.regionId, 'minors', BEFORE, to);
    expect(await gone('2026-09-19')).toEqual({ delta: -1, outflow: 1, out_unplaced: 1 });
    expect(await gone('2026-09-20')).toEqual({ delta: -1, outflow: 1, out_left_region: 1 });
  });

  /** Everybody goes to the other school on 1 September by an order; accounts and links go with them. */
  async function mergeOne(): Promise<void> {
    const pupil = await time.aPupil();
    const id = await account(pupil, [time.roster.schoolId]);
    await time.link(id, LINKED);
    await leaves(pupil, '2026-09-01', 'reorganised', other);
    const moment = statisticsDay('2026-08-31' as CalendarDate, time.timeZone).moment;
    await database.query('DELETE FROM journal_account_schools WHERE journal_account_id = $1', [id]);
    await database.query(
      `UPDATE journal_account_school_versions SET since = '-infinity', until = $2 WHERE journal_account_id = $1`,
      [id, moment],
    );
    await database.query(
      `INSERT INTO journal_account_schools (journal_account_id, school_id, since) VALUES ($1, $2, $3)`,
      [id, other, moment],
    );
    await database.query(
      `INSERT INTO school_reorganisations (region_id, kind, from_school_id, to_school_id, happens_on, basis, recorded_by, recorded_at)
       VALUES ($1, 'merge', $2, $3, '2026-09-01', 'приказ', 'test', now())`,
      [time.regionId, time.roster.schoolId, other],
    );
  }

  it('EC-070: a merger is reorgOut of the school that joins and reorgIn of the other; no link is lost', async () => {
    await begin();
    await mergeOne();
    expect(await reasons(time.roster.schoolId)).toEqual({ delta: -1, outflow: 1, out_reorganised: 1 });
    expect(await reasons(other)).toEqual({ delta: 1, inflow: 1, in_reorganised: 1 });
    expect(await reasons(time.regionId)).toEqual({});
  });

  it('EC-071: a school that a split opened shows its growth from nothing, though it had no data before', async () => {
    time = await RosterInTime.begin(database);
    other = await time.roster.aSchool();
    await time.aPupil('2012-01-01');
    await mergeOne();
    expect(await reasons(other)).toEqual({ delta: 1, inflow: 1, in_reorganised: 1 });
    const rows = await decompose(BEFORE, AFTER);
    expect(rows.filter(({ unit_id }) => unit_id === other).every(({ known }) => known)).toBe(true);
  });

  it('EC-140: from a day before the first import of a school nothing is known of its growth', async () => {
    time = await RosterInTime.begin(database);
    await time.aPupil('2012-01-01');
    other = await time.roster.aSchool();
    await time.linked(await time.aPupil('2012-01-01', { schoolId: other, from: '2026-09-01' }), LINKED);
    const rows = await decompose(BEFORE, AFTER);
    const known = (unit: Uuid) => rows.filter(({ unit_id }) => unit_id === unit).map((row) => row.known);
    expect(known(other)).toEqual([false, false, false]);
    expect(known(time.regionId)).toEqual([true, true, true]);
  });

  it('EC-075: a graduate flows out as graduated', async () => {
    await begin();
    const pupil = await time.aPupil('2010-01-01');
    await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-08-25', 'graduated');
    expect(await reasons(time.regionId)).toEqual({ delta: -1, outflow: 1, out_graduated: 1 });
  });

  it('EC-076: to a college is a transfer for the region too, for colleges are not in the contingent', async () => {
    await begin();
    const college = await aSchoolOf('vocational');
    const pupil = await time.aPupil('2010-01-01');
    await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-09-01', 'graduated', college);
    expect(await reasons(time.regionId)).toEqual({ delta: -1, outflow: 1, out_transfer: 1 });
  });

  it('EC-077: a kindergarten child who becomes a first-grader is a newcomer', async () => {
    await begin();
    const kindergarten = await aSchoolOf('preschool');
    const pupil = await time.aPupil('2019-03-03', { schoolId: kindergarten });
    await leaves(pupil, '2026-09-01', 'transfer', time.roster.schoolId);
    await time.link(await account(pupil, [time.roster.schoolId]), '2026-09-02T08:00:00Z');
    expect(await reasons(time.roster.schoolId)).toEqual({ delta: 1, inflow: 1, in_newcomer: 1 });
    expect(await reasons(time.regionId)).toEqual({ delta: 1, inflow: 1, in_newcomer: 1 });
  });

  it('EC-078: on 1 September classes roll over and no link is lost', async () => {
    await begin();
    const pupil = await time.aPupil();
    await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-09-01', 'class_change', time.roster.schoolId);
    expect(await reasons(time.roster.schoolId)).toEqual({});
  });

  it('EC-079: expelled and reinstated a week later is no growth, though there was a gap', async () => {
    await begin();
    const pupil = await time.aPupil();
    const link = await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-09-01', 'left');
    await time.suspend(link, '2026-09-01T05:00:00Z');
    await time.enrol(pupil, { from: '2026-09-08' });
    await time.resume(link, '2026-09-08T05:00:00Z');
    expect(await reasons(time.regionId, 'minors', BEFORE, '2026-09-04')).toEqual({
      ...{ delta: -1, outflow: 1, out_unplaced: 1 },
    });
    expect(await reasons(time.regionId)).toEqual({});
  });

  it('EC-080: a pupil who died is not «between schools» and not a graduate', async () => {
    await begin();
    const pupil = await time.aPupil();
    await time.linked(pupil, LINKED);
    await leaves(pupil, '2026-09-01', 'deceased');
    expect(await reasons(time.regionId)).toEqual({ delta: -1, outflow: 1, out_left_region: 1 });
  });

  it('EC-123: what falls is shown with its sign and reasons', async () => {
    await begin();
    const link = await time.linked(await time.aPupil(), LINKED);
    await time.revoke(link, '2026-09-01T05:00:00Z');
    await time.linked(await time.aPupil(), '2026-09-02T05:00:00Z');
    await time.suspend(await time.linked(await time.aPupil(), LINKED), '2026-09-03T05:00:00Z');
    expect(await reasons(time.regionId)).toEqual({ delta: -1, new_links: 1, lost_links: 2 });
  });

  it('a birth date that is corrected between the days is a reason of its own in both directions', async () => {
    await begin();
    const [cleared, younger] = [await time.aPupil('2013-01-01'), await time.aPupil('2007-01-01')];
    for (const pupil of [cleared, younger]) await time.linked(pupil, LINKED);
    await correct(cleared, null);
    await correct(younger, '2014-01-01');
    expect(await reasons(time.roster.schoolId)).toEqual({
      ...{ inflow: 1, in_birth_date_corrected: 1, outflow: 1, out_birth_date_corrected: 1 },
    });
  });

  /** As said from 1 September on. */
  async function correct({ person }: Recorded, born: string | null): Promise<void> {
    await database.query('UPDATE people SET birth_date = $2 WHERE id = $1', [person.id, born]);
    await database.query(
      `UPDATE birth_date_versions SET until = '2026-09-01T05:00:00Z' WHERE person_id = $1`,
      [person.id],
    );
  }

  it('asks of two days what statistics_pupils tells of them', async () => {
    const rows = await database.query<{ differ: number }>(
      `SELECT count(*)::integer AS differ FROM regions r
         CROSS JOIN generate_series(date '2026-08-20', date '2026-09-20', interval '10 days') AS d (at)
         CROSS JOIN LATERAL (SELECT d.at::date AS day, (d.at::date + 1)::timestamp AT TIME ZONE r.time_zone AS moment) t
         CROSS JOIN LATERAL (
           (SELECT person_id, school_id, linked FROM statistics_pupils(r.id, t.day, t.moment, t.day, NULL)
            EXCEPT SELECT * FROM linked_pupils_on(r.id, t.day, t.moment, NULL))
           UNION ALL
           (SELECT * FROM linked_pupils_on(r.id, t.day, t.moment, NULL)
            EXCEPT SELECT person_id, school_id, linked FROM statistics_pupils(r.id, t.day, t.moment, t.day, NULL))) x`,
    );
    expect(rows).toEqual([{ differ: 0 }]);
  });
});
