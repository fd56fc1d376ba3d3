import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { ReorganiseSchool } from '../../../src/roster/index.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { SchoolDesk } from '../../support/school-desk.js';

/** The acts of the product keep what was true before them; the desk's clock stands at 2026-11-23 08:00 UTC. */
describe('the past of a roster that people change', () => {
  let desk: SchoolDesk;
  let time: RosterInTime;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    time = RosterInTime.of(desk.database, desk.roster);
  });
  afterAll(() => desk.close());

  const stale = () =>
    desk.database.query<{ since: string }>(`SELECT since::text FROM statistics_stale_days ORDER BY id`);

  it('keeps the birth date that was believed until a school corrected it', async () => {
    const pupil = await time.aPupil('2010-05-06');
    const administrator = await desk.administrator();
    const change = { birth_date: '2014-05-06', basis: 'свидетельство о рождении' };
    const answer = await desk.ask(administrator, 'PATCH' as 'PUT', `/people/${pupil.person.id}`, change, {
      'if-match': '"1"',
    });
    expect(answer.status).toBeLessThan(300);
    const bucket = async (day: string) => (await time.pupils(day)).get(pupil.person.id)?.bucket;
    expect([await bucket('2026-11-22'), await bucket('2026-11-23')]).toEqual(['14to17', 'under14']);
    const [version] = await desk.database.query<{ until: Date }>(
      'SELECT until FROM birth_date_versions WHERE person_id = $1',
      [pupil.person.id],
    );
    expect(version?.until).toEqual(desk.clock.now());
  });

  it('EC-080: counts who died to the day before, and counts the days since anew', async () => {
    const pupil = await time.aPupil();
    await desk.database.query('DELETE FROM statistics_stale_days');
    const death = { date: '2026-11-12', basis: 'свидетельство о смерти' };
    const administrator = await desk.administrator();
    const path = `/people/${pupil.person.id}/death`;
    expect((await desk.ask(administrator, 'POST', path, death)).status).toBeLessThan(300);
    const isThere = async (day: string) => (await time.pupils(day)).has(pupil.person.id);
    expect([await isThere('2026-11-11'), await isThere('2026-11-12')]).toEqual([true, false]);
    expect((await stale()).map(({ since }) => since)).toContain('2026-11-12');
  });

  it('EC-070: a merger recorded late leaves nobody unlinked in between, and the old school its past', async () => {
    const [old, successor] = [await desk.roster.aSchool(), await desk.roster.aSchool()];
    const pupil = await time.aPupil('2013-05-06', { schoolId: old });
    await time.link(await time.anAccount(pupil, 'student', [old]), '2026-10-01T10:00:00Z');
    const order = {
      ...{
        regionId: time.regionId,
        kind: 'merge' as const,
        fromSchoolId: old,
        toSchoolId: successor,
        classIds: [],
      },
      ...{ happensOn: '2026-11-10' as CalendarDate, basis: 'приказ № 1', now: desk.clock.now() },
      actor: { kind: 'operator', id: 'test' },
    } as const;
    await desk.database.unitOfWork.run((tx) =>
      desk.application.app.get(ReorganiseSchool, { strict: false }).execute(tx, order),
    );
    const facts = async (day: string): Promise<[Uuid | undefined, boolean | undefined]> => {
      const fact = (await time.pupils(day)).get(pupil.person.id);
      return [fact?.school_id, fact?.linked];
    };
    expect(await facts('2026-11-09')).toEqual([old, true]);
    expect(await facts('2026-11-10')).toEqual([successor, true]);
    expect(await facts('2026-11-22')).toEqual([successor, true]);
  });

  it('days that no server ran are caught up in their order, the last in time', async () => {
    await desk.database.query(`UPDATE school_data_days SET since = '2026-11-09'`);
    const jobs = desk.application.app.get(Jobs);
    const days = () =>
      desk.database.query(
        `SELECT as_of::text AS day, cause FROM statistics_snapshots WHERE revision = 1 ORDER BY cursor`,
      );
    await jobs.runNow('statistics.snapshots');
    expect(await days()).toHaveLength(10);
    await jobs.runNow('statistics.snapshots');
    await jobs.runNow('statistics.snapshots');
    const taken = await days();
    expect(taken).toHaveLength(14);
    expect([taken[0], taken.at(-1)]).toEqual([
      { day: '2026-11-09', cause: 'caught_up' },
      { day: '2026-11-22', cause: 'daily' },
    ]);
    const failures = await desk.database.query(
      `SELECT FROM audit_events WHERE action = 'statistics.integrity_failed'`,
    );
    expect(failures).toEqual([]);
  });
});
