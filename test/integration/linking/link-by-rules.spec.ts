import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { esiaOf, anEsiaPerson } from '../../support/builders/esia.js';
import { aSnils } from '../../support/builders/snils.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { linkingStand, type LinkingStand, TODAY } from './linking-stand.js';

describe('first sign-in through ESIA', () => {
  let stand: LinkingStand;
  beforeAll(async () => {
    stand = await linkingStand();
  });
  afterAll(() => stand.database.drop());

  const codes = (result: { outcomes: readonly { code: string }[] }) =>
    result.outcomes.map(({ code }) => code);
  const accounts = (result: { linked: readonly { accountId: string }[] }) =>
    result.linked.map(({ accountId }) => accountId);
  const tasks = (accountId: string) =>
    stand.database.query(`SELECT code, facts, school_id FROM roster_tasks WHERE journal_account_id = $1`, [
      accountId,
    ]);

  it('R1: links the account of the one who has the number, the birth date and the name, with evidence but no values', async () => {
    const pupil = await stand.roster.aPerson({ last: 'Федоров', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const esia = await esiaOf(stand.database, pupil, { last: 'Фёдоров' });

    const result = await stand.signIn(esia);

    expect(accounts(result)).toEqual([account]);
    expect(result.outcomes).toEqual([]);
    expect(await stand.linksOf(account)).toEqual([
      { esia: esia.id, state: 'active', reason: null, rule: 'R1' },
    ]);
    const history = await stand.database.query(
      `SELECT h.from_state, h.to_state, h.event, h.reason, h.actor_kind, h.actor_id, h.trace_id,
              length(h.evidence_digest) AS digest, l.evidence
       FROM link_state_history h JOIN links l ON l.id = h.link_id WHERE l.journal_account_id = $1`,
      [account],
    );
    expect(history).toEqual([
      {
        from_state: null,
        to_state: 'active',
        event: 'matched',
        reason: 'R1',
        actor_kind: 'person',
        actor_id: esia.id,
        trace_id: 'trace-1',
        digest: 32,
        evidence: {
          rule: 'R1',
          equal: ['snils', 'birth_date', 'last_name', 'first_name', 'middle_name'],
          different: [],
          missing: [],
        },
      },
    ]);
    expect(await tasks(account)).toEqual([]);
    const audit = await stand.database.query(
      `SELECT action, reason, subject_kind, school_id FROM audit_events WHERE facts->>'accountId' = $1`,
      [account],
    );
    expect(audit).toEqual([
      { action: 'link.activated', reason: 'R1', subject_kind: 'link', school_id: stand.roster.schoolId },
    ]);
  });

  it('EC-009: R2 links in spite of another surname and gives the school a task', async () => {
    const pupil = await stand.roster.aPerson({ last: 'Смирнова', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const result = await stand.signIn(await esiaOf(stand.database, pupil, { last: 'Петрова' }));
    expect(accounts(result)).toEqual([account]);
    expect(await tasks(account)).toEqual([
      { code: 'NAME_DISCREPANCY', facts: { attributes: ['last_name'] }, school_id: stand.roster.schoolId },
    ]);
  });

  it('EC-005: a patronymic that only ESIA knows links by R1 and is a task for the school', async () => {
    const pupil = await stand.roster.aPerson({ middle: null, snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.signIn(await esiaOf(stand.database, pupil, { middle: 'Сергеевич' }));
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'active', rule: 'R1' }]);
    expect(await tasks(account)).toMatchObject([{ code: 'PATRONYMIC_MISSING' }]);
  });

  it('EC-004: «нет» for a patronymic is no patronymic and no task', async () => {
    const pupil = await stand.roster.aPerson({ middle: 'нет', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.signIn(await esiaOf(stand.database, pupil, { middle: null }));
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'active', rule: 'R1' }]);
    expect(await tasks(account)).toEqual([]);
  });

  it('R2x: the number and the birth date with another first name go to the school', async () => {
    const pupil = await stand.roster.aPerson({ first: 'Иван', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const result = await stand.signIn(await esiaOf(stand.database, pupil, { first: 'Олег' }));
    expect(codes(result)).toEqual(['NAME_DISCREPANCY']);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_review', rule: 'R2x' }]);
  });

  it('EC-021: a birth date with day and month swapped is never linked; the case tells the school of the swap', async () => {
    const pupil = await stand.roster.aPerson({ born: '2012-05-06', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const result = await stand.signIn(await esiaOf(stand.database, pupil, { born: '2012-06-05' }));
    expect(codes(result)).toEqual(['BIRTHDATE_MISMATCH']);
    expect(result.linked).toEqual([]);
    const reviews = await stand.database.query(
      `SELECT r.code, r.state, r.school_id, r.evidence->>'hint' AS hint, l.state AS link
       FROM link_reviews r JOIN links l ON l.id = r.link_id WHERE l.journal_account_id = $1`,
      [account],
    );
    expect(reviews).toEqual([
      {
        code: 'BIRTHDATE_MISMATCH',
        state: 'open',
        school_id: stand.roster.schoolId,
        hint: 'DAY_MONTH_SWAPPED',
        link: 'pending_review',
      },
    ]);
  });

  it('EC-022: without a birth date in the roster, number and name only propose', async () => {
    const pupil = await stand.roster.aPerson({ born: null, snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    const result = await stand.signIn(await esiaOf(stand.database, pupil));
    expect(codes(result)).toEqual(['BIRTHDATE_MISSING_IN_ROSTER']);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_proof', rule: 'R3b' }]);
  });

  it('EC-139: the father, a representative of the roster, gets nothing of his son’s row that has his number', async () => {
    const snils = aSnils();
    const name = { last: 'Орлов', first: 'Егор', middle: 'Ильич' };
    const son = await stand.roster.aPerson({ ...name, born: null, snils });
    const father = await stand.roster.aPerson({ ...name, born: '1980-02-03' });
    const sons = await stand.roster.anAccount({ person: son });
    const fathers = await stand.roster.anAccount({ person: father, role: 'representative', child: son });
    const result = await stand.signIn(await esiaOf(stand.database, father, { snils }));
    expect(codes(result)).toEqual(['SNILS_MISSING_IN_ROSTER']);
    expect(await stand.linksOf(sons)).toEqual([]);
    expect(await stand.linksOf(fathers)).toMatchObject([{ state: 'pending_proof', rule: 'R4' }]);
  });

  it('EC-139: otherwise the father is only proposed, and the pupil’s account stays closed to him', async () => {
    const son = await stand.roster.aPerson({ last: 'Зорин', born: null, snils: aSnils() });
    const account = await stand.roster.anAccount({ person: son });
    const result = await stand.signIn(await esiaOf(stand.database, son, { born: '1980-02-03' }));
    expect(result.linked).toEqual([]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_proof', rule: 'R3b' }]);
  });

  it('EC-019: one number at two people is linked to neither; each school sees its own candidates', async () => {
    const snils = aSnils();
    const other = await stand.roster.aSchool();
    const one = await stand.roster.aPerson({ first: 'Анна', snils });
    const two = await stand.roster.aPerson({ first: 'Вера', snils });
    const first = await stand.roster.anAccount({ person: one });
    const second = await stand.roster.anAccount({ person: two, schools: [other] });
    const esia = await esiaOf(stand.database, one);
    const result = await stand.signIn(esia);
    expect(codes(result)).toEqual(['SNILS_DUPLICATE']);
    const cases = await stand.database.query(
      `SELECT school_id, candidate_account_ids AS accounts, link_id FROM link_reviews WHERE esia_person_id = $1`,
      [esia.id],
    );
    expect(new Set(cases)).toEqual(
      new Set([
        { school_id: stand.roster.schoolId, accounts: [first], link_id: null },
        { school_id: other, accounts: [second], link_id: null },
      ]),
    );
    expect(await stand.linksOf(first)).toEqual([]);
  });

  it('EC-038: twins without numbers are only proposed, each by the first name', async () => {
    const [ivan, oleg] = [
      await stand.roster.aPerson({ last: 'Близнецов', first: 'Иван' }),
      await stand.roster.aPerson({ last: 'Близнецов', first: 'Олег' }),
    ];
    const [ivans, olegs] = [
      await stand.roster.anAccount({ person: ivan }),
      await stand.roster.anAccount({ person: oleg }),
    ];
    const result = await stand.signIn(await esiaOf(stand.database, ivan, { snils: aSnils() }));
    expect(codes(result)).toEqual(['SNILS_MISSING_IN_ROSTER']);
    expect(await stand.linksOf(ivans)).toMatchObject([{ state: 'pending_proof', rule: 'R4' }]);
    expect(await stand.linksOf(olegs)).toEqual([]);
  });

  it('EC-039: among namesakes with one birth date the number decides, without one the school', async () => {
    const name = { last: 'Тёзкин', first: 'Иван', middle: 'Иванович' };
    const one = await stand.roster.aPerson({ ...name, snils: aSnils() });
    const two = await stand.roster.aPerson({ ...name });
    const account = await stand.roster.anAccount({ person: one });
    await stand.roster.anAccount({ person: two });
    expect(accounts(await stand.signIn(await esiaOf(stand.database, one)))).toEqual([account]);
    expect(codes(await stand.signIn(await esiaOf(stand.database, two, { snils: aSnils() })))).toEqual([
      'AMBIGUOUS',
    ]);
  });

  it('EC-040: a parent whose number stands in the child’s row is refused the pupil’s account, and told why', async () => {
    const child = await stand.roster.aPerson({ last: 'Родин', born: '2014-03-03', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: child });
    const esia = await esiaOf(stand.database, child, { first: 'Сергей', born: '1985-07-07' });
    const result = await stand.signIn(esia);
    expect(codes(result)).toEqual(['WRONG_PERSON_PARENT_AS_STUDENT']);
    expect(await stand.linksOf(account)).toEqual([]);
    const audit = await stand.database.query(
      `SELECT reason FROM audit_events WHERE action = 'link.refused' AND subject_id = $1`,
      [esia.id],
    );
    expect(audit).toEqual([{ reason: 'WRONG_PERSON_PARENT_AS_STUDENT' }]);
  });

  it('EC-018: the parent’s number in the child’s row too does not keep the parent from their own account', async () => {
    const snils = aSnils();
    const parent = await stand.roster.aPerson({ last: 'Мамина', first: 'Ольга', born: '1984-04-04', snils });
    const child = await stand.roster.aPerson({ last: 'Мамина', first: 'Яна', born: '2013-03-03', snils });
    const own = await stand.roster.anAccount({ person: parent, role: 'representative', child });
    const childs = await stand.roster.anAccount({ person: child });
    expect(accounts(await stand.signIn(await esiaOf(stand.database, parent)))).toEqual([own]);
    expect(await stand.linksOf(childs)).toEqual([]);
  });

  it('EC-041: a parent without a row of their own is not guessed from the child’s account', async () => {
    const child = await stand.roster.aPerson({ last: 'Одинцов', first: 'Яков', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: child });
    const parent = await anEsiaPerson(stand.database, stand.roster.regionId, {
      last: 'Одинцов',
      born: '1980-01-01',
      snils: aSnils(),
    });
    expect(codes(await stand.signIn(parent))).toEqual(['NOT_FOUND']);
    expect(await stand.linksOf(account)).toEqual([]);
  });

  it('EC-042: a pupil who is linked already does not get the account of another pupil', async () => {
    const snils = aSnils();
    const sister = await stand.roster.aPerson({ last: 'Сестрова', first: 'Ия', snils });
    const own = await stand.roster.anAccount({ person: sister });
    const esia = await esiaOf(stand.database, sister);
    await stand.signIn(esia);
    // Her number is typed into another pupil's row of the same birth date and name, and taken out of her own.
    await stand.database.query(
      `UPDATE people SET snils_state = 'invalid', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL, snils_last2 = NULL
       WHERE id = $1`,
      [sister.id],
    );
    const other = await stand.roster.aPerson({ last: 'Сестрова', first: 'Ия', snils });
    const others = await stand.roster.anAccount({ person: other });
    const result = await stand.signIn(esia);
    expect(codes(result)).toEqual(['SIBLING_ACCOUNT']);
    expect(accounts(result)).toEqual([own]);
    expect(await stand.linksOf(others)).toEqual([]);
  });

  it('EC-043, EC-044: a parent is linked to every account, whatever the school and the journal', async () => {
    const parent = await stand.roster.aPerson({ born: '1983-03-03', snils: aSnils() });
    const journal = await stand.roster.aJournalSystem();
    const school = await stand.roster.aSchool();
    const first = await stand.roster.anAccount({ person: parent, role: 'representative' });
    const second = await stand.roster.anAccount({
      person: parent,
      role: 'representative',
      schools: [school],
      journalSystem: journal,
    });
    const esia = await esiaOf(stand.database, parent);
    const result = await stand.signIn(esia);
    expect(new Set(accounts(result))).toEqual(new Set([first, second]));
    const inOne = await stand.database.unitOfWork.run((tx) => stand.liveLinks.of(tx, esia.id, journal));
    expect(inOne.map(({ accountId }) => accountId)).toEqual([second]);
  });

  it('EC-045: people of another region are not found', async () => {
    const elsewhere = await RosterBuilder.begin(stand.database);
    const pupil = await elsewhere.aPerson({ last: 'Дальний', snils: aSnils() });
    const account = await elsewhere.anAccount({ person: pupil });
    const { name, born, snils } = pupil;
    const esia = await anEsiaPerson(stand.database, stand.roster.regionId, { ...name, born: born!, snils });
    expect(codes(await stand.signIn(esia))).toEqual(['NOT_FOUND']);
    expect(await stand.linksOf(account)).toEqual([]);
  });

  it('EC-081: a teacher who is a parent too is one person and gets both accounts with their roles', async () => {
    const teacher = await stand.roster.aPerson({ born: '1979-09-09', snils: aSnils() });
    await stand.roster.anAccount({ person: teacher, role: 'teacher' });
    await stand.roster.anAccount({ person: teacher, role: 'representative' });
    const result = await stand.signIn(await esiaOf(stand.database, teacher));
    expect(result.linked.map(({ role }) => role)).toEqual(['representative', 'teacher']);
  });

  it('EC-105: a minor cannot hold an account of a representative or of staff', async () => {
    const person = await stand.roster.aPerson({ born: '2010-10-10', snils: aSnils() });
    const account = await stand.roster.anAccount({ person, role: 'teacher' });
    expect(codes(await stand.signIn(await esiaOf(stand.database, person)))).toEqual([
      'MINOR_CANNOT_HOLD_ROLE',
    ]);
    expect(await stand.linksOf(account)).toEqual([]);
  });

  it('EC-033: an account of ESIA that is not confirmed gives no link and learns nothing', async () => {
    const parent = await stand.roster.aPerson({ born: '1982-02-02', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: parent, role: 'representative' });
    const result = await stand.signIn(await esiaOf(stand.database, parent, { level: 'P' }));
    expect(codes(result)).toEqual(['ESIA_NOT_VERIFIED']);
    expect(await stand.linksOf(account)).toEqual([]);
  });

  it('EC-032: a child’s account of ESIA serves a pupil under 14, and no longer at 16', async () => {
    const [young, grown] = [
      await stand.roster.aPerson({ born: '2014-01-01', snils: aSnils() }),
      await stand.roster.aPerson({ born: '2010-01-01', snils: aSnils() }),
    ];
    const account = await stand.roster.anAccount({ person: young });
    const late = await stand.roster.anAccount({ person: grown });
    expect(accounts(await stand.signIn(await esiaOf(stand.database, young, { level: 'KD' })))).toEqual([
      account,
    ]);
    expect(codes(await stand.signIn(await esiaOf(stand.database, grown, { level: 'KD' })))).toEqual([
      'ESIA_NOT_VERIFIED',
    ]);
    expect(await stand.linksOf(late)).toEqual([]);
  });

  it('EC-091: without a number in ESIA, name and birth date only propose', async () => {
    const pupil = await stand.roster.aPerson({ last: 'Безномеров', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    expect(codes(await stand.signIn(await esiaOf(stand.database, pupil, { snils: null })))).toEqual([
      'SNILS_MISSING_IN_ESIA',
    ]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_proof', rule: 'R7' }]);
  });

  it('R6: name and birth date with another number go to the school', async () => {
    const pupil = await stand.roster.aPerson({ last: 'Иномеров', snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    expect(codes(await stand.signIn(await esiaOf(stand.database, pupil, { snils: aSnils() })))).toEqual([
      'SNILS_MISMATCH',
    ]);
    expect(await stand.linksOf(account)).toMatchObject([{ state: 'pending_review', rule: 'R6' }]);
  });

  it('closed accounts, and accounts without a right behind them, do not appear', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    await stand.roster.anAccount({ person: pupil, closed: true });
    await stand.roster.anAccount({ person: pupil, schools: [await stand.roster.aSchool()], hasRight: false });
    const result = await stand.signIn(await esiaOf(stand.database, pupil));
    expect(result.linked).toEqual([]);
    expect(codes(result)).toEqual(['NOT_FOUND']);
  });

  it('an enrolment that ends today gives no account any more', async () => {
    const pupil = await stand.roster.aPerson({ snils: aSnils() });
    const account = await stand.roster.anAccount({ person: pupil });
    await stand.database.query(`UPDATE enrollments SET valid_to = $2 WHERE person_id = $1`, [
      pupil.id,
      TODAY,
    ]);
    expect(codes(await stand.signIn(await esiaOf(stand.database, pupil)))).toEqual(['NOT_FOUND']);
    expect(await stand.linksOf(account)).toEqual([]);
  });

  it('shows whose account it is: name, school and class', async () => {
    const pupil = await stand.roster.aPerson({ last: 'Карточкин', snils: aSnils() });
    const school = await stand.roster.aSchool('Гимназия № 1');
    const account = await stand.roster.anAccount({ person: pupil, schools: [school], externalId: 'card-1' });
    const classId = await stand.roster.aClass(school, 5, 'А');
    await stand.database.query(`UPDATE enrollments SET class_group_id = $2 WHERE person_id = $1`, [
      pupil.id,
      classId,
    ]);
    const { linked } = await stand.signIn(await esiaOf(stand.database, pupil));
    expect(linked).toMatchObject([
      {
        accountId: account,
        externalId: 'card-1',
        role: 'student',
        schoolNames: ['Гимназия № 1'],
        classLabel: '5А',
        personName: 'Карточкин Пётр Сергеевич',
        access: 'full',
      },
    ]);
  });
});
