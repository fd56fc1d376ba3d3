import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare, nameEqual } from '../../../src/linking/domain/evidence.js';
import type { AccountRole, Candidate, LinkFacts, Subject } from '../../../src/linking/domain/facts.js';
import { isLive } from '../../../src/linking/domain/link-state.js';
import { matchNamed } from '../../../src/linking/domain/match-named.js';
import { planNamed, planRequestAsParent } from '../../../src/linking/domain/plan-named.js';
import type { Situation } from '../../../src/linking/domain/plan-sign-in.js';
import type { GivenEvidence } from '../../../src/linking/domain/evidence.js';
import { aCandidate, aSubject, type HumanOverrides, id } from './subjects.js';

const ACCOUNT = id(100);
const ME = id(500);
const OTHER = id(501);
const ROLES: readonly AccountRole[] = ['student', 'representative', 'teacher', 'homeroom', 'school_admin'];

function situation(
  subject: Subject,
  person: Candidate,
  role: AccountRole,
  more: Partial<Situation> = {},
): Situation {
  return {
    ...{ esiaPersonId: ME, subject, people: [person], links: [], reviews: [], snilsChanged: false },
    accounts: [{ id: ACCOUNT, role, personId: person.id, schoolIds: [id(900)], hasRight: true }],
    otherSelves: new Set(),
    acceptedRoles: new Set(ROLES),
    ...{ cause: 'sign_in', grounds: new Map(), formerly: { roleOf: new Map(), isNewestSelf: true } },
    now: new Date('2026-11-23T08:00:00Z'),
    ...more,
  };
}

function link(owner: string, state: LinkFacts['state']): LinkFacts {
  const changedAt = new Date('2026-11-01T00:00:00Z');
  return {
    ...{ id: id(700), esiaPersonId: owner as LinkFacts['esiaPersonId'], accountId: ACCOUNT, state },
    ...{
      reason: state === 'pending_proof' ? 'SNILS_MISSING_IN_ROSTER' : null,
      rule: 'R4',
      changedAt,
      until: null,
    },
  };
}

const told = (one: Situation, given: GivenEvidence = 'link_code') =>
  planNamed(one, ACCOUNT, given).outcomes.map(({ code }) => code);
const done = (one: Situation, given: GivenEvidence = 'link_code') =>
  planNamed(one, ACCOUNT, given).changes.map((change) =>
    change.kind === 'enter' ? change.entry : change.kind === 'move' ? change.event : change.kind,
  );

const ADULT = { born: '1985-03-04' };
const grownUp = (more: HumanOverrides & { namesSelfTyped?: boolean } = {}) =>
  aCandidate(1, { ...ADULT, isRepresentative: true, ...more });

describe('an account that a code or a proof names', () => {
  it.each<[string, HumanOverrides, HumanOverrides, string]>([
    ['R1 when number, birth date and name are equal', {}, {}, 'R1'],
    ['R3 when the number is equal and the birth date is not', {}, { born: '2012-05-07' }, 'R3'],
    ['R3b when the birth date is missing', {}, { born: null }, 'R3b'],
    ['R4 when the roster has no number', {}, { snils: null }, 'R4'],
    ['EC-005: R4 with the patronymic on one side only', {}, { snils: null, middle: null }, 'R4'],
    ['R6 when the numbers differ', {}, { snils: 2 }, 'R6'],
    ['R7 when ESIA has no number', { snils: null }, {}, 'R7'],
    [
      'R3 when the name is equal, the date is not, a number is missing',
      {},
      { snils: null, born: '2012-05-07' },
      'R3',
    ],
    ['EC-038: R10 for a twin, whose first name differs', {}, { snils: null, first: 'Павел' }, 'R10'],
    ['R10 when number and birth date both differ', {}, { snils: 2, born: '2011-01-01' }, 'R10'],
    ['R9 when the surname differs and nothing else tells', {}, { snils: null, last: 'Петров' }, 'R9'],
    [
      'EC-008: R9 for a name in another alphabet',
      { last: 'Smith', first: 'John', middle: null },
      { snils: null },
      'R9',
    ],
  ])('%s', (_, esia, inRoster, rule) => {
    expect(matchNamed(aSubject(esia), aCandidate(1, inRoster), 'student').rule).toBe(rule);
  });

  it('DATA_INSUFFICIENT: names that people typed themselves count as missing in R4 and R10', () => {
    for (const first of ['Пётр', 'Павел']) {
      const person = aCandidate(1, { snils: null, first, namesSelfTyped: true });
      expect(matchNamed(aSubject(), person, 'representative').rule).toBe('R9');
    }
  });

  it.each([
    ['R4', { snils: null }, 'link_code', ['proof_given']],
    ['R4', { snils: null }, 'legacy_proof', ['proof_given']],
    ['R3b of a grown-up', { born: null }, 'link_code', ['proof_given']],
  ] as const)('%s becomes a link by %s', (_, inRoster, given, changes) => {
    expect(done(situation(aSubject(ADULT), grownUp(inRoster), 'representative'), given)).toEqual(changes);
  });

  it('R7 takes a code, not an old password', () => {
    const one = situation(aSubject({ ...ADULT, snils: null }), grownUp(), 'representative');
    expect(done(one, 'link_code')).toEqual(['proof_given']);
    expect([done(one, 'legacy_proof'), told(one, 'legacy_proof')]).toEqual([
      ['proposed'],
      ['SNILS_MISSING_IN_ESIA'],
    ]);
  });

  it.each(['link_code', 'legacy_proof', 'school'] as const)(
    'EC-139: no %s makes a pupil’s link active before the birth date is entered',
    (given) => {
      const waiting = situation(aSubject(), aCandidate(1, { born: null }), 'student', {
        links: [link(ME, 'pending_proof')],
      });
      expect(done(waiting, given)).toEqual([]);
    },
  );

  it('a row that waited becomes active, by the person or by the school', () => {
    const links = [link(ME, 'pending_proof')];
    const one = situation(aSubject(), aCandidate(1, { snils: null }), 'student', { links });
    expect(done(one)).toEqual(['proof_given']);
    expect(done(one, 'school')).toEqual(['school_confirmed']);
  });

  it('EC-042 SIBLING_ACCOUNT: a brother’s account leaves no row', () => {
    const one = situation(aSubject(), aCandidate(1, { snils: null, first: 'Павел' }), 'student');
    expect([done(one), told(one)]).toEqual([[], ['SIBLING_ACCOUNT']]);
  });

  it('EC-042: G4 knows a pupil by R1 too, before any link', () => {
    const me = aCandidate(2);
    const brother = aCandidate(1, { snils: null });
    const one = situation(aSubject(), brother, 'student', { people: [brother, me] });
    expect([done(one), told(one)]).toEqual([[], ['SIBLING_ACCOUNT']]);
  });

  it('EC-046, EC-104 SHARED_ACCOUNT: another’s account gives the school a case and a task', () => {
    const one = situation(aSubject(ADULT), grownUp({ first: 'Мария', snils: null }), 'representative');
    expect([done(one), told(one)]).toEqual([['case', 'task'], ['SHARED_ACCOUNT']]);
  });

  it('EC-104: with too little to compare, an account that somebody holds is shared, not reviewed', () => {
    const held = { links: [link(OTHER, 'active')] };
    const one = situation(
      aSubject(ADULT),
      grownUp({ snils: null, namesSelfTyped: true }),
      'representative',
      held,
    );
    expect(told(one)).toEqual(['SHARED_ACCOUNT']);
  });

  it('EC-040: G1 comes before everything at a pupil’s account', () => {
    const one = situation(aSubject(ADULT), aCandidate(1, { snils: null }), 'student');
    expect([done(one), told(one)]).toEqual([[], ['WRONG_PERSON_PARENT_AS_STUDENT']]);
  });

  it('EC-105: G2: a pupil with a teacher’s password gets nothing', () => {
    const one = situation(aSubject(), aCandidate(1, { isStaff: true, snils: null }), 'teacher');
    expect([done(one), told(one)]).toEqual([[], ['MINOR_CANNOT_HOLD_ROLE']]);
  });

  it('EC-041: a parent’s request is a case for the school of the pupil', () => {
    const plan = planRequestAsParent(situation(aSubject(ADULT), aCandidate(1), 'student'), ACCOUNT);
    expect(plan.changes).toMatchObject([
      {
        kind: 'case',
        code: 'NOT_FOUND',
        rule: 'R8',
        schoolId: id(900),
        evidence: { hint: 'ASKS_AS_REPRESENTATIVE' },
      },
    ]);
  });
});

const name = {
  last: fc.constantFrom('Иванов', 'Петров'),
  first: fc.constantFrom('Пётр', 'Анна', 'John'),
  middle: fc.constantFrom('Сергеевич', null),
};
const date = fc.constantFrom('2012-05-06', '2012-06-05', '1984-04-04', '2008-11-23');
const number = fc.constantFrom(1, 2, null);
const esia = fc.record({ ...name, born: date, snils: number });
const inRoster = fc.record({ ...name, born: fc.option(date, { nil: null }), snils: number });
const role = fc.constantFrom(...ROLES);
const given = fc.constantFrom<GivenEvidence>('link_code', 'legacy_proof', 'school');
const state = fc.constantFrom<LinkFacts['state']>('active', 'suspended', 'pending_proof', 'pending_review');
const anySituation = fc
  .record({
    esia,
    inRoster,
    others: fc.array(inRoster, { maxLength: 3 }),
    role,
    typed: fc.boolean(),
    owner: fc.constantFrom(ME, OTHER),
    state: fc.option(state, { nil: null }),
  })
  .map(({ esia: facts, inRoster: known, others, role: at, typed, owner, state: held }) => {
    const kind = { isPupil: at === 'student', isRepresentative: at === 'representative' };
    const person = aCandidate(1, {
      ...{ ...known, ...kind, namesSelfTyped: typed },
      isStaff: at !== 'student' && at !== 'representative',
    });
    const people = [person, ...others.map((one, index) => aCandidate(index + 2, one))];
    const links = held === null ? [] : [link(owner, held)];
    return situation(aSubject(facts), person, at, { people, links });
  });

const opens = (one: Situation, evidence: GivenEvidence) =>
  done(one, evidence).some((event) =>
    ['matched', 'proof_given', 'school_confirmed', 'roster_mended'].includes(event),
  );

describe('laws of the second evidence', () => {
  it('never opens an account past a guard: G1, G2, G3', () => {
    fc.assert(
      fc.property(anySituation, given, (one, evidence) => {
        const [account] = one.accounts;
        const [person] = one.people;
        const likeness = compare(one.subject.facts, person!);
        const agesFit =
          account!.role === 'student'
            ? likeness.birth_date === 'equal'
            : one.subject.facts.birthDate < '2008-11-24';
        const isHeld = one.links.some((held) => held.esiaPersonId !== ME && isLive(held.state));
        const isAlike =
          likeness.first_name === 'equal' && (likeness.snils === 'equal' || nameEqual(likeness));
        expect(!opens(one, evidence) || (agesFit && !isHeld && isAlike)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the people around', () => {
    fc.assert(
      fc.property(anySituation, given, (one, evidence) => {
        const turned = { ...one, people: [...one.people].reverse() };
        expect(planNamed(turned, ACCOUNT, evidence)).toEqual(planNamed(one, ACCOUNT, evidence));
      }),
    );
  });

  it('a missing number that turns out equal never takes a link away, nor makes a refusal of it', () => {
    fc.assert(
      fc.property(esia, inRoster, role, given, (facts, known, at, evidence) => {
        if (facts.snils === null) return;
        const of = (snils: number | null) => {
          const kind = { isPupil: at === 'student', isRepresentative: at === 'representative' };
          const person = aCandidate(1, {
            ...known,
            snils,
            ...kind,
            isStaff: at !== 'student' && at !== 'representative',
          });
          return situation(aSubject(facts), person, at);
        };
        expect(!opens(of(null), evidence) || opens(of(facts.snils), evidence)).toBe(true);
      }),
    );
  });
});
