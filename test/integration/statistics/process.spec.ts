import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { ProcessReadings } from '../../../src/statistics/application/process-readings.js';
import { ProcessDays } from '../../../src/statistics/store/process-days.repository.js';
import type { ProcessLevel } from '../../../src/statistics/domain/process-indicators.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const DAY = '2026-11-19' as CalendarDate;
const NOW = new Date('2026-11-20T02:00:00Z');

describe('process indicators of a day (f.5)', () => {
  let database: TestDatabase;
  let region: RosterInTime;
  const days = new ProcessDays();
  const readings = new ProcessReadings(days);

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    region = await RosterInTime.begin(database);
  });

  const take = (isInTime = true, day = DAY) =>
    database.unitOfWork.run((tx) =>
      days.take(tx, {
        ...{ regionId: region.regionId, day, now: NOW, isInTime },
        moment: statisticsDay(day, region.timeZone).moment,
      }),
    );
  const read = async (level: ProcessLevel, unitId: Uuid | null = null) => {
    const scope = { regionId: region.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
    const asked = { asOf: DAY, level, unitId, limit: 50, after: null };
    const { units } = await database.unitOfWork.direct((tx) => readings.of(tx, scope, asked));
    const [unit] = units;
    if (unit === undefined) throw new Error(`no unit of ${level}`);
    const of = (id: string) => {
      const one = unit.indicators.find((value) => value.id === id);
      return one === undefined ? undefined : [one.value, one.numerator, one.denominator];
    };
    return { of, breakdown: unit.breakdown, feedComplete: unit.feedComplete };
  };
  const signIns = (
    accountId: Uuid,
    method: 'password' | 'esia',
    channel: string,
    count: number,
    day: string = DAY,
  ) =>
    database.query(
      `INSERT INTO sign_in_days (journal_account_id, day, channel, method, sign_ins, last_at)
       VALUES ($1, $2, $3, $4, $5, now())`,
      [accountId, day, channel, method, count],
    );
  const review = async (
    schoolId: Uuid | null,
    openedAt: string,
    more: { decidedAt?: string; level?: string; levelSince?: string; linkId?: Uuid } = {},
  ) =>
    database.query(
      `INSERT INTO link_reviews (region_id, esia_person_id, school_id, link_id, code, rule, state, opened_at, decided_at,
         level, level_since)
       VALUES ($1, $2, $3, $4, 'AMBIGUOUS', 'R6', $5, $6, $7, $8, $9)`,
      [
        ...[region.regionId, await region.anEsiaPerson(), schoolId, more.linkId ?? null],
        ...[more.decidedAt === undefined ? 'open' : 'rejected', openedAt, more.decidedAt ?? null],
        ...[more.level ?? 'school', more.levelSince ?? null],
      ],
    );

  it('of a region where nothing happened are zeros, and shares without a denominator are dashes', async () => {
    await region.aPupil();
    await take();
    for (const level of ['region', 'municipality', 'founder', 'school'] as const) {
      const { of, feedComplete } = await read(level);
      expect(of('I-30')).toEqual([null, 0, 0]);
      expect(of('I-33')).toEqual([null, 0, 0]);
      expect(of('I-36')).toEqual([null, 0, 0]);
      expect(of('I-39')).toEqual([null, 0, 0]);
      for (const id of ['I-31', 'I-32', 'I-38', 'I-40.exemptions', 'I-41'])
        expect([id, of(id)?.[0]]).toEqual([id, 0]);
      expect(of('I-38.age')).toEqual([null, null, null]);
      expect(of('I-37')).toEqual(level === 'region' ? [0, 0, null] : [null, null, null]);
      expect(feedComplete).toBeNull();
    }
  });

  it('count an account of two schools once above them, and by channel as the published functions do', async () => {
    const { schoolId } = region.roster;
    const second = await region.roster.aSchool();
    const [pupil, teacher] = [await region.aPupil(), await region.anEmployee()];
    const ofBoth = await region.anAccount(teacher, 'teacher', [schoolId, second]);
    const ofOne = await region.anAccount(pupil);
    await signIns(ofBoth, 'password', 'web', 3);
    await signIns(ofBoth, 'esia', 'mobile', 1);
    await signIns(ofBoth, 'password', 'web', 2, '2026-10-21');
    await signIns(ofBoth, 'password', 'web', 50, '2026-10-20');
    await signIns(ofBoth, 'password', 'web', 50, '2026-11-20');
    await signIns(ofOne, 'password', 'mobile', 4);
    await region.link(ofOne, '2026-11-01T08:00:00Z');
    await take();

    const whole = await read('region');
    expect(whole.of('I-30')).toEqual([90, 9, 10]);
    expect(whole.of('I-31')).toEqual([2, 2, null]);
    expect(whole.of('I-32')).toEqual([1, 1, null]);
    expect(whole.of('I-33')).toEqual([50, 1, 2]);
    expect(whole.breakdown.channels).toEqual({
      ...{ web: { sign_ins: 5, by_password: 5 }, mobile: { sign_ins: 5, by_password: 4 } },
    });
    expect((await read('municipality')).of('I-31')).toEqual([2, 2, null]);
    expect((await read('school', schoolId)).of('I-31')).toEqual([2, 2, null]);
    expect((await read('school', second)).of('I-30')).toEqual([83.3, 5, 6]);
    expect((await read('school', second)).of('I-33')).toEqual([0, 0, 1]);

    const published = await database.query(
      `SELECT channel, numerator::integer AS n, denominator::integer AS d
         FROM legacy_login_share($1, NULL, $2::date - 29, $2) WHERE channel IN ('web', 'mobile', 'all') ORDER BY 1`,
      [region.regionId, DAY],
    );
    expect(published).toEqual([
      { channel: 'all', n: 9, d: 10 },
      { channel: 'mobile', n: 4, d: 5 },
      { channel: 'web', n: 5, d: 5 },
    ]);
    const [users] = await database.query(`SELECT legacy_active_users($1, NULL, $2)::integer AS n`, [
      region.regionId,
      DAY,
    ]);
    expect(users).toEqual({ n: 2 });
    const risks = await database.query(
      `SELECT sum(signed_in)::integer AS signed_in, sum(lockout_risk)::integer AS at_risk
         FROM lockout_risk_on($1, $2) WHERE school_id = $3`,
      [region.regionId, DAY, schoolId],
    );
    expect(risks).toEqual([{ signed_in: 2, at_risk: 1 }]);
  });

  it('I-36: links by R1 and R2 that became active, of all attempts with cases opened without a link', async () => {
    const { schoolId } = region.roster;
    const accounts = [];
    for (let n = 0; n < 3; n++) accounts.push(await region.anAccount(await region.aPupil()));
    const [first = newUuid(), second = newUuid(), third = newUuid()] = accounts;
    await region.link(first, '2026-11-10T08:00:00Z');
    const link = await region.link(second, '2026-11-10T08:00:00Z');
    await database.query(`UPDATE links SET rule = 'R3' WHERE id = $1`, [link.id]);
    await region.link(third, '2026-10-01T08:00:00Z');
    await review(schoolId, '2026-11-11T08:00:00Z');
    await review(null, '2026-11-11T08:00:00Z');
    await review(schoolId, '2026-11-11T08:00:00Z', { linkId: link.id });
    await review(schoolId, '2026-11-20T08:00:00Z');
    await take();
    expect((await read('region')).of('I-36')).toEqual([25, 1, 4]);
    expect((await read('school', schoolId)).of('I-36')).toEqual([33.3, 1, 3]);
  });

  it('I-37: a failed attempt stands with each of its codes, and once in the sum', async () => {
    const fail = (at: string, codes: readonly string[], state = 'failed') =>
      database.query(
        `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, outcomes, started_at,
           expires_at, changed_at)
         VALUES ($1, 'account', '/', '\\x00', lpad((random() * 1e11)::bigint::text, 12, '0'), $2, $3::jsonb, $4, $4, $4)`,
        [region.regionId, state, JSON.stringify(codes.map((code) => ({ source: 'linking', code }))), at],
      );
    await region.aPupil();
    await fail('2026-11-10T08:00:00Z', ['NOT_IN_ROSTER', 'NO_CHILDREN']);
    await fail('2026-11-12T08:00:00Z', ['NOT_IN_ROSTER', 'NOT_IN_ROSTER']);
    await fail('2026-11-12T08:00:00Z', ['NOT_IN_ROSTER'], 'finished');
    await fail('2026-09-12T08:00:00Z', ['NOT_IN_ROSTER']);
    await take();
    const { of, breakdown } = await read('region');
    expect(of('I-37')).toEqual([2, 2, null]);
    expect(breakdown.codes).toEqual({ NOT_IN_ROSTER: 2, NO_CHILDREN: 1 });
  });

  it('I-38: who waited at the end of the day, at the level of then, and how old nine of ten are', async () => {
    const { schoolId } = region.roster;
    await region.aPupil();
    // The day ends at 22:00 UTC: 10 cases of 1…10 hours.
    for (let hours = 1; hours <= 10; hours++) {
      await review(schoolId, new Date(Date.UTC(2026, 10, 19, 22 - hours)).toISOString());
    }
    await review(schoolId, '2026-11-01T08:00:00Z', { decidedAt: '2026-11-19T21:00:00Z' });
    await review(schoolId, '2026-11-19T22:00:00Z');
    const since = { level: 'municipality', levelSince: '2026-11-20T01:00:00Z' };
    await review(null, '2026-11-19T21:30:00Z', { decidedAt: '2026-11-19T22:30:00Z', ...since });
    await take();
    const school = await read('school', schoolId);
    expect([school.of('I-38')?.[0], school.of('I-38.age')?.[0]]).toEqual([10, 9]);
    expect(school.breakdown.review_levels).toEqual({ school: { open: 10, age_p90_hours: 9 } });
    const whole = await read('region');
    expect(whole.of('I-38')?.[0]).toBe(11);
    expect(whole.breakdown.review_levels).toEqual({ school: { open: 11, age_p90_hours: 9 } });
  });

  it('I-40: exemptions that hold at the end of the day, by type', async () => {
    const { schoolId } = region.roster;
    const pupil = await region.aPupil();
    await region.exempt({ personId: pupil.person.id, from: '2026-11-01', to: '2026-12-01' });
    await region.exempt({ schoolId, from: '2026-11-20', to: '2026-12-01' });
    await take();
    const { of, breakdown } = await read('school', schoolId);
    expect([of('I-40.exemptions')?.[0], breakdown.exemption_types]).toEqual([1, { no_esia_possible: 1 }]);
  });

  it('f.0.1: I-32 of a day is of its end: an exemption held on its last day, and one of tomorrow does not', async () => {
    const [first, second] = [await region.aPupil(), await region.aPupil()];
    for (const pupil of [first, second]) await signIns(await region.anAccount(pupil), 'password', 'web', 1);
    await region.exempt({ personId: first.person.id, from: '2026-11-01', to: '2026-11-20' });
    await region.exempt({ personId: second.person.id, from: '2026-11-20', to: '2026-12-01' });
    await take();
    const { of } = await read('region');
    expect([of('I-32'), of('I-33')]).toEqual([
      [1, 1, null],
      [50, 1, 2],
    ]);
    expect(of('I-40.exemptions')?.[0]).toBe(1);
  });

  it('are taken once, also by two servers at once, and nobody changes them', async () => {
    await region.aPupil();
    const both = await Promise.all([take(), take()]);
    expect(both.sort((a, b) => a - b)).toEqual([0, 4]);
    expect(await take()).toBe(0);
    await expect(
      database.query(`UPDATE statistics_process_rows SET sign_ins = 1 WHERE region_id = $1`, [
        region.regionId,
      ]),
    ).rejects.toThrow(/never changes|permission denied/);
  });

  it('of a day that was counted late do not say who was at risk then', async () => {
    const account = await region.anAccount(await region.aPupil());
    await signIns(account, 'password', 'web', 1);
    await take(false);
    const { of } = await read('region');
    expect([of('I-30'), of('I-32'), of('I-33')]).toEqual([
      [100, 1, 1],
      [null, null, null],
      [null, null, null],
    ]);
  });
});
