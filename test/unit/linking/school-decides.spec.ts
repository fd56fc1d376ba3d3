import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Surroundings } from '../../../src/linking/domain/account-verdict.js';
import type { AccountRole, LinkFacts, Subject } from '../../../src/linking/domain/facts.js';
import type { LinkState } from '../../../src/linking/domain/link-state.js';
import {
  needsTwo,
  nextReviewState,
  type ReviewEvent,
  reviewMoves,
  type ReviewState,
} from '../../../src/linking/domain/review-state.js';
import { reviewText } from '../../../src/linking/domain/review-texts.js';
import { levelAbove, timerOf } from '../../../src/linking/domain/review-timer.js';
import { judgeForSchool } from '../../../src/linking/domain/school-verdict.js';
import { markLetters, sideBySide } from '../../../src/linking/domain/side-by-side.js';
import { aCandidate, aSubject, human, type HumanOverrides, id } from './subjects.js';

const [ME, OLD_SELF, STRANGER] = [id(500), id(501), id(502)];
const NOW = new Date('2026-11-23T08:00:00Z');
const ROLES: readonly AccountRole[] = ['student', 'representative', 'teacher', 'homeroom', 'school_admin'];

describe('a case (e.1.1)', () => {
  const states = Object.keys(reviewMoves) as ReviewState[];
  const events: readonly ReviewEvent[] = ['approve', 'roster_mended', 'reject', 'withdrawn', 'moot'];

  it('once decided never changes, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (happens) => {
        let state: ReviewState = 'open';
        let decided: ReviewState | null = null;
        for (const event of happens) {
          state = nextReviewState(state, event) ?? state;
          decided ??= state === 'open' ? null : state;
          expect(decided === null || state === decided).toBe(true);
        }
      }),
    );
  });

  it('reaches linked, rejected and expired from open, and from there nothing', () => {
    expect([...new Set(Object.values(reviewMoves.open))].sort()).toEqual(['expired', 'linked', 'rejected']);
    expect(states.filter((state) => Object.keys(reviewMoves[state]).length > 0)).toEqual(['open']);
  });

  it('wants two administrators where a СНИЛС or an owner changes', () => {
    for (const code of ['SNILS_MISMATCH', 'OID_SNILS_CHANGED', 'LINK_CONFLICT']) {
      expect(needsTwo(code, { snils: 'equal' })).toBe(true);
    }
    expect(needsTwo('NAME_DISCREPANCY', { snils: 'different' })).toBe(true);
    expect(needsTwo('NAME_DISCREPANCY', { snils: 'equal' })).toBe(false);
    expect(needsTwo('DATA_INSUFFICIENT', { snils: 'missing' })).toBe(false);
  });

  it('tells every code why it is here and at least two steps, in Russian', () => {
    for (const code of [
      'BIRTHDATE_MISMATCH',
      'SIBLING_ACCOUNT',
      'NOT_FOUND',
      'WRONG_CHILD',
      'LINK_CONFLICT',
    ]) {
      const { why, steps } = reviewText(code);
      expect(why).toMatch(/[а-яё]/i);
      expect(steps.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('goes up to the municipality that founded the school, else to the ministry, and no further', () => {
    expect([levelAbove('school', 'municipal'), levelAbove('school', 'other')]).toEqual([
      'municipality',
      'ministry',
    ]);
    expect([levelAbove('municipality', 'municipal'), levelAbove('ministry', 'municipal')]).toEqual([
      'ministry',
      'ministry',
    ]);
  });

  it('counts the days to the reminder and to the next level', () => {
    const day = (text: string) => text as CalendarDate;
    const openedOn = day('2026-11-01');
    expect(timerOf({ openedOn, level: 'school', levelSince: null }, day('2026-11-05'))).toEqual({
      ...{ openForDays: 4, daysToReminder: 6, daysToNextLevel: 26 },
    });
    expect(
      timerOf({ openedOn, level: 'municipality', levelSince: day('2026-12-01') }, day('2026-12-02')),
    ).toEqual({
      ...{ openForDays: 31, daysToReminder: -21, daysToNextLevel: 29 },
    });
    expect(
      timerOf({ openedOn, level: 'ministry', levelSince: openedOn }, openedOn).daysToNextLevel,
    ).toBeNull();
  });
});

describe('a school’s word under the guards', () => {
  const account = (role: AccountRole) => ({ id: id(100), role, personId: id(1), schoolIds: [id(900)] });
  const aLink = (
    owner: LinkFacts['esiaPersonId'],
    state: LinkState,
    reason: string | null = null,
  ): LinkFacts => ({
    ...{ id: id(700), esiaPersonId: owner, accountId: id(100), state, reason, rule: 'R1', until: null },
    changedAt: new Date(NOW.getTime() - 3_600_000),
  });

  function judge(
    role: AccountRole,
    given: {
      readonly person?: HumanOverrides;
      readonly subject?: HumanOverrides & { held?: Subject['held'] };
      readonly around?: Partial<Surroundings>;
      readonly code?: string;
      readonly basis?: string;
    } = {},
  ) {
    const born = role === 'student' ? '2012-05-06' : '1982-05-06';
    const kind = { isPupil: role === 'student', isStaff: role !== 'student' };
    const person = aCandidate(1, { born, ...kind, ...given.person });
    const around = {
      ...{ esiaPersonId: ME, people: [person], links: [], otherSelves: new Set([OLD_SELF]) },
      ...{ acceptedRoles: new Set(ROLES), reviews: [], now: NOW },
      ...given.around,
      subject: aSubject({ born, ...given.subject }),
    } as Surroundings;
    const word = { code: given.code ?? 'DATA_INSUFFICIENT', basis: given.basis ?? null };
    return judgeForSchool(person, account(role), around, word);
  }

  it.each(ROLES)('opens the account of a %s when no guard speaks', (role) => {
    expect(judge(role, { person: { first: 'Иное' } })).toEqual({ kind: 'link', adoptsNumber: false });
  });

  it('EC-021: never opens an account whose birth date differs', () => {
    for (const role of ROLES) {
      const other = role === 'student' ? '2012-06-05' : '1982-06-05';
      expect(judge(role, { subject: { born: other } })).toMatchObject({ code: 'BIRTHDATE_NOT_MENDED' });
    }
  });

  it('EC-022: never opens a diary without a birth date; an adult’s account may do without', () => {
    expect(judge('student', { person: { born: null } })).toMatchObject({ code: 'BIRTHDATE_NOT_MENDED' });
    expect(judge('teacher', { person: { born: null } })).toMatchObject({ kind: 'link' });
    expect(judge('teacher', { person: { born: null }, code: 'BIRTHDATE_MISMATCH' })).toMatchObject({
      code: 'BIRTHDATE_NOT_MENDED',
    });
  });

  it('EC-035: opens a grown-up’s account to a minor from sixteen with a document only, and only in that case', () => {
    const subject = { born: '2010-03-04' };
    const person = { born: '2010-03-04' };
    const code = 'MINOR_CANNOT_HOLD_ROLE';
    expect(judge('teacher', { subject, person, code, basis: 'приказ № 1' })).toMatchObject({ kind: 'link' });
    expect(judge('teacher', { subject, person, code })).toMatchObject({ code: 'BASIS_NEEDED' });
    expect(judge('teacher', { subject, person, basis: 'приказ № 1' })).toMatchObject({ code });
    const young = { born: '2011-03-04' };
    expect(judge('teacher', { subject: young, person: young, code, basis: 'приказ № 1' })).toMatchObject({
      code,
    });
  });

  it('G4, AUTH-06: never opens another pupil’s diary, nor a role to a level that is too low', () => {
    const held = [{ role: 'student' as const, personId: id(2) }];
    expect(judge('student', { subject: { held } })).toMatchObject({ code: 'SIBLING_ACCOUNT' });
    expect(judge('teacher', { around: { acceptedRoles: new Set() } })).toMatchObject({
      code: 'ESIA_NOT_VERIFIED',
    });
  });

  it('G3: takes an account from its owner in a case about that only', () => {
    const links = [aLink(STRANGER, 'active')];
    expect(judge('student', { around: { links } })).toMatchObject({ code: 'LINK_CONFLICT' });
    expect(judge('representative', { around: { links } })).toMatchObject({ code: 'SHARED_ACCOUNT' });
    expect(judge('student', { around: { links }, code: 'LINK_CONFLICT' })).toMatchObject({ kind: 'replace' });
    expect(judge('student', { around: { links: [aLink(OLD_SELF, 'active')] } })).toMatchObject({
      kind: 'take_over',
    });
  });

  it('EC-130: the cool-down holds for a school too, except after a wrong person', () => {
    const after = (reason: string) =>
      judge('student', { around: { links: [aLink(STRANGER, 'revoked', reason)] } });
    expect(after('school_error')).toMatchObject({ code: 'LINK_COOLDOWN' });
    expect(after('wrong_person')).toMatchObject({ kind: 'link' });
  });

  it('takes over ESIA’s СНИЛС unless it stands at another Person', () => {
    expect(judge('student', { person: { snils: 7 } })).toEqual({ kind: 'link', adoptsNumber: true });
    const people = [
      aCandidate(1, { snils: 7 }),
      aCandidate(2, { first: 'Иной', snils: 1, born: '1990-01-01' }),
    ];
    expect(judge('student', { person: { snils: 7 }, around: { people } })).toMatchObject({
      code: 'SNILS_OF_ANOTHER',
    });
  });

  it('law: whatever is said, a pupil’s diary opens to an equal birth date and a free account only', () => {
    const text = fc.option(fc.constantFrom('SNILS_MISMATCH', 'NAME_DISCREPANCY', 'MINOR_CANNOT_HOLD_ROLE'));
    const born = fc.constantFrom('2012-05-06', '2012-06-05', '1980-01-01', null);
    const holder = fc.constantFrom(null, 'active', 'suspended');
    fc.assert(
      fc.property(text, born, holder, fc.boolean(), (code, date, state, basis) => {
        const links = state === null ? [] : [aLink(STRANGER, state)];
        const verdict = judge('student', {
          ...{ person: { born: date }, around: { links } },
          ...(code === null ? {} : { code }),
          ...(basis ? { basis: 'документ' } : {}),
        });
        expect(verdict.kind === 'refuse' || (date === '2012-05-06' && state === null)).toBe(true);
      }),
    );
  });
});

describe('ESIA and roster side by side', () => {
  const compared = (overrides: HumanOverrides = {}, last2: string | null = '95') => {
    const { last = 'Иванов', first = 'Пётр', middle = 'Сергеевич' } = overrides;
    return { ...human(overrides), name: { last, first, middle }, snilsLast2: last2 };
  };

  it('marks which letters differ and shows the first one only', () => {
    expect(markLetters('иванова', 'иванов')).toEqual(['И•••••×', 'И•••••']);
    expect(markLetters('петр', 'павел')).toEqual(['П•××', 'П××•×']);
    expect(markLetters('иванова-петрова', 'иванова')).toEqual(['И••••••-×××××××', 'И••••••']);
    expect(markLetters(null, 'олегович')).toEqual([null, 'О×××××××']);
  });

  it('EC-021: shows the parts of the dates that differ and the hint of swapped day and month', () => {
    const { birthDateParts, hint } = sideBySide(
      compared({ born: '2012-05-06' }),
      compared({ born: '2012-06-05' }),
    );
    expect([birthDateParts, hint]).toEqual([
      { day: 'different', month: 'different', year: 'equal' },
      'DAY_MONTH_SWAPPED',
    ]);
  });

  it('says what is missing as missing, on whichever side', () => {
    const { attributes } = sideBySide(compared(), compared({ born: null, snils: null }, null));
    expect(attributes.filter(({ result }) => result === 'missing')).toEqual([
      { attribute: 'birth_date', result: 'missing', esia: '**.**.2012', roster: null },
      { attribute: 'snils', result: 'missing', esia: '***-***-*** 95', roster: null },
    ]);
  });

  it('law: no mark tells a letter but the first', () => {
    const word = fc.stringMatching(/^[а-я]{2,12}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        for (const mark of markLetters(a, b)) expect(mark).toMatch(/^[А-Я][•×]*$/);
      }),
    );
  });
});
