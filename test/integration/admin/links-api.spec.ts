import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { type Answer, SchoolDesk } from '../../support/school-desk.js';

describe('the links of a school', () => {
  let desk: SchoolDesk;
  let admin: TestAdministrator;
  let officer: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    admin = await desk.administrator();
    officer = await desk.administrator('security_officer', {});
  });
  beforeEach(() => desk.atMorning());
  afterAll(() => desk.close());

  const code = ({ body }: Answer) => body['code'];
  const act = (who: TestAdministrator, link: string, act: string, body?: object) =>
    desk.ask(who, 'POST', `/links/${link}/${act}`, body);

  async function aLink(role: 'student' | 'representative' = 'student') {
    const born = role === 'student' ? '2012-05-06' : '1982-05-06';
    const person = await desk.roster.aPerson({ born, snils: aSnils() });
    const account = await desk.roster.anAccount({ person, role });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const [link] = await desk.linksOf(account);
    return { person, account, esia, link: link?.id ?? '' };
  }

  it('are listed masked, by school, person and state', async () => {
    const { person, link } = await aLink();
    const query = `school_id=${desk.roster.schoolId}&person_id=${person.id}&state=active`;
    const { body } = await desk.ask(admin, 'GET', `/links?${query}`);
    expect(body['items']).toEqual([
      expect.objectContaining({ id: link, state: 'active', roster_person: 'Т*** П. С.', role: 'student' }),
    ]);
    expect(JSON.stringify(body)).not.toContain(person.name.last);
    const none = await desk.ask(admin, 'GET', `/links?${query.replace('active', 'revoked')}`);
    expect(none.body['items']).toEqual([]);
  });

  it('LNK-11: the history says rule, attributes, actor, reason and document, never a value', async () => {
    const { link } = await aLink();
    await act(admin, link, 'revoke', { reason: 'court_order', basis: 'решение № 2-15/2026' });
    const { body } = await desk.ask(admin, 'GET', `/links/${link}/history`);
    expect(body['steps']).toEqual([
      expect.objectContaining({
        ...{ from: null, to: 'active', event: 'matched', rule: 'R1', actor: 'person', different: [] },
        equal: ['snils', 'birth_date', 'last_name', 'first_name', 'middle_name'],
      }),
      expect.objectContaining({
        ...{ to: 'revoked', reason: 'court_order', basis: 'решение № 2-15/2026', actor: 'administrator' },
      }),
    ]);
  });

  it('LNK-09: a revoked link gives the account to another after 24 hours; court and representation name a document', async () => {
    const { account, link, person } = await aLink();
    expect(code(await act(admin, link, 'revoke', { reason: 'court_order' }))).toBe('LINK_BASIS_NEEDED');
    expect((await act(admin, link, 'revoke', { reason: 'school_error' })).status).toBe(200);
    expect(await desk.statesOf(account)).toEqual(['revoked school_error']);
    expect(code(await act(admin, link, 'revoke', { reason: 'school_error' }))).toBe('LINK_NOT_LIVE');
    const rightful = await esiaOf(desk.database, person, { oid: '4000000001', last: 'Иная' });
    expect((await desk.signIn(rightful)).outcomes.map((one) => one.code)).toEqual([]);
  });

  it('EC-130: after an end as wrong_person the account goes to its owner at once, after another end it cools down', async () => {
    for (const [reason, outcomes] of [
      ['wrong_person', []],
      ['school_error', ['LINK_COOLDOWN']],
    ] as const) {
      const person = await desk.roster.aPerson({ snils: aSnils() });
      const account = await desk.roster.anAccount({ person });
      // Somebody else holds it, from before the number was entered.
      const stranger = await esiaOf(desk.database, person, { snils: aSnils(), first: 'Чужой' });
      const [row] = await desk.database.query<{ id: string }>(
        `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, evidence, created_at, changed_at)
         VALUES ($1, $2, $3, 'active', 'R9', '{"rule": "R9"}', $4, $4) RETURNING id`,
        [desk.roster.regionId, stranger.id, account, desk.clock.now()],
      );
      expect((await act(admin, row?.id ?? '', 'revoke', { reason })).status).toBe(200);
      const esia = await esiaOf(desk.database, person);
      expect((await desk.signIn(esia)).outcomes.map((one) => one.code)).toEqual(outcomes);
    }
  });

  it('EC-102: the security officer locks on the user’s word, support by a ticket alone; only the school, which has seen the person, gives access back', async () => {
    const { account, esia, link } = await aLink();
    expect((await act(admin, link, 'suspend', { reason: 'security' })).status).toBe(403);
    const support = await desk.administrator('support_agent', {});
    expect((await act(support, link, 'suspend', { reason: 'security' })).status).toBe(403);
    expect((await act(officer, link, 'suspend', { reason: 'security' })).status).toBe(200);
    const locked = await desk.signIn(esia);
    expect([locked.linked, locked.outcomes.map((one) => one.code)]).toEqual([[], ['SECURITY_LOCK']]);
    expect((await act(officer, link, 'resume', { basis: 'паспорт' })).status).toBe(403);
    expect((await act(admin, link, 'resume', {})).status).toBe(400);
    expect((await act(admin, link, 'resume', { basis: 'паспорт' })).status).toBe(200);
    expect(await desk.statesOf(account)).toEqual(['active']);
    expect((await desk.signIn(esia)).linked).toHaveLength(1);
    expect(code(await act(admin, link, 'resume', { basis: 'паспорт' }))).toBe('LINK_NOT_RESUMABLE');
  });

  it('EC-102: a locked link does not come back while the guards speak against it', async () => {
    const { person, link } = await aLink();
    await act(officer, link, 'suspend', { reason: 'security' });
    await desk.database.query(`UPDATE people SET birth_date = '2012-05-07' WHERE id = $1`, [person.id]);
    expect(code(await act(admin, link, 'resume', { basis: 'паспорт' }))).toBe(
      'DECISION_BIRTHDATE_NOT_MENDED',
    );
  });

  it('EC-055, EC-102: a dispute and a lock are brought up after 10, 30 and 90 days, and never end by it', async () => {
    const { account, link } = await aLink();
    await act(officer, link, 'suspend', { reason: 'security' });
    const tasks = async () => {
      const rows = await desk.database.query<{ code: string }>(
        `SELECT code FROM roster_tasks WHERE journal_account_id = $1 AND done_at IS NULL ORDER BY opened_at, code`,
        [account],
      );
      return rows.map((row) => row.code);
    };
    const seen: Record<number, string[]> = {};
    for (const day of [9, 10, 30, 90, 200]) {
      await desk.afterDays(day);
      seen[day] = await tasks();
    }
    const [reminder, escalated, unresolved] = [
      'SUSPENSION_REMINDER',
      'SUSPENSION_ESCALATED',
      'SUSPENSION_UNRESOLVED',
    ];
    expect(seen).toEqual({
      ...{ 9: [], 10: [reminder], 30: [reminder, escalated], 90: [reminder, escalated, unresolved] },
      200: [reminder, escalated, unresolved],
    });
    expect(await desk.statesOf(account)).toEqual(['suspended security']);
    desk.atMorning();
    await act(admin, link, 'resume', { basis: 'паспорт' });
    await desk.afterDays(200);
    expect(await tasks()).toEqual([]);
  });

  it('R4: a school confirms what waits for a proof, or refuses it', async () => {
    for (const answer of ['confirm', 'refuse'] as const) {
      const person = await desk.roster.aPerson({ snils: null });
      const account = await desk.roster.anAccount({ person });
      const esia = await esiaOf(desk.database, person, { snils: aSnils() });
      await desk.signIn(esia);
      const [link] = await desk.linksOf(account);
      const waiting = await desk.ask(admin, 'GET', '/links?state=pending_proof');
      expect((waiting.body['items'] as { id: string }[]).map(({ id }) => id)).toContain(link?.id);
      const body =
        answer === 'confirm' ? { basis: 'свидетельство о рождении' } : { reason: 'not_this_person' };
      expect((await act(admin, link?.id ?? '', answer, body)).status).toBe(200);
      expect(await desk.statesOf(account)).toEqual(
        answer === 'confirm' ? ['active'] : ['rejected not_this_person'],
      );
      expect(code(await act(admin, link?.id ?? '', answer, body))).toBe('LINK_NOT_WAITING');
    }
  });

  it('another school sees and changes nothing', async () => {
    const { account, link } = await aLink();
    const stranger = await desk.administrator('school_admin', { schoolId: await desk.roster.aSchool() });
    const answers = [
      await desk.ask(stranger, 'GET', `/links/${link}/history`),
      await act(stranger, link, 'revoke', { reason: 'school_error' }),
      await act(stranger, link, 'resume', { basis: 'паспорт' }),
      await act(stranger, link, 'confirm', { basis: 'паспорт' }),
      await act(stranger, link, 'refuse', { reason: 'no_document' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    const list = await desk.ask(stranger, 'GET', `/links?school_id=${desk.roster.schoolId}`);
    expect(list.body['items']).toEqual([]);
    const homeroom = await desk.homeroom();
    const principal = await desk.administrator('principal');
    expect((await desk.ask(homeroom, 'GET', '/links')).status).toBe(403);
    expect((await act(principal, link, 'revoke', { reason: 'school_error' })).status).toBe(403);
    expect(await desk.statesOf(account)).toEqual(['active']);
  });
});
