import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { CampaignPeople } from '../../../src/legacy/store/campaign-people.repository.js';
import { CampaignBuilder } from '../../support/builders/campaign.js';
import { esiaOf } from '../../support/builders/esia.js';
import { type BuiltPerson, type BuiltRole, RosterBuilder } from '../../support/builders/roster.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const CUTOVER = new Date('2026-12-01T00:00:00Z');
const on = (days: number) => new Date(CUTOVER.getTime() + days * 86_400_000);

describe('a case that is open over the cut-over (LEG-20)', () => {
  let database: TestDatabase;
  let roster: RosterBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
  });
  afterAll(() => database.drop());

  async function anAccount(role: BuiltRole = 'student'): Promise<{ person: BuiltPerson; account: Uuid }> {
    const person = await roster.aPerson({ born: '1980-01-01' });
    return { person, account: await roster.anAccount({ person, role }) };
  }

  async function aLink(
    who: { person: BuiltPerson; account: Uuid },
    state: string,
    at: Date,
  ): Promise<string> {
    const esia = await esiaOf(database, who.person);
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, $4, 'R4', $5, $5) RETURNING id`,
      [roster.regionId, esia.id, who.account, state, at],
    );
    return row!.id;
  }

  async function aReview(
    who: { person: BuiltPerson; account: Uuid },
    at: Date,
    more: { link?: string; rule?: string; code?: string } = {},
  ): Promise<void> {
    const esia = await esiaOf(database, who.person);
    const { link = null, rule = 'R6', code = 'SNILS_MISMATCH' } = more;
    await database.query(
      `INSERT INTO link_reviews (region_id, esia_person_id, link_id, school_id, candidate_account_ids, code, rule, state,
         opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`,
      [roster.regionId, esia.id, link, roster.schoolId, link === null ? [who.account] : [], code, rule, at],
    );
  }

  async function aRequest(
    person: BuiltPerson,
    at: Date,
    endsOn = '2027-09-30',
    scope = 'person',
  ): Promise<string> {
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
         requested_at) VALUES ($1, $2, $3, $4, 'other', 'справка', 'requested', $5::timestamptz::date, $6, 'test', $5::timestamptz) RETURNING id`,
      [roster.regionId, roster.schoolId, scope, scope === 'person' ? person.id : null, at, endsOn],
    );
    return row!.id;
  }

  /** Covered at the moment by a case begun before the cut-over, as decisions ask. */
  async function isCovered(account: Uuid, moment: Date): Promise<boolean> {
    const rows = await database.query<{ begunAt: Date }>(
      `SELECT begun_at AS "begunAt" FROM open_case_of($1, $2)`,
      [account, moment],
    );
    return rows.some(({ begunAt }) => begunAt < CUTOVER);
  }

  it.each(['pending_proof', 'awaiting_consent'])(
    'waiting for the family (%s) gives thirty days once',
    async (state) => {
      const who = await anAccount();
      await aLink(who, state, on(-20));
      expect(await isCovered(who.account, on(9.9))).toBe(true);
      expect(await isCovered(who.account, on(10))).toBe(false);
    },
  );

  it('begun after the cut-over it covers nobody', async () => {
    const who = await anAccount();
    await aLink(who, 'pending_proof', on(1));
    expect(await isCovered(who.account, on(2))).toBe(false);
  });

  it('EC-134: the silence of a school never ends the cover: it goes with the case to the next level', async () => {
    const who = await anAccount();
    await aReview(who, on(-5), { link: await aLink(who, 'pending_review', on(-5)) });
    for (const days of [0, 24.9, 25, 26, 55, 84, 115])
      expect([days, await isCovered(who.account, on(days))]).toEqual([days, true]);
    const [row] = await database.query<{ until: Date }>(`SELECT until FROM open_case_of($1, $2)`, [
      who.account,
      on(26),
    ]);
    expect(row?.until).toEqual(on(55));
    await database.query(`UPDATE link_reviews SET state = 'rejected', decided_at = $1 WHERE state = 'open'`, [
      on(20),
    ]);
    expect(await isCovered(who.account, on(21))).toBe(false);
  });

  it('EC-134: a case begun before the cut-over counts, also beside one that began after it and ends later', async () => {
    const who = await anAccount();
    await aLink(who, 'pending_proof', on(-10));
    const later = await esiaOf(database, who.person);
    await database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'pending_proof', 'R4', $4, $4)`,
      [roster.regionId, later.id, who.account, on(5)],
    );
    expect(await isCovered(who.account, on(15))).toBe(true);
    expect(await isCovered(who.account, on(21))).toBe(false);
  });

  it('without an account it covers the candidates of R5, staff too', async () => {
    const who = await anAccount('teacher');
    await aReview(who, on(-5), { rule: 'R5', code: 'AMBIGUOUS' });
    expect(await isCovered(who.account, on(1))).toBe(true);
  });

  it.each([
    ['teacher', 'SHARED_ACCOUNT', false],
    ['teacher', 'WRONG_PERSON_PARENT_AS_STUDENT', false],
    ['representative', 'SHARED_ACCOUNT', true],
    ['student', 'SIBLING_ACCOUNT', true],
    ['teacher', 'NOT_FOUND', true],
  ] as const)('after a reject or R10 the account of a %s (%s): covered %s', async (role, code, expected) => {
    const who = await anAccount(role);
    await aReview(who, on(-5), { rule: 'R8', code });
    expect(await isCovered(who.account, on(1))).toBe(expected);
  });

  it('a request for an exemption not yet decided is a case, as long as the exemption that was asked for', async () => {
    const who = await anAccount();
    const id = await aRequest(who.person, on(-5), '2027-01-10');
    expect(await isCovered(who.account, on(1))).toBe(true);
    expect(await isCovered(who.account, on(30))).toBe(true);
    expect(await isCovered(who.account, on(41))).toBe(false);
    await database.query(`UPDATE exemptions SET state = 'rejected' WHERE id = $1`, [id]);
    expect(await isCovered(who.account, on(1))).toBe(false);
  });

  it('a request for a whole school covers nobody: it would move the date by silence', async () => {
    const who = await anAccount();
    await aRequest(who.person, on(-5), '2027-09-30', 'school');
    expect(await isCovered(who.account, on(1))).toBe(false);
  });

  it('previews of campaigns see a request as an open case, and the exemption of somebody merged', async () => {
    const [asking, merged, plain] = [await anAccount(), await anAccount(), await anAccount()];
    const campaignId = await new CampaignBuilder(database, roster).aCampaign({
      ...{ wave: 'pupils_14plus', phase: 'brownouts' },
      members: [asking.account, merged.account, plain.account],
    });
    await aRequest(asking.person, on(-5));
    const before = await roster.aPerson();
    await database.query(`UPDATE people SET merged_into_id = $2 WHERE id = $1`, [
      before.id,
      merged.person.id,
    ]);
    const id = await aRequest(before, on(-5));
    await database.query(`UPDATE exemptions SET state = 'active', decided_at = $2 WHERE id = $1`, [
      id,
      on(-4),
    ]);
    const at = { now: on(-1), today: '2026-11-30' as CalendarDate };
    const [all] = await database.unitOfWork.run((tx) => new CampaignPeople().counts(tx, [campaignId], at));
    expect(all).toMatchObject({ accounts: 3, exempt: 1, openCases: 1 });
  });
});
