import { describe, expect, it } from '@jest/globals';
import { judgeAccount, type Surroundings } from '../../../src/linking/domain/account-verdict.js';
import type { AccountRole, LinkFacts, Subject } from '../../../src/linking/domain/facts.js';
import type { LinkState } from '../../../src/linking/domain/link-state.js';
import { match, type SingleMatch } from '../../../src/linking/domain/match.js';
import { aCandidate, aSubject, id } from './subjects.js';

const [ME, OLD_SELF, STRANGER] = [id(500), id(501), id(502)];
const NOW = new Date('2026-11-23T08:00:00Z');
const HOUR = 3_600_000;
const ROLES: readonly AccountRole[] = ['student', 'representative', 'teacher', 'homeroom', 'school_admin'];

const account = (role: AccountRole) => ({ id: id(100), role, personId: id(1), schoolIds: [id(900)] });

function aLink(owner: LinkFacts['esiaPersonId'], state: LinkState, reason: string | null = null): LinkFacts {
  const changedAt = new Date(NOW.getTime() - HOUR);
  const ends = { changedAt, until: null };
  return { id: id(700), esiaPersonId: owner, accountId: id(100), state, reason, rule: 'R1', ...ends };
}

/** The verdict on the account of a pupil, or of a grown-up, whom R1 has found, unless told otherwise. */
function judge(
  role: AccountRole,
  overrides: Partial<Surroundings> & { held?: Subject['held']; snils?: null; endedByDecision?: true } = {},
) {
  const born = role === 'student' ? '2012-05-06' : '1982-05-06';
  const person = aCandidate(1, {
    born,
    isPupil: role === 'student',
    isStaff: role !== 'student',
    ...(overrides.snils === null ? { snils: null } : {}),
  });
  const decided = overrides.endedByDecision === true ? { endedByDecision: true } : {};
  const subject = aSubject({ born, ...(overrides.held ? { held: overrides.held } : {}) });
  const surroundings: Surroundings = {
    esiaPersonId: ME,
    people: [person],
    links: [],
    otherSelves: new Set([OLD_SELF]),
    acceptedRoles: new Set(ROLES),
    reviews: [],
    now: NOW,
    ...overrides,
    subject,
  };
  return judgeAccount(
    match(subject, [person]) as SingleMatch,
    { ...account(role), ...decided },
    surroundings,
  );
}

describe('one account under its guards', () => {
  it.each(ROLES)('R1 links a %s when no guard speaks', (role) => {
    expect(judge(role)).toEqual({ kind: 'link' });
  });

  it('G4, EC-042: a pupil by a live link does not get the account of another pupil', () => {
    const held = [{ role: 'student' as const, personId: id(2) }];
    expect(judge('student', { held })).toMatchObject({ kind: 'refuse', code: 'SIBLING_ACCOUNT' });
  });

  it('G4 does not speak where the other account is of the same Person, or no pupil’s', () => {
    const same = [{ role: 'student' as const, personId: id(1) }];
    const parent = [{ role: 'representative' as const, personId: id(2) }];
    expect([judge('student', { held: same }).kind, judge('student', { held: parent }).kind]).toEqual([
      'link',
      'link',
    ]);
  });

  it('AUTH-06: a level that the role does not accept is refused before anything is written', () => {
    expect(judge('teacher', { acceptedRoles: new Set() })).toMatchObject({ code: 'ESIA_NOT_VERIFIED' });
  });

  it.each(['active', 'suspended'] as const)('G3: the %s link of another stays', (state) => {
    const links = [aLink(STRANGER, state)];
    expect(judge('student', { links })).toMatchObject({ kind: 'review', code: 'LINK_CONFLICT' });
    expect(judge('teacher', { links })).toMatchObject({ kind: 'review', code: 'LINK_CONFLICT' });
    expect(judge('representative', { links })).toEqual({ kind: 'share' });
  });

  it('G3 speaks against a proposal too', () => {
    expect(judge('student', { links: [aLink(STRANGER, 'active')], snils: null })).toMatchObject({
      code: 'LINK_CONFLICT',
    });
  });

  it('LNK-10: the link of one’s own old oid makes room by R1, not by a proposal', () => {
    const links = [aLink(OLD_SELF, 'active')];
    expect(judge('representative', { links })).toMatchObject({ kind: 'take_over' });
    expect(judge('representative', { links, snils: null })).toMatchObject({ code: 'LINK_CONFLICT' });
  });

  it('LNK-10: who has given way once does not take the account back', () => {
    const links = [aLink(OLD_SELF, 'active'), aLink(ME, 'superseded')];
    expect(judge('student', { links })).toMatchObject({ kind: 'review', code: 'LINK_CONFLICT' });
  });

  it('the cool-down is for different persons and not after wrong_person', () => {
    const after = (owner: typeof ME, reason: string) =>
      judge('student', { links: [aLink(owner, 'revoked', reason)] });
    expect(after(STRANGER, 'user_request')).toEqual({
      kind: 'refuse',
      code: 'LINK_COOLDOWN',
      notBefore: new Date(NOW.getTime() + 23 * HOUR),
    });
    expect(after(STRANGER, 'wrong_person')).toEqual({ kind: 'link' });
    expect(after(OLD_SELF, 'user_request')).toEqual({ kind: 'link' });
    expect(after(ME, 'user_request')).toEqual({ kind: 'link' });
  });

  it.each([
    ['wrong_person', 'DATA_INSUFFICIENT'],
    ['representation_ended', 'REPRESENTATION_RESTRICTED'],
    ['guardianship_expired', 'REPRESENTATION_RESTRICTED'],
    ['court_order', 'REPRESENTATION_RESTRICTED'],
    ['security_incident', 'SECURITY_LOCK'],
  ])('EC-049: after %s the pair is the school’s to decide', (reason, code) => {
    const links = [aLink(ME, 'revoked', reason)];
    expect(judge('representative', { links, endedByDecision: true })).toMatchObject({
      kind: 'review',
      code,
    });
  });

  it.each(['representation_ended', 'guardianship_expired'])(
    'after %s by the roster alone, a tie that is named again links again',
    (reason) => {
      expect(judge('representative', { links: [aLink(ME, 'revoked', reason)] })).toEqual({ kind: 'link' });
    },
  );

  it.each(['enrollment_ended', 'staff_dismissed', 'suspension_timeout', 'school_error', 'account_closed'])(
    'EC-079: after %s R1 links again',
    (reason) => {
      expect(judge('teacher', { links: [aLink(ME, 'revoked', reason)] })).toEqual({ kind: 'link' });
    },
  );
});
