import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { CampaignReadiness } from '../../../src/legacy/application/campaign-readiness.js';
import { type CalendarKind, schoolDaysBack } from '../../../src/legacy/domain/calendar.js';
import { anEsiaPerson } from '../../support/builders/esia.js';
import { type BuiltSchool, CampaignsStand } from './campaigns-stand.js';

const NOW = new Date('2026-11-24T08:00:00Z');
const START = new Date('2026-09-21T08:00:00Z');
const WHO = '00000000-0000-4000-8000-0000000000bb';

describe('the numbers by which a campaign may go on', () => {
  let stand: CampaignsStand;
  beforeAll(async () => {
    stand = await CampaignsStand.begin(START);
    await stand.feed('2026-05-01', '2027-12-31');
  });
  afterAll(() => stand.end());

  const readinessOf = async (school: BuiltSchool, at = NOW) => {
    const [staff] = school.campaigns;
    const found = await stand.database.unitOfWork.run((tx) =>
      stand.app.get(CampaignReadiness).of(tx, [staff!], at),
    );
    return found.get(staff!)!;
  };
  const planned = async (staff: number): Promise<BuiltSchool> => {
    const school = await stand.aSchool({ staff });
    await stand.start(school, '2027-02-10', START);
    return school;
  };
  const personOf = async (account: Uuid): Promise<Uuid> => {
    const [row] = await stand.database.query<{ id: Uuid }>(
      'SELECT person_id AS id FROM journal_accounts WHERE id = $1',
      [account],
    );
    return row!.id;
  };
  const refuse = async (school: BuiltSchool, account: Uuid, isOnPaper: boolean): Promise<void> => {
    await stand.database.query(
      `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at,
                                  paper_confirmed_by, paper_confirmed_at)
       VALUES ($1, $2, $3, 'заявление', '2026-10-01', 'test', $4, $5, $6)`,
      [
        ...[stand.roster.regionId, await personOf(account), school.id, START],
        ...(isOnPaper ? [WHO, START] : [null, null]),
      ],
    );
  };
  const exempt = async (school: BuiltSchool, account: Uuid, from: string, until: string): Promise<void> => {
    await stand.database.query(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                               requested_at, decided_by, decided_at)
       VALUES ($1, $2, 'person', $3, 'no_esia_possible', 'справка', 'active', $4, $5, 'test', $6, 'test', $6)`,
      [stand.roster.regionId, school.id, await personOf(account), from, until, START],
    );
  };
  const openCase = async (school: BuiltSchool, account: Uuid, at: Date): Promise<void> => {
    const person = await anEsiaPerson(stand.database, stand.roster.regionId);
    await stand.database.query(
      `INSERT INTO link_reviews (region_id, esia_person_id, school_id, candidate_account_ids, code, rule, state, opened_at)
       VALUES ($1, $2, $3, ARRAY[$4::uuid], 'AMBIGUOUS', 'R5', 'open', $5)`,
      [stand.roster.regionId, person.id, school.id, account, at],
    );
  };

  it('I-32: of accounts that signed in, those without link, exemption, open case or confirmed paper are at risk', async () => {
    const school = await planned(10);
    const [silent, linked, exempted, expired, inCase, onPaper, refuser, ...others] = school.accounts.staff;
    await stand.signedIn(
      school.accounts.staff.filter((id) => id !== silent),
      '2026-11-10',
    );
    await stand.linked([linked!], START);
    await exempt(school, exempted!, '2026-10-01', '2027-09-30');
    await exempt(school, expired!, '2026-10-01', '2026-11-24');
    await openCase(school, inCase!, new Date('2026-11-20T08:00:00Z'));
    await refuse(school, onPaper!, true);
    await refuse(school, refuser!, false);
    const { numbers, readinessShare } = await readinessOf(school);
    expect(numbers).toMatchObject({ accounts: 10, signedIn: 9, linked: 1, atRisk: 2 + others.length });
    expect(numbers).toMatchObject({ openReviews: 1, refusals: 2, refusalsWithoutPaper: 1 });
    expect(readinessShare).toBeCloseTo(1 - 5 / 9);
  });

  it('I-33 is null where nobody signed in', async () => {
    expect((await readinessOf(await planned(3))).readinessShare).toBeNull();
  });

  it('a sign-in counts for 30 school days, by whatever method, and holidays are no school days', async () => {
    const school = await planned(3);
    const first = schoolDaysBack(addDays('2026-11-24' as CalendarDate, -1), 30, []);
    const [within, before] = school.accounts.staff;
    await stand.signedIn([within!], first, 'other', 'mobile');
    await stand.signedIn([before!], addDays(first, -1));
    expect((await readinessOf(school)).numbers.signedIn).toBe(1);
    await stand.database.query(
      `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, $2, 'vacation', 'осенние каникулы', '2026-10-26', '2026-11-01', $3, now())`,
      [stand.roster.regionId, school.id, WHO],
    );
    expect((await readinessOf(school)).numbers.signedIn).toBe(2);
  });

  it('EC-136: one school day without a mark is a gap; yesterday’s mark may still be on its way', async () => {
    const school = await planned(3);
    await stand.database.query(`DELETE FROM sign_in_feed_days WHERE day IN ('2026-11-23', '2026-11-15')`);
    expect((await readinessOf(school)).numbers.feedComplete).toBe(true);
    await stand.database.query(`DELETE FROM sign_in_feed_days WHERE day = '2026-11-13'`);
    expect((await readinessOf(school)).numbers.feedComplete).toBe(false);
    await stand.feed('2026-11-13', '2026-11-23');
  });

  it('I-34: who has no valid СНИЛС of their own is not ready, and a wrong or shared one is an error of data', async () => {
    const school = await planned(6);
    const people = await Promise.all(school.accounts.staff.map(personOf));
    const put = (sql: string, id: Uuid | undefined) =>
      stand.database.query(`UPDATE people SET ${sql} WHERE id = $1`, [id]);
    const none = 'snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL, snils_last2 = NULL';
    await put(`snils_state = 'missing', ${none}`, people[0]);
    await put(`snils_state = 'invalid', ${none}`, people[1]);
    await put(`birth_date = NULL`, people[2]);
    expect((await readinessOf(school)).numbers).toMatchObject({ people: 6, ready: 3, dataErrors: 2 });
  });

  it('EC-129: once announced, a wave has its members, and nobody joins or leaves it by a birthday', async () => {
    const school = await stand.aSchool({ pupils_14plus: 2, pupils_under14: 2 });
    await stand.start(school, '2027-02-10', START);
    await stand.job(new Date('2026-09-22T06:00:00Z'));
    await stand.job(new Date('2026-09-23T06:00:00Z'));
    await stand.database.query(
      `UPDATE people SET birth_date = '2012-11-01' WHERE id IN (
         SELECT person_id FROM journal_accounts WHERE id = ANY ($1::uuid[]))`,
      [school.accounts.pupils_under14],
    );
    const counts = await stand.database.query<{ wave: string; n: number }>(
      `SELECT c.wave, count(m.account_id)::integer AS n
         FROM campaigns c LEFT JOIN campaign_accounts($1, '2026-11-24') m ON m.campaign_id = c.id
        WHERE c.id = ANY ($1::uuid[]) GROUP BY c.wave ORDER BY wave_rank(c.wave)`,
      [school.campaigns],
    );
    expect(counts.map(({ n }) => n)).toEqual([0, 0, 2, 2]);
  });

  it('the next phase and the cut-over are shown with each criterion, its value and its sentence', async () => {
    const school = await planned(5);
    const readiness = await readinessOf(school, new Date('2026-09-22T08:00:00Z'));
    expect(readiness.next).toMatchObject({
      phase: 'announced',
      criteria: [
        { code: 'data_errors', passed: true, value: 0, threshold: 0.1, numerator: 0, denominator: 5 },
        { code: 'ready_for_linking', passed: true, value: 1, threshold: 0.85 },
        { code: 'notice_term', passed: true, value: 141, threshold: 60 },
        { code: 'notice_issued', passed: true, numerator: 5, denominator: 5, threshold: 0.9 },
      ],
    });
    expect(readiness.next?.criteria.every(({ text }) => /^[А-Я].+\.$/.test(text))).toBe(true);
  });

  it('statistics read the same numbers by school and wave, and ready pupils by class', async () => {
    const school = await stand.aSchool({ staff: 4, pupils_14plus: 3 });
    await stand.signedIn(school.accounts.staff, '2026-11-10');
    await stand.linked(school.accounts.staff.slice(0, 3), START);
    const rows = await stand.database.query(
      `SELECT wave, accounts, signed_in, linked, lockout_risk, readiness_share::float, feed_complete
         FROM lockout_risk_on($1, '2026-11-24') WHERE school_id = $2 ORDER BY wave_rank(wave)`,
      [stand.roster.regionId, school.id],
    );
    expect(rows).toEqual([
      {
        ...{ wave: 'staff', accounts: 4, signed_in: 4, linked: 3, lockout_risk: 1 },
        ...{ readiness_share: 0.75, feed_complete: true },
      },
      {
        ...{ wave: 'pupils_14plus', accounts: 3, signed_in: 0, linked: 0, lockout_risk: 0 },
        ...{ readiness_share: null, feed_complete: true },
      },
    ]);
    expect(
      await stand.database.query(
        `SELECT pupils, ready, ready_share::float FROM ready_for_linking_on($1, '2026-11-24') WHERE school_id = $2`,
        [stand.roster.regionId, school.id],
      ),
    ).toEqual([{ pupils: 3, ready: 3, ready_share: 1 }]);
  });

  it('the school days of the database are those of the calendar’s rules, on any calendar', async () => {
    const dayFrom = (n: number) => addDays('2026-08-01' as CalendarDate, n);
    const period = fc.record({
      kind: fc.constantFrom<CalendarKind>('vacation', 'holiday', 'exam', 'quarter_end'),
      from: fc.integer({ min: 0, max: 400 }),
      days: fc.integer({ min: 0, max: 12 }),
      own: fc.boolean(),
    });
    const { regionId } = stand.roster;
    const school = await stand.roster.aSchool();
    await fc.assert(
      fc.asyncProperty(
        fc.array(period, { maxLength: 6 }),
        fc.integer({ min: 30, max: 450 }),
        fc.integer({ min: 1, max: 60 }),
        async (periods, on, wanted) => {
          await stand.database.query('DELETE FROM calendar_days WHERE region_id = $1', [regionId]);
          for (const { kind, from, days, own } of periods) {
            await stand.database.query(
              `INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
               VALUES ($1, $2, $3, 'дни', $4, $5, $6, now())`,
              [regionId, own ? school : null, kind, dayFrom(from), dayFrom(from + days), WHO],
            );
          }
          const rules = periods.map(({ kind, from, days }) => ({
            ...{ kind, name: 'дни', startsOn: dayFrom(from), endsOn: dayFrom(from + days) },
          }));
          const [row] = await stand.database.query<{ first: string; count: number }>(
            `SELECT d[1]::text AS first, cardinality(d) AS count FROM school_days_before($1, $2, $3) AS d`,
            [school, dayFrom(on), wanted],
          );
          expect(row).toEqual({ first: schoolDaysBack(dayFrom(on), wanted, rules), count: wanted });
        },
      ),
      { numRuns: 40 },
    );
  });
});
