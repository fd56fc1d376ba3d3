import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { RestateDays } from '../../../src/statistics/application/restate-days.js';
import { TakeSnapshot } from '../../../src/statistics/application/take-snapshot.js';
import type { Level } from '../../../src/statistics/domain/counts.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { StaleDays } from '../../../src/statistics/store/stale-days.repository.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { aSnils } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-21' as CalendarDate;
const MORNING = new Date('2026-11-22T01:00:00Z');
const NIGHT = new Date('2026-11-23T01:00:00Z');
/** I-34, I-35 of a unit with other pupils than were judged. */
const UNKNOWN = {
  ...{ ready: null, snils_missing: null, snils_invalid: null },
  ...{ snils_duplicate: null, birth_date_missing: null },
};

describe('I-34, I-35 of a day that is restated (EC-119)', () => {
  let database: TestDatabase;
  let time: RosterInTime;
  let restate: RestateDays;
  let [left, kept, gone, newcomer] = [] as Uuid[] as [Uuid, Uuid, Uuid, Uuid];

  beforeAll(async () => {
    database = await freshDatabase();
    const [snapshots, audit] = [new Snapshots(), new AuditTrail()];
    restate = new RestateDays(database.unitOfWork, snapshots, new StaleDays(), audit);
    time = await RosterInTime.begin(database);
    [left, kept] = [time.roster.schoolId, await time.roster.aSchool()];
    [gone, newcomer] = [await ready(left), await ready(left, '2026-11-22')];
    await ready(left);
    await ready(kept);
    await database.query('DELETE FROM statistics_stale_days');
    await new TakeSnapshot(database.unitOfWork, snapshots, audit).execute({ ...order(), now: MORNING });
  });
  afterAll(() => database.drop());

  const order = () => ({ region: { id: time.regionId, timeZone: time.timeZone }, day: DAY });

  /** A pupil of whom all is known, enrolled in good time unless told otherwise. */
  async function ready(schoolId: Uuid, from = '2024-09-01'): Promise<Uuid> {
    const person = await time.roster.aPerson({ snils: aSnils(), born: '2013-05-06' });
    await time.enrol({ person, recordId: await time.roster.aRecord(person, 'student') }, { schoolId, from });
    return person.id;
  }

  /** Corrects an enrolment on the day after, and counts anew in the night. */
  async function correct(personId: Uuid, sql: string): Promise<void> {
    await database.unitOfWork.run(async (tx) => {
      await tx.query(`SELECT set_config('perehod.moment', '2026-11-22T10:00:00Z', true)`);
      await tx.query(`UPDATE enrollments SET ${sql} WHERE person_id = $1`, [personId]);
    });
    expect(await restate.execute(order().region, NIGHT)).toBe(1);
  }

  async function row(revision: number, level: Level, unit = time.regionId) {
    const [found] = await database.query(
      `SELECT r.* FROM statistics_rows r JOIN statistics_snapshots s ON s.id = r.snapshot_id AND s.as_of = r.as_of
        WHERE s.as_of = $1 AND s.revision = $2 AND r.level = $3 AND r.unit_id = $4`,
      [DAY, revision, level, unit],
    );
    return found;
  }

  it('is told of all pupils in time', async () => {
    expect(await row(1, 'region')).toMatchObject({ students: 3, ready: 3, snils_missing: 0 });
  });

  it('is unknown where a pupil is counted no more, and stays where the same pupils are counted', async () => {
    await correct(gone, `valid_to = '2026-11-20', end_kind = 'left'`);
    expect(await row(2, 'region')).toMatchObject({ students: 2, ...UNKNOWN });
    expect(await row(2, 'school', left)).toMatchObject({ students: 1, ...UNKNOWN });
    expect(await row(2, 'school', kept)).toMatchObject({ students: 1, ready: 1, snils_missing: 0 });
  });

  it('is unknown where as many pupils are counted as at first, and yet not the same', async () => {
    await correct(newcomer, `valid_from = '2026-11-20'`);
    expect(await row(3, 'school', left)).toMatchObject({ students: 2, ...UNKNOWN });
  });

  it('is known again once the pupils of the first count are counted again', async () => {
    await correct(newcomer, `valid_from = '2026-11-22'`);
    await correct(gone, 'valid_to = NULL, end_kind = NULL');
    expect(await row(5, 'region')).toMatchObject({ students: 3, ready: 3, snils_missing: 0 });
    expect(await row(5, 'school', left)).toMatchObject({ students: 2, ready: 2, snils_missing: 0 });
  });
});
