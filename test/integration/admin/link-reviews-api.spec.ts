import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EsiaPersons } from '../../../src/esia/index.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { esiaOf } from '../../support/builders/esia.js';
import { aSnils, testVault } from '../../support/builders/snils.js';
import { type Answer, SchoolDesk, tagOf } from '../../support/school-desk.js';

describe('the cases of a school', () => {
  let desk: SchoolDesk;
  let first: TestAdministrator;
  let second: TestAdministrator;
  beforeAll(async () => {
    desk = await SchoolDesk.open();
    first = await desk.administrator();
    second = await desk.administrator();
  });
  afterAll(() => desk.close());

  const code = ({ body }: Answer) => body['code'];

  /** A pupil of the roster and the same human at ESIA with something different, after a sign-in. */
  async function aCase(
    roster: Parameters<typeof desk.roster.aPerson>[0],
    says: Parameters<typeof esiaOf>[2],
    schools?: readonly (typeof desk.roster.schoolId)[],
  ) {
    const person = await desk.roster.aPerson({ snils: aSnils(), ...roster });
    const account = await desk.roster.anAccount({ person, ...(schools === undefined ? {} : { schools }) });
    const esia = await esiaOf(desk.database, person, says);
    await desk.signIn(esia);
    return { person, account, esia, review: await desk.openCase(esia) };
  }

  it('LNK-04: lays ESIA and roster side by side, masked, with what differs and what to do', async () => {
    const { person, review } = await aCase({ born: '2012-05-06' }, { born: '2012-06-05' });
    const { status, body, etag } = await desk.ask(first, 'GET', `/link-reviews/${review}`);
    expect([status, etag, body['code']]).toEqual([200, '"1"', 'BIRTHDATE_MISMATCH']);
    const [candidate] = body['candidates'] as Record<string, unknown>[];
    expect(candidate).toMatchObject({
      hint: 'DAY_MONTH_SWAPPED',
      birth_date_parts: { day: 'different', month: 'different', year: 'equal' },
    });
    expect(candidate?.['attributes']).toContainEqual({
      ...{ attribute: 'birth_date', result: 'different', esia: '**.**.2012', roster: '**.**.2012' },
    });
    expect(body['steps']).toContainEqual(expect.stringContaining('внесите дату рождения'));
    const said = JSON.stringify(body);
    for (const secret of [person.name.last, person.name.first, person.snils, '2012-05-06', '05.06.2012']) {
      expect(said).not.toContain(secret);
    }
    const read = await desk.database.query(
      `SELECT 1 FROM audit_events WHERE action = 'link_review.read' AND subject_id = $1`,
      [review],
    );
    expect(read).toHaveLength(1);
  });

  it('EC-021: R3 is approved only after the roster’s date is mended, and then the school’s word is enough', async () => {
    const { person, account, review } = await aCase({ born: '2012-05-06' }, { born: '2012-06-05' });
    expect(code(await desk.approve(first, review, account))).toBe('DECISION_BIRTHDATE_NOT_MENDED');
    await desk.database.query(`UPDATE people SET birth_date = '2012-06-05' WHERE id = $1`, [person.id]);
    const approved = await desk.approve(first, review, account);
    expect([approved.status, approved.body]).toEqual([200, { result: 'linked' }]);
    expect(await desk.statesOf(account)).toEqual(['active']);
  });

  it('EC-022: where the roster has no date, a pupil’s link waits until it is entered', async () => {
    const person = await desk.roster.aPerson({ born: null, snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person, { born: '2012-05-06' });
    await desk.signIn(esia);
    const [link] = await desk.linksOf(account);
    expect(link?.state).toBe('pending_proof');
    const confirm = () => desk.ask(first, 'POST', `/links/${link?.id ?? ''}/confirm`, { basis: 'паспорт' });
    expect(code(await confirm())).toBe('DECISION_BIRTHDATE_NOT_MENDED');
    await desk.database.query(`UPDATE people SET birth_date = '2012-05-06' WHERE id = $1`, [person.id]);
    expect((await confirm()).body).toEqual({ state: 'active' });
    expect(await desk.statesOf(account)).toEqual(['active']);
  });

  it('EC-019, EC-039: each school sees its own candidates of R5 only, and chooses among them', async () => {
    const snils = aSnils();
    const elsewhere = await desk.roster.aSchool();
    const here = await desk.roster.aPerson({ snils, first: 'Пётр', born: '2012-05-06' });
    const there = await desk.roster.aPerson({ snils, first: 'Павел', born: '2012-05-07' });
    const account = await desk.roster.anAccount({ person: here });
    const foreign = await desk.roster.anAccount({ person: there, schools: [elsewhere] });
    const esia = await esiaOf(desk.database, here);
    await desk.signIn(esia);
    const [own] = await desk.database.query<{ id: string }>(
      `SELECT id FROM link_reviews WHERE esia_person_id = $1 AND school_id = $2`,
      [esia.id, desk.roster.schoolId],
    );
    const sheet = await desk.ask(first, 'GET', `/link-reviews/${own?.id ?? ''}`);
    const ids = (sheet.body['candidates'] as { account_id: string }[]).map((one) => one.account_id);
    expect([sheet.body['code'], ids]).toEqual(['SNILS_DUPLICATE', [account]]);
    expect(code(await desk.approve(first, own?.id ?? '', foreign))).toBe('REVIEW_ACCOUNT_FOREIGN');
    // The other Person has ESIA's number too; the chosen one has it as well, so nothing is taken over.
    expect((await desk.approve(first, own?.id ?? '', account)).body).toEqual({ result: 'linked' });
    expect(await desk.statesOf(account)).toEqual(['active']);
    expect(await desk.statesOf(foreign)).toEqual([]);
  });

  it('R6: a СНИЛС changes in the roster by two administrators, never by one, and the source is told', async () => {
    const number = aSnils();
    const { person, account, review, esia } = await aCase({}, { snils: number });
    expect((await desk.approve(first, review, account)).body).toEqual({ result: 'first_of_two' });
    const again = await desk.approve(first, review, account);
    expect([again.status, code(again)]).toEqual([403, 'SECOND_EYES_NEEDED']);
    expect(await desk.statesOf(account)).toEqual(['pending_review SNILS_MISMATCH']);
    expect((await desk.approve(second, review, account)).body).toEqual({ result: 'linked' });
    const [row] = await desk.database.query(`SELECT snils_hmac AS hmac FROM people WHERE id = $1`, [
      person.id,
    ]);
    expect(row).toEqual({ hmac: testVault.hmac(number) });
    const tasks = await desk.database.query(
      `SELECT code FROM roster_tasks WHERE person_id = $1 AND done_at IS NULL`,
      [person.id],
    );
    expect(tasks).toEqual([{ code: 'SNILS_WRITE_BACK' }]);
    // The next sign-in finds nothing to object to.
    expect((await desk.signIn(esia)).linked).toHaveLength(1);
    expect(await desk.statesOf(account)).toEqual(['active']);
  });

  it('a СНИЛС that stands at another Person is never given to a second one', async () => {
    const number = aSnils();
    const { account, review } = await aCase({}, { snils: number });
    await desk.roster.aRecord(
      await desk.roster.aPerson({ snils: number, first: 'Иной', born: '1990-01-01' }),
      'staff',
    );
    expect(code(await desk.approve(first, review, account))).toBe('DECISION_SNILS_OF_ANOTHER');
  });

  async function aMismatch() {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const other = testVault.store(aSnils());
    await desk.database.query(
      `UPDATE people SET snils_hmac = $2, snils_enc = $3, snils_last2 = $4 WHERE id = $1`,
      [person.id, other.hmac, other.enc, other.last2],
    );
    await desk.signIn(esia);
    expect(await desk.statesOf(account)).toEqual(['suspended data_mismatch']);
    return { account, esia, review: await desk.openCase(esia) };
  }

  it('EC-025: a link suspended for a number that was mended comes back by two administrators', async () => {
    const { account, esia, review } = await aMismatch();
    await desk.approve(first, review, account);
    await desk.approve(second, review, account);
    expect(await desk.statesOf(account)).toEqual(['active']);
    expect((await desk.signIn(esia)).linked).toHaveLength(1);
  });

  it('EC-025: a link suspended for a number ends as the wrong person’s when the school refuses', async () => {
    const { account, review } = await aMismatch();
    expect((await desk.reject(first, review)).body).toEqual({ result: 'rejected' });
    expect(await desk.statesOf(account)).toEqual(['revoked wrong_person']);
  });

  it('EC-089: a new СНИЛС of a known oid is accepted by two, and the links whose roster agrees come back with it', async () => {
    const renewed = aSnils();
    const person = await desk.roster.aPerson({ snils: aSnils(), born: '1980-05-06' });
    const [school, elsewhere] = [desk.roster.schoolId, await desk.roster.aSchool()];
    const account = await desk.roster.anAccount({ person, role: 'teacher', schools: [school] });
    const other = await desk.roster.anAccount({ person, role: 'representative', schools: [elsewhere] });
    const esia = await esiaOf(desk.database, person);
    await desk.signIn(esia);
    const saved = await desk.database.unitOfWork.run((tx) =>
      desk.application.app
        .get(EsiaPersons, { strict: false })
        .save(
          tx,
          esia.regionId,
          { ...esia, name: person.name, birthDate: esia.birthDate, snils: renewed, kids: [] },
          desk.clock.now(),
        ),
    );
    expect(saved.snilsChanged).toBe(true);
    await desk.signIn(esia, { snilsChanged: true });
    expect([await desk.statesOf(account), await desk.statesOf(other)]).toEqual([
      ['suspended data_mismatch'],
      ['suspended data_mismatch'],
    ]);
    const [own] = await desk.database.query<{ id: string }>(
      `SELECT id FROM link_reviews WHERE esia_person_id = $1 AND school_id = $2`,
      [esia.id, school],
    );
    const sheet = await desk.ask(first, 'GET', `/link-reviews/${own?.id ?? ''}`);
    expect(sheet.body).toMatchObject({ code: 'OID_SNILS_CHANGED', new_snils_last2: renewed.slice(-2) });
    await desk.approve(first, own?.id ?? '', account);
    expect((await desk.approve(second, own?.id ?? '', account)).body).toEqual({ result: 'linked' });
    expect(await desk.statesOf(account)).toEqual(['active']);
    // One Person: the roster took the number over, so the account at the other school agrees at once.
    expect(await desk.statesOf(other)).toEqual(['active']);
    expect((await desk.signIn(esia)).outcomes).toEqual([]);
    const [stored] = await desk.database.query(
      `SELECT snils_hmac AS hmac, new_snils_hmac AS new FROM esia_persons WHERE id = $1`,
      [esia.id],
    );
    expect(stored).toEqual({ hmac: testVault.hmac(renewed), new: null });
  });

  it('G3: an approved conflict ends the present owner as the wrong person, by two administrators, without a cool-down', async () => {
    const person = await desk.roster.aPerson({ snils: aSnils() });
    const account = await desk.roster.anAccount({ person });
    const stranger = await esiaOf(desk.database, person, { first: 'Другой' });
    await desk.database.query(
      `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       VALUES ($1, $2, $3, 'active', 'R9', $4, $4)`,
      [desk.roster.regionId, stranger.id, account, desk.clock.now()],
    );
    const esia = await esiaOf(desk.database, person);
    const { outcomes } = await desk.signIn(esia);
    expect(outcomes.map((one) => one.code)).toEqual(['LINK_CONFLICT']);
    const review = await desk.openCase(esia);
    await desk.approve(first, review, account);
    expect((await desk.approve(second, review, account)).body).toEqual({ result: 'linked' });
    expect(await desk.statesOf(account)).toEqual(['active', 'revoked wrong_person']);
  });

  it('EC-085: nobody decides about themselves, a child, a spouse, or a child’s other parent', async () => {
    const child = await desk.roster.aPerson({ first: 'Дочь', born: '2012-05-06', snils: aSnils() });
    const mother = await desk.roster.aPerson({ first: 'Анна', born: '1984-01-02' });
    const father = await desk.roster.aPerson({ first: 'Илья', born: '1983-01-02', snils: aSnils() });
    await desk.roster.anAccount({ person: mother, role: 'representative', child });
    const his = await desk.roster.anAccount({ person: father, role: 'representative', child });
    const account = await desk.roster.anAccount({ person: child });
    const relative = await desk.administratorWho(mother);
    const esia = await esiaOf(desk.database, child, { first: 'Дочка' });
    const husband = await esiaOf(desk.database, father, { first: 'Илия' });
    await desk.signIn(esia);
    await desk.signIn(husband);
    for (const [who, which] of [
      [esia, account],
      [husband, his],
    ] as const) {
      const review = await desk.openCase(who);
      const answers = [await desk.approve(relative, review, which), await desk.reject(relative, review)];
      expect(answers.map((one) => [one.status, code(one)])).toEqual([
        [403, 'CONFLICT_OF_INTEREST'],
        [403, 'CONFLICT_OF_INTEREST'],
      ]);
      expect(answers[0]?.body['detail']).toContain('другой администратор');
      const look = { field: 'birth_date', reason: 'compare_with_document' };
      const shown = await desk.ask(relative, 'POST', `/link-reviews/${review}/reveal`, look);
      expect([shown.status, code(shown)]).toEqual([403, 'CONFLICT_OF_INTEREST']);
      const coded = await desk.ask(relative, 'POST', '/link-codes', { account_ids: [which] });
      expect([coded.status, code(coded)]).toEqual([403, 'CONFLICT_OF_INTEREST']);
    }
    expect((await desk.approve(first, await desk.openCase(esia), account)).body).toEqual({
      result: 'linked',
    });
    const own = await esiaOf(desk.database, mother, { first: 'Анна', snils: aSnils() });
    await desk.signIn(own);
    const [link] = await desk.database.query<{ id: string }>(
      `SELECT id FROM links WHERE esia_person_id = $1`,
      [own.id],
    );
    const confirm = await desk.ask(relative, 'POST', `/links/${link?.id ?? ''}/confirm`, {
      basis: 'паспорт',
    });
    expect(code(confirm)).toBe('CONFLICT_OF_INTEREST');
  });

  it('EC-035: a pupil of sixteen who works at the school gets the account by the school’s decision with a document', async () => {
    const person = await desk.roster.aPerson({ born: '2010-03-04', snils: aSnils() });
    const account = await desk.roster.anAccount({ person, role: 'teacher' });
    const esia = await esiaOf(desk.database, person);
    expect((await desk.signIn(esia)).outcomes.map((one) => one.code)).toEqual(['MINOR_CANNOT_HOLD_ROLE']);
    await desk.database.query(
      `INSERT INTO link_reviews (region_id, esia_person_id, school_id, candidate_account_ids, code, rule, state, opened_at)
       VALUES ($1, $2, $3, ARRAY[$4]::uuid[], 'MINOR_CANNOT_HOLD_ROLE', 'R8', 'open', $5)`,
      [desk.roster.regionId, esia.id, desk.roster.schoolId, account, desk.clock.now()],
    );
    const review = await desk.openCase(esia);
    expect(code(await desk.approve(first, review, account))).toBe('DECISION_BASIS_NEEDED');
    const basis = 'приказ о приёме № 5 от 01.09.2026';
    expect((await desk.approve(first, review, account, { basis })).body).toEqual({ result: 'linked' });
    await desk.signIn(esia);
    expect(await desk.statesOf(account)).toEqual(['active']);
  });

  it('a rejected row ends as rejected, and signing in again asks the school nothing new', async () => {
    const { account, review, esia } = await aCase({}, { first: 'Иное' });
    expect((await desk.reject(first, review)).body).toEqual({ result: 'rejected' });
    expect(await desk.statesOf(account)).toEqual(['rejected school_refused']);
    await desk.signIn(esia);
    expect(await desk.statesOf(account)).toEqual(['rejected school_refused']);
    expect(code(await desk.reject(first, review))).toBe('REVIEW_DECIDED');
  });

  it('a decision names the case as it was seen: no If-Match 428, another one 412', async () => {
    const { account, review } = await aCase({}, { first: 'Иное' });
    const path = `/link-reviews/${review}/approve`;
    const body = { account_id: account, reason: 'сверено с паспортом' };
    expect((await desk.ask(first, 'POST', path, body)).status).toBe(428);
    for (const tag of ['"7"', 'W/"1"', '*']) {
      expect((await desk.ask(first, 'POST', path, body, { 'if-match': tag })).status).toBe(412);
    }
    expect((await desk.ask(first, 'POST', path, body, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('a value is shown whole for a reason only, is recorded, and the twenty-first of a day is an alert', async () => {
    const { person, account, review } = await aCase({}, { first: 'Иное' });
    const reader = await desk.administrator();
    const path = `/link-reviews/${review}/reveal`;
    const order = { field: 'snils', reason: 'compare_with_document', account_id: account };
    const { body } = await desk.ask(reader, 'POST', path, order);
    expect(String(body['value']).replace(/\D/g, '')).toBe(person.snils);
    expect((await desk.ask(reader, 'POST', path, { ...order, reason: 'просто так' })).status).toBe(400);
    for (let time = 0; time < 20; time += 1) {
      await desk.ask(reader, 'POST', path, { field: 'name', reason: 'person_asks' });
    }
    const [counts] = await desk.database.query(
      `SELECT count(*) FILTER (WHERE action = 'person.revealed')::int AS reveals,
              count(*) FILTER (WHERE action = 'alert.many_reveals')::int AS alerts
       FROM audit_events WHERE actor_id = $1`,
      [reader.esiaPersonId],
    );
    expect(counts).toEqual({ reveals: 21, alerts: 1 });
  });

  it('another school, a municipality, a principal and a homeroom teacher do not decide', async () => {
    const { account, review } = await aCase({}, { first: 'Иное' });
    const body = { account_id: account, reason: 'сверено с паспортом' };
    const decide = (who: TestAdministrator) =>
      desk.ask(who, 'POST', `/link-reviews/${review}/approve`, body, { 'if-match': '"1"' });
    const stranger = await desk.administrator('school_admin', { schoolId: await desk.roster.aSchool() });
    const place = { municipalityId: desk.roster.municipalityId };
    expect((await decide(stranger)).status).toBe(404);
    for (const who of [
      await desk.administrator('principal'),
      await desk.homeroom(),
      await desk.administrator('municipal_operator', place),
      await desk.administrator('ministry_analyst', {}),
    ]) {
      expect((await decide(who)).status).toBe(403);
    }
    expect(
      (await desk.ask(await desk.administrator('principal'), 'GET', `/link-reviews/${review}`)).status,
    ).toBe(200);
    const seen = await desk.ask(stranger, 'GET', '/link-reviews');
    expect(seen.body['items']).toEqual([]);
  });

  it('the list goes page by page, the oldest first, by state and code', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await desk.ask(
        first,
        'GET',
        `/link-reviews?limit=3&state=open&code=NAME_DISCREPANCY${query}`,
      );
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = body['next_cursor'] as string | null;
    }
    const rows = await desk.database.query<{ id: string }>(
      `SELECT id FROM link_reviews WHERE state = 'open' AND code = 'NAME_DISCREPANCY' ORDER BY opened_at, id`,
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(1);
  });

  it('the tag of a decision is that of the case afterwards', async () => {
    const { account, review } = await aCase({}, { snils: aSnils() });
    const noted = await desk.approve(first, review, account);
    const opened = await desk.ask(second, 'GET', `/link-reviews/${review}`);
    expect([noted.etag, tagOf(noted)]).toEqual([opened.etag, tagOf(opened)]);
    expect(opened.body).toMatchObject({ awaits_second: true, proposed_account_id: account });
  });
});
