import { describe, expect, it } from '@jest/globals';
import { match } from '../../../src/linking/domain/match.js';
import { aCandidate, aSubject, type HumanOverrides, id } from './subjects.js';

/** [what the case is, what ESIA says, what the roster says, rule, kind or code] */
type Case = readonly [string, HumanOverrides, HumanOverrides, string, string];

const single: readonly Case[] = [
  ['EC-001: ё is е', { last: 'Фёдоров' }, { last: 'Федоров' }, 'R1', 'certain'],
  ['EC-002: dashes are alike', { last: 'Иванова – Петрова' }, { last: 'Иванова-Петрова' }, 'R1', 'certain'],
  [
    'EC-003: the order of a double surname is part of it',
    { last: 'Петрова-Иванова' },
    { last: 'Иванова-Петрова' },
    'R2',
    'certain',
  ],
  ['EC-003: half of a double surname', { last: 'Иванова' }, { last: 'Иванова-Петрова' }, 'R2', 'certain'],
  [
    'EC-003: the same without a number',
    { last: 'Иванова', snils: 2 },
    { last: 'Иванова-Петрова', snils: null },
    'R8',
    'NOT_FOUND',
  ],
  ['EC-004: a placeholder is no patronymic', { middle: null }, { middle: 'нет' }, 'R1', 'certain'],
  ['EC-005: a patronymic on one side', { middle: null }, { middle: 'Сергеевич' }, 'R1', 'certain'],
  ['EC-006: оглы and углы are one', { middle: 'Вагиф оглы' }, { middle: 'Вагиф углы' }, 'R1', 'certain'],
  [
    'EC-006: another form is a discrepancy, no reject',
    { middle: 'Вагифович' },
    { middle: 'Вагиф оглы' },
    'R2',
    'certain',
  ],
  ['EC-007: Latin look-alikes', { first: 'Aнна' }, { first: 'Анна' }, 'R1', 'certain'],
  [
    'EC-008: a name wholly in Latin',
    { last: 'Smith', first: 'John' },
    { last: 'Смит', first: 'Джон' },
    'R2x',
    'NAME_DISCREPANCY',
  ],
  ['EC-009: another surname', { last: 'Петрова' }, { last: 'Смирнова' }, 'R2', 'certain'],
  ['EC-010: apostrophes', { last: 'Д’Артаньян' }, { last: "Д'Артаньян" }, 'R1', 'certain'],
  ['EC-011: spaces of Excel', { last: 'Иванов' }, { last: ' Иванов\u00a0 ' }, 'R1', 'certain'],
  ['EC-013: an invalid number is missing', {}, { snils: null }, 'R4', 'SNILS_MISSING_IN_ROSTER'],
  [
    'EC-021: day and month swapped',
    { born: '2012-06-05' },
    { born: '2012-05-06' },
    'R3',
    'BIRTHDATE_MISMATCH',
  ],
  ['EC-022: no birth date in the roster', {}, { born: null }, 'R3b', 'BIRTHDATE_MISSING_IN_ROSTER'],
  ['EC-061: new documents, the number stays', { last: 'Новая' }, { last: 'Старая' }, 'R2', 'certain'],
  ['EC-087: a typo in the patronymic', { middle: 'Сергеевич' }, { middle: 'Сергевич' }, 'R2', 'certain'],
  ['EC-091: no number in ESIA', { snils: null }, {}, 'R7', 'SNILS_MISSING_IN_ESIA'],
  ['R2x: another first name', { first: 'Олег' }, { first: 'Иван' }, 'R2x', 'NAME_DISCREPANCY'],
  ['R2x: no birth date and another name', { last: 'Другой' }, { born: null }, 'R2x', 'NAME_DISCREPANCY'],
  [
    'R3: another birth date, whatever the name',
    { born: '2012-05-07', first: 'Олег' },
    {},
    'R3',
    'BIRTHDATE_MISMATCH',
  ],
  [
    'R4: no number in the roster and a patronymic on one side',
    { middle: null },
    { snils: null },
    'R4',
    'SNILS_MISSING_IN_ROSTER',
  ],
  ['R6: another number', { snils: 2 }, { snils: 3 }, 'R6', 'SNILS_MISMATCH'],
  ['R8: only the name is equal', { snils: 2, born: '2012-01-01' }, { snils: null }, 'R8', 'NOT_FOUND'],
  [
    'R8: the name is equal, the birth date missing',
    { snils: 2 },
    { snils: null, born: null },
    'R8',
    'NOT_FOUND',
  ],
];

const answer = (decision: ReturnType<typeof match>) =>
  ['rule' in decision ? decision.rule : 'guard', 'code' in decision ? decision.code : decision.kind] as const;

describe('one Person in the roster', () => {
  it.each(single)('%s', (_name, esia, roster, rule, said) => {
    expect(answer(match(aSubject(esia), [aCandidate(1, roster)]))).toEqual([rule, said]);
  });

  it('EC-021: the hint tells the school of the swap', () => {
    const decision = match(aSubject({ born: '2012-06-05' }), [aCandidate(1)]);
    expect(decision).toMatchObject({ evidence: { different: ['birth_date'], hint: 'DAY_MONTH_SWAPPED' } });
  });
});

describe('several Persons', () => {
  it('EC-019: one number at two Persons is a case, not a choice', () => {
    const people = [aCandidate(1, { first: 'Анна' }), aCandidate(2, { first: 'Вера' })];
    expect(answer(match(aSubject({ first: 'Анна' }), people))).toEqual(['R5', 'SNILS_DUPLICATE']);
  });

  it('EC-038: twins with numbers are told apart by them', () => {
    const people = [aCandidate(1, { first: 'Иван', snils: 1 }), aCandidate(2, { first: 'Олег', snils: 2 })];
    expect(match(aSubject({ first: 'Олег', snils: 2 }), people)).toMatchObject({
      rule: 'R1',
      person: { id: id(2) },
    });
  });

  it('EC-039: R1 beats a namesake without a number', () => {
    const people = [aCandidate(1), aCandidate(2, { snils: null })];
    expect(match(aSubject(), people)).toMatchObject({ rule: 'R1', person: { id: id(1) } });
  });

  it('EC-039: namesakes without numbers are a case', () => {
    const people = [aCandidate(1, { snils: null }), aCandidate(2, { snils: null })];
    expect(answer(match(aSubject(), people))).toEqual(['R5', 'AMBIGUOUS']);
  });

  it('R5 counts the one who has the number without R1 or R2 beside a namesake', () => {
    const people = [aCandidate(1, { born: '2012-05-07' }), aCandidate(2, { snils: null })];
    expect(answer(match(aSubject(), people))).toEqual(['R5', 'AMBIGUOUS']);
  });

  it('EC-018: the child whose row has the parent’s number does not count beside the parent', () => {
    const parent = aCandidate(1, { born: '1984-04-04', isRepresentative: true });
    const child = aCandidate(2, { first: 'Яна', born: '2013-03-03' });
    expect(match(aSubject({ born: '1984-04-04' }), [parent, child])).toMatchObject({
      rule: 'R1',
      person: { id: id(1) },
    });
  });
});

describe('G1 and G2', () => {
  it('EC-040: an adult at a minor’s account is refused', () => {
    expect(match(aSubject({ born: '1984-04-04' }), [aCandidate(1)])).toMatchObject({
      kind: 'excluded',
      code: 'WRONG_PERSON_PARENT_AS_STUDENT',
    });
  });

  it('EC-021: a minor with another birth date is a case, not a refusal', () => {
    expect(match(aSubject({ born: '2012-06-05' }), [aCandidate(1)])).toMatchObject({ kind: 'doubtful' });
  });

  it('EC-036: an adult pupil with a wrong date in the roster is a case', () => {
    const decision = match(aSubject({ born: '2006-01-02' }), [aCandidate(1, { born: '2006-02-01' })]);
    expect(decision).toMatchObject({ rule: 'R3' });
  });

  it('EC-139: a representative of the roster is refused a pupil’s row without a birth date', () => {
    const son = aCandidate(1, { born: null });
    const father = aCandidate(2, { born: '1980-02-03', snils: null, isRepresentative: true });
    const decision = match(aSubject({ born: '1980-02-03' }), [son, father]);
    expect(decision).toMatchObject({ rule: 'R4', person: { id: id(2) } });
  });

  it('EC-139: whoever holds a representative’s account is one of the roster too', () => {
    const held = [{ role: 'representative' as const, personId: id(9) }];
    expect(match(aSubject({ born: '1980-02-03', held }), [aCandidate(1, { born: null })])).toMatchObject({
      kind: 'excluded',
      code: 'WRONG_PERSON_PARENT_AS_STUDENT',
    });
  });

  it('EC-139: without a row of the father nothing is more than proposed', () => {
    expect(match(aSubject({ born: '1980-02-03' }), [aCandidate(1, { born: null })])).toMatchObject({
      rule: 'R3b',
    });
  });

  it('a namesake with another number does not make the subject a representative', () => {
    const stranger = aCandidate(2, { born: '2012-06-05', snils: 7, isRepresentative: true });
    expect(match(aSubject({ born: '2012-06-05' }), [aCandidate(1), stranger])).toMatchObject({
      kind: 'doubtful',
    });
  });

  it('EC-105: a minor is refused every account of an adult, and excluded where there is nothing else', () => {
    expect(match(aSubject(), [aCandidate(1, { isStaff: true })])).toMatchObject({
      kind: 'excluded',
      code: 'MINOR_CANNOT_HOLD_ROLE',
    });
  });

  it('G2 ends on the eighteenth birthday, not before', () => {
    const staff = (born: string) => match(aSubject({ born }), [aCandidate(1, { born, isStaff: true })]).kind;
    expect([staff('2008-11-24'), staff('2008-11-23')]).toEqual(['excluded', 'certain']);
  });

  it('a pupil who works at school keeps the pupil’s account', () => {
    const decision = match(aSubject(), [aCandidate(1, { isPupil: true, isStaff: true })]);
    expect(decision).toMatchObject({ rule: 'R1' });
  });
});
