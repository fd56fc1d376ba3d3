import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  birthdayOn,
  type CalendarDate,
  parseCalendarDate,
} from '../../../../src/kernel/calendar-date.js';
import { expectAccounts, mayLink } from '../../../../src/stand/region/expectation.js';
import {
  type EsiaLevel,
  type Human,
  type Marks,
  type Member,
} from '../../../../src/stand/region/household.js';
import { representativeRow, studentRow, toMember } from '../../../../src/stand/region/rows.js';
import { type School } from '../../../../src/stand/region/territory.js';

const day = (text: string): CalendarDate => parseCalendarDate(text)!;
const TODAY = day('2026-11-21');
const group = { sourceId: 'c', grade: 5, letter: 'А', campus: '', free: 0 };
const school = { sourceId: 's', classes: [group] } as unknown as School;

function aMember(
  kind: 'student' | 'representative',
  rows: readonly Partial<Marks>[],
  human: Partial<Human> = {},
): Member {
  const born = kind === 'student' ? day('2016-05-05') : day('1986-05-05');
  const base = {
    id: 'h',
    last: 'Орлов',
    first: 'Пётр',
    middle: null,
    maiden: null,
    gender: 'M',
    born,
  } as const;
  const member = toMember({ ...base, snils: '90000000000', citizenship: 'RUS', ...human });
  rows.forEach((marks, n) => {
    const account = { system: 'demo-journal', externalId: `u${n}`, role: kind, schoolIds: ['s'] } as const;
    const row =
      kind === 'student'
        ? studentRow(member.human, { school, group }, `r${n}`, account, TODAY)
        : representativeRow(member.human, school, `r${n}`, account);
    Object.assign(row.marks, marks);
    member.rows.push(row);
  });
  const level = kind === 'student' ? 'KD' : 'PR';
  member.esia = { oid: '1', login: 'u', password: 'p', level, parentalConsent: true };
  return member;
}

const answers = (member: Member, today = TODAY) => [...expectAccounts(member, today).values()];

describe('what is expected of one row', () => {
  it.each<[string, Partial<Marks>, string]>([
    ['R1: it agrees', {}, 'auto'],
    ['R2, EC-009: another surname', { name: 'differs' }, 'auto'],
    ['R3, EC-021: another birth date', { birth: 'wrong' }, 'code:BIRTHDATE_MISMATCH'],
    ['R3b, EC-022: no birth date', { birth: 'none' }, 'code:BIRTHDATE_MISSING_IN_ROSTER'],
    ['R2x: no birth date, another surname', { birth: 'none', name: 'differs' }, 'code:NAME_DISCREPANCY'],
    ['R4, EC-013: no СНИЛС', { snils: 'none' }, 'code:SNILS_MISSING_IN_ROSTER'],
    ['R6, EC-018: the СНИЛС of another', { snils: 'other' }, 'code:SNILS_MISMATCH'],
    ['R8: no СНИЛС, another birth date', { snils: 'none', birth: 'wrong' }, 'code:NOT_FOUND'],
  ])('%s', (_, marks, expected) => {
    expect(answers(aMember('representative', [marks]))).toEqual([expected]);
  });

  it('R7: no СНИЛС in ЕСИА', () => {
    expect(answers(aMember('student', [{}], { snils: null }))).toEqual(['code:SNILS_MISSING_IN_ESIA']);
  });

  it('EC-039: no СНИЛС and a namesake', () => {
    const member = aMember('student', [{ snils: 'none' }]);
    member.sideEffects.push('namesake');
    expect(answers(member)).toEqual(['code:AMBIGUOUS']);
  });

  it('EC-019: a brother’s row carries the СНИЛС', () => {
    const member = aMember('student', [{}]);
    member.sideEffects.push('snils_shared_by_sibling');
    expect(answers(member)).toEqual(['code:SNILS_DUPLICATE']);
  });

  it('G1: a child’s row carries the СНИЛС, and does not count', () => {
    const member = aMember('representative', [{}]);
    member.sideEffects.push('snils_shared_by_child');
    expect(answers(member)).toEqual(['auto']);
  });
});

describe('what is expected of two rows of one human', () => {
  it.each<[string, Partial<Marks>, string[]]>([
    ['both agree', {}, ['auto', 'auto']],
    ['one without СНИЛС waits for a confirmation', { snils: 'none' }, ['auto', 'code:EC-043']],
    [
      'one with another birth date is another Person',
      { birth: 'wrong' },
      ['code:SNILS_DUPLICATE', 'code:SNILS_DUPLICATE'],
    ],
  ])('%s', (_, second, expected) => {
    expect(answers(aMember('representative', [{}, second]))).toEqual(expected);
  });
});

describe('the right to a representative’s account (EC-050)', () => {
  const guardianOf = (mandates: readonly ('valid' | 'ended')[], second: Partial<Marks> = {}): Member => {
    const member = aMember('representative', [{}, second]);
    member.rows.forEach((row, n) => row.kind === 'representative' && (row.mandate = mandates[n]!));
    return member;
  };
  const rights = (member: Member) => member.rows.map((row) => mayLink(member, row));

  it('ends with the last tie', () => {
    const member = guardianOf(['ended', 'ended']);
    expect(answers(member)).toEqual(['code:EC-050', 'code:EC-050']);
    expect(rights(member)).toEqual([false, false]);
  });

  it('stands for all rows of a Person while one tie is in force', () => {
    const member = guardianOf(['ended', 'valid']);
    expect(answers(member)).toEqual(['auto', 'auto']);
    expect(rights(member)).toEqual([true, true]);
  });

  it('is each row’s own where СНИЛС does not join them', () => {
    const member = guardianOf(['ended', 'valid'], { snils: 'none' });
    expect(answers(member)).toEqual(['code:EC-050', 'code:EC-043']);
    expect(rights(member)).toEqual([false, true]);
  });
});

describe('the level of ЕСИА (AUTH-06)', () => {
  const fourteenth = birthdayOn(day('2016-05-05'), 14);
  it.each<[EsiaLevel, number, string]>([
    ['KD', -1, 'auto'],
    ['KD', 180, 'auto'],
    ['KD', 181, 'code:ESIA_NOT_VERIFIED'],
    ['PR', 181, 'auto'],
    ['P', -1, 'code:ESIA_NOT_VERIFIED'],
  ])('EC-027: %s of a pupil %d days after the 14th birthday', (level, days, expected) => {
    const member = aMember('student', [{}]);
    member.esia = { ...member.esia!, level };
    expect(answers(member, addDays(fourteenth, days))).toEqual([expected]);
  });

  it('EC-033: P of a parent', () => {
    const member = aMember('representative', [{}]);
    member.esia = { ...member.esia!, level: 'P' };
    expect(answers(member)).toEqual(['code:ESIA_NOT_VERIFIED']);
  });

  it('has no answer for who has no account in ЕСИА', () => {
    expect(answers({ ...aMember('student', [{}]), esia: null })).toEqual([]);
  });
});
