import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { type Answer, SchoolDesk } from '../../support/school-desk.js';

describe('a case that nobody decides', () => {
  let desk: SchoolDesk;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
  });
  beforeEach(() => desk.atMorning());
  afterAll(() => desk.close());

  const code = ({ body }: Answer) => body['code'];
  const operator = () =>
    desk.administrator('municipal_operator', { municipalityId: desk.roster.municipalityId });
  const ministry = () => desk.administrator('ministry_analyst', {});

  async function aCase(schoolId = desk.roster.schoolId) {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person, schools: [schoolId] });
    const esia = await esiaOf(desk.database, person, { first: 'Иное' });
    await desk.signIn(esia);
    return { account, esia, review: await desk.openCase(esia) };
  }

  async function standing(review: string) {
    const [row] = await desk.database.query<{ state: string; level: string; reminded: boolean }>(
      `SELECT state, level, reminded_at IS NOT NULL AS reminded FROM link_reviews WHERE id = $1`,
      [review],
    );
    return row;
  }

  const delegate = (schoolId: string, more: object = {}) => ({
    ...{ school_id: schoolId, snils: '112-233-445 95', birth_date: '1980-02-03' },
    ...{ valid_to: '2026-12-20', basis: 'приказ № 7 от 23.11.2026', ...more },
  });

  it('EC-134: is brought to the principal after 10 days, to the municipality after 30, to the ministry after 60, and stays open', async () => {
    const { review, account } = await aCase();
    const seen: Record<number, unknown> = {};
    for (const day of [9, 10, 29, 30, 59, 60, 400]) {
      await desk.afterDays(day);
      seen[day] = await standing(review);
    }
    const open = { state: 'open', reminded: true };
    expect(seen).toEqual({
      9: { state: 'open', level: 'school', reminded: false },
      10: { ...open, level: 'school' },
      29: { ...open, level: 'school' },
      30: { ...open, level: 'municipality' },
      59: { ...open, level: 'municipality' },
      60: { ...open, level: 'ministry' },
      400: { ...open, level: 'ministry' },
    });
    const tasks = await desk.database.query<{ code: string }>(
      `SELECT code FROM roster_tasks WHERE journal_account_id = $1 ORDER BY code`,
      [account],
    );
    expect(tasks.map((task) => task.code)).toEqual(['REVIEW_AT_MINISTRY', 'REVIEW_REMINDER']);
    await desk.database.query(`UPDATE link_reviews SET state = 'expired', decided_at = now() WHERE id = $1`, [
      review,
    ]);
    await desk.afterDays(401);
    const left = await desk.database.query(
      `SELECT 1 FROM roster_tasks WHERE journal_account_id = $1 AND done_at IS NULL`,
      [account],
    );
    expect(left).toEqual([]);
  });

  it('of a school that the municipality did not found goes from the school to the ministry', async () => {
    const school = await desk.roster.aSchool();
    await desk.database.query(`UPDATE schools SET founder_type = 'private' WHERE id = $1`, [school]);
    const { review } = await aCase(school);
    await desk.afterDays(30);
    expect(await standing(review)).toMatchObject({ level: 'ministry' });
  });

  it('counts in days of the region: the tenth begins at its midnight', async () => {
    const { review } = await aCase();
    // Opened on 23 November in Kaliningrad; 3 December begins there at 22:00 UTC of the 2nd.
    await desk.afterDays((Date.UTC(2026, 11, 2, 21, 59) - Date.UTC(2026, 10, 23, 8)) / 86_400_000);
    expect(await standing(review)).toMatchObject({ reminded: false });
    await desk.afterDays((Date.UTC(2026, 11, 2, 22, 1) - Date.UTC(2026, 10, 23, 8)) / 86_400_000);
    expect(await standing(review)).toMatchObject({ reminded: true });
  });

  it('EC-086: is decided by a delegate whom the municipality names for a time, and who is bound at first sign-in', async () => {
    const { review, account } = await aCase();
    const clerk = await operator();
    expect((await desk.ask(clerk, 'GET', `/link-reviews/${review}`)).status).toBe(403);
    const appointed = await desk.ask(clerk, 'POST', '/delegates', delegate(desk.roster.schoolId));
    expect(appointed.status).toBe(201);
    const [grant] = await desk.database.query(
      `SELECT role, school_id, valid_from::text, valid_to::text, basis FROM role_grants WHERE id = $1`,
      [appointed.body['id']],
    );
    expect(grant).toEqual({
      ...{ role: 'school_admin', school_id: desk.roster.schoolId, basis: 'приказ № 7 от 23.11.2026' },
      ...{ valid_from: '2026-11-23', valid_to: '2026-12-20' },
    });
    const named = await desk.administrator();
    expect((await desk.approve(named, review, account)).body).toEqual({ result: 'linked' });
  });

  it('EC-085: a delegate is named for 30 days at most, by who may, and never by oneself', async () => {
    const clerk = await operator();
    const school = desk.roster.schoolId;
    const ask = (who: Parameters<typeof desk.ask>[0], body: object) =>
      desk.ask(who, 'POST', '/delegates', body);
    for (const valid_to of ['2026-11-23', '2026-12-24', '2027-01-01']) {
      expect(code(await ask(clerk, delegate(school, { valid_to })))).toBe('DELEGATE_TERM_WRONG');
    }
    expect((await ask(clerk, delegate(school, { snils: '112-233-445 96' }))).status).toBe(400);
    expect((await ask(clerk, delegate(school, { valid_to: '2026-02-30' }))).status).toBe(400);
    const own = await ask(await ministry(), delegate(school));
    expect([own.status, code(own)]).toEqual([403, 'DELEGATE_BY_MUNICIPALITY']);
    const direct = await desk.roster.aSchool();
    await desk.database.query(`UPDATE schools SET founder_type = 'regional' WHERE id = $1`, [direct]);
    expect((await ask(clerk, delegate(direct))).status).toBe(404);
    expect((await ask(await ministry(), delegate(direct))).status).toBe(201);
    expect((await ask(await desk.administrator('principal'), delegate(school))).status).toBe(403);
  });

  it('shows a municipality which schools are silent, in numbers only', async () => {
    const { review } = await aCase();
    await desk.afterDays(30);
    const clerk = await operator();
    const { body } = await desk.ask(clerk, 'GET', '/delegates/silent-schools');
    const items = body['items'] as Record<string, unknown>[];
    expect(items.map(({ school_id, level }) => [school_id, level])).toContainEqual([
      desk.roster.schoolId,
      'municipality',
    ]);
    expect(JSON.stringify(body)).not.toContain(review);
  });

  it('about a shared account ends when the second account is there (LNK-17)', async () => {
    const born = '1982-05-06';
    const person = await desk.roster.aPerson({ born, snils: aSnils() });
    const account = await desk.roster.anAccount({ person, role: 'representative' });
    const other = await esiaOf(desk.database, person, { first: 'Другая' });
    await desk.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R9', $4, $4)`,
      [desk.roster.regionId, other.id, account, desk.clock.now()],
    );
    const esia = await esiaOf(desk.database, person);
    expect((await desk.signIn(esia)).outcomes.map((one) => one.code)).toEqual(['SHARED_ACCOUNT']);
    const review = await desk.openCase(esia);
    const admin = await desk.administrator();
    expect(code(await desk.approve(admin, review, account))).toBe('DECISION_ACCOUNT_TAKEN');
    await desk.roster.anAccount({ person, role: 'representative' });
    await desk.afterDays(1);
    expect(await standing(review)).toMatchObject({ state: 'expired' });
  });
});
