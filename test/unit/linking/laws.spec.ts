import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../../src/linking/domain/evidence.js';
import type { AccountRole, Candidate, LinkFacts } from '../../../src/linking/domain/facts.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Ground } from '../../../src/linking/domain/ground.js';
import {
  entries,
  isLive,
  isOpen,
  type LinkState,
  nextLinkState,
  type SuspensionReason,
} from '../../../src/linking/domain/link-state.js';
import { match } from '../../../src/linking/domain/match.js';
import { openedBy, planSignIn, type Situation } from '../../../src/linking/domain/plan-sign-in.js';
import { afterChanges } from '../../../src/linking/domain/renew-links.js';
import type { Cause } from '../../../src/linking/domain/unattended.js';
import { aCandidate, aSubject, human, id } from './subjects.js';

const last = fc.constantFrom('Иванов', 'Иванова-Петрова', 'Фёдоров', 'Федоров', '');
const first = fc.constantFrom('Пётр', 'Петр', 'Анна');
const middle = fc.constantFrom('Сергеевич', 'нет', null, 'Сергевич');
const date = fc.constantFrom('2012-05-06', '2012-06-05', '1984-04-04', '2008-11-23');
const number = fc.constantFrom(1, 2, null);
const humans = fc.record({ last, first, middle, born: fc.option(date, { nil: null }), snils: number });
const esia = fc.record({ last, first, middle, born: date, snils: number });
const kinds = fc.record({ isPupil: fc.boolean(), isRepresentative: fc.boolean(), isStaff: fc.boolean() });
const people = fc
  .array(fc.tuple(humans, kinds), { maxLength: 5 })
  .map((list) => list.map(([one, kind], index) => aCandidate(index + 1, { ...one, ...kind })));

const role = fc.constantFrom<AccountRole>('student', 'representative', 'teacher', 'homeroom', 'school_admin');
const state = fc.constantFrom<LinkState>(
  'active',
  'suspended',
  'pending_proof',
  'pending_review',
  'revoked',
  'superseded',
);
const ME = id(500);
const NOW = new Date('2026-11-23T08:00:00Z');
const cause = fc.constantFrom<Cause>('sign_in', 'roster_changed', 'time_passed');
const limit = fc.constantFrom(null, new Date('2026-11-01T00:00:00Z'), new Date('2026-12-31T00:00:00Z'));
const reason = fc.constantFrom<SuspensionReason>(
  'data_mismatch',
  'between_schools',
  'restriction',
  'dispute',
  'security',
);
const ground: fc.Arbitrary<Ground> = fc.oneof(
  fc.constantFrom<Ground>(
    { kind: 'valid' },
    { kind: 'valid' },
    { kind: 'between_schools' },
    { kind: 'disputed' },
    { kind: 'unknown' },
    { kind: 'restricted', until: null },
    { kind: 'restricted', until: '2026-12-24' as CalendarDate },
    { kind: 'graduated', until: '2026-12-24' as CalendarDate },
  ),
  fc.constantFrom<Ground>(
    { kind: 'ended', reason: 'enrollment_ended' },
    { kind: 'ended', reason: 'staff_dismissed' },
    { kind: 'ended', reason: 'representation_ended' },
    { kind: 'ended', reason: 'person_deceased' },
  ),
);

/** Any situation: people, accounts of theirs, links of the subject, of another oid of theirs and of a stranger. */
const situations: fc.Arbitrary<Situation> = fc
  .record({
    esia,
    people,
    roles: fc.array(fc.tuple(role, fc.nat()), { maxLength: 8 }),
    links: fc.array(fc.tuple(fc.constantFrom(500, 501, 502), fc.nat(7), state), { maxLength: 6 }),
    accepted: fc.subarray<AccountRole>(['student', 'representative', 'teacher', 'homeroom', 'school_admin']),
    snilsChanged: fc.boolean(),
    cause,
    grounds: fc.array(ground, { minLength: 8, maxLength: 8 }),
    isNewestSelf: fc.boolean(),
    limits: fc.array(limit, { minLength: 6, maxLength: 6 }),
    reasons: fc.array(reason, { minLength: 6, maxLength: 6 }),
  })
  .map((drawn) => {
    const { esia: facts, people: found, roles, links, accepted, snilsChanged, cause: why, grounds } = drawn;
    const accounts = roles.flatMap(([one, at], index) => {
      const person = found[at % Math.max(found.length, 1)];
      const hasRight = grounds[index]!.kind === 'valid';
      return person === undefined
        ? []
        : [{ id: id(100 + index), role: one, personId: person.id, schoolIds: [id(900)], hasRight }];
    });
    const asked = found.map((one): Candidate => ({
      ...one,
      accountRoles: accounts.filter(({ personId }) => personId === one.id).map((account) => account.role),
    }));
    const real = onePerAccount(
      links.flatMap(([owner, at, linkState], index) => {
        const account = accounts[at];
        if (account === undefined) return [];
        const link = aLink(index, owner, account.id, linkState);
        const suspended = linkState === 'suspended' ? drawn.reasons[index]! : link.reason;
        return [{ ...link, reason: suspended, until: drawn.limits[index]! }];
      }),
    );
    const held = real
      .filter((link) => link.esiaPersonId === ME && isLive(link.state))
      .flatMap((link) => accounts.filter((account) => account.id === link.accountId));
    return {
      esiaPersonId: ME,
      subject: { ...aSubject(facts), held },
      people: asked,
      accounts,
      links: real,
      reviews: [],
      otherSelves: new Set([id(501)]),
      acceptedRoles: new Set(accepted),
      snilsChanged,
      cause: why,
      grounds: new Map(
        accounts.map(({ id: accountId }) => [
          accountId,
          { ground: grounds[Number(accountId.slice(-3)) - 100]!, timeZone: 'Europe/Kaliningrad' },
        ]),
      ),
      formerly: { roleOf: new Map(), isNewestSelf: drawn.isNewestSelf },
      now: NOW,
    };
  });

function aLink(
  index: number,
  owner: number,
  accountId: LinkFacts['accountId'],
  linkState: LinkState,
): LinkFacts {
  const reason = linkState === 'suspended' ? 'data_mismatch' : null;
  const changedAt = new Date('2026-11-20T00:00:00Z');
  return {
    id: id(700 + index),
    esiaPersonId: id(owner),
    accountId,
    state: linkState,
    reason,
    rule: 'R1',
    changedAt,
    until: null,
  };
}

/** What the two unique indexes allow: one live link of an account, one row of a pair that has not ended. */
function onePerAccount(links: readonly LinkFacts[]): readonly LinkFacts[] {
  const ended = (link: LinkFacts) => link.state === 'revoked' || link.state === 'superseded';
  return links.filter(
    (link, index) =>
      ended(link) ||
      !links
        .slice(0, index)
        .some(
          (other) =>
            !ended(other) &&
            other.accountId === link.accountId &&
            (other.esiaPersonId === link.esiaPersonId || (isLive(other.state) && isLive(link.state))),
        ),
  );
}

const strength = { certain: 3, proposed: 2, doubtful: 1, ambiguous: 0, excluded: 0, unknown: 0 } as const;

describe('matching', () => {
  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(esia, people, fc.nat(), (facts, found, turn) => {
        const at = turn % Math.max(found.length, 1);
        const turned = [...found.slice(at), ...found.slice(0, at)].reverse();
        expect(match(aSubject(facts), turned)).toEqual(match(aSubject(facts), found));
      }),
    );
  });

  it('compares two humans alike from both sides', () => {
    fc.assert(
      fc.property(humans, humans, (a, b) => {
        expect(compare(human(a), human(b))).toEqual(compare(human(b), human(a)));
      }),
    );
  });

  it('is certain only where number, birth date and first name are equal', () => {
    fc.assert(
      fc.property(esia, people, (facts, found) => {
        const decision = match(aSubject(facts), found);
        if (decision.kind !== 'certain') return;
        const likeness = compare(aSubject(facts).facts, decision.person);
        expect([likeness.snils, likeness.birth_date, likeness.first_name]).toEqual([
          'equal',
          'equal',
          'equal',
        ]);
      }),
    );
  });

  it('never becomes weaker when the one candidate’s missing value turns out equal', () => {
    fc.assert(
      fc.property(esia, humans, fc.constantFrom('snils', 'born', 'middle'), (facts, roster, attribute) => {
        const subject = aSubject(facts);
        const before = match(subject, [aCandidate(1, roster)]);
        if (roster[attribute] !== null) return;
        const after = match(subject, [aCandidate(1, { ...roster, [attribute]: facts[attribute] })]);
        expect(strength[after.kind]).toBeGreaterThanOrEqual(strength[before.kind]);
      }),
    );
  });

  it('asks about one Person once, however many accounts they have', () => {
    fc.assert(
      fc.property(esia, humans, fc.array(role, { maxLength: 5 }), (facts, roster, accountRoles) => {
        expect(match(aSubject(facts), [aCandidate(1, { ...roster, accountRoles })]).kind).not.toBe(
          'ambiguous',
        );
      }),
    );
  });
});

describe('a sign-in', () => {
  const opening = new Set(['matched', 'new_oid', 'roster_mended', 'resolved']);

  it('opens a pupil’s account to an equal birth date only, and no account past a guard', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        for (const change of planSignIn(situation).changes) {
          if (change.kind !== 'enter' && change.kind !== 'move') continue;
          if (!opening.has(change.kind === 'enter' ? change.entry : change.event)) continue;
          const accountId = change.kind === 'enter' ? change.accountId : change.link.accountId;
          const account = situation.accounts.find((one) => one.id === accountId)!;
          const person = situation.people.find((one) => one.id === account.personId)!;
          const { facts, held } = situation.subject;
          expect(account.role !== 'student' || person.birthDate === facts.birthDate).toBe(true);
          expect(account.role === 'student' || facts.birthDate <= '2008-11-23').toBe(true);
          expect(situation.acceptedRoles.has(account.role)).toBe(true);
          const stands = situation.grounds.get(accountId)!.ground.kind;
          expect(['valid', 'graduated'].includes(stands) && !situation.snilsChanged).toBe(true);
          const another = held.some((one) => one.role === 'student' && one.personId !== person.id);
          expect(account.role === 'student' && another).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves one live link of an account at most', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const live = new Map(
          situation.links
            .filter((link) => isLive(link.state))
            .map((link) => [link.id as string, link.accountId]),
        );
        planSignIn(situation).changes.forEach((change, index) => {
          if (change.kind === 'move' && (change.event === 'supersede' || change.event === 'revoke')) {
            live.delete(change.link.id);
          }
          if (change.kind === 'move' && change.event === 'roster_mended')
            live.set(change.link.id, change.link.accountId);
          if (change.kind === 'enter' && !['proposed', 'sent_to_review'].includes(change.entry)) {
            live.set(`new ${index}`, change.accountId);
          }
        });
        const accounts = [...live.values()];
        expect(new Set(accounts).size).toBe(accounts.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes one step of a link at most, and none that the table of e.1 does not have', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const moved = planSignIn(situation).changes.flatMap((change) =>
          change.kind === 'move' ? [change] : [],
        );
        expect(new Set(moved.map(({ link }) => link.id)).size).toBe(moved.length);
        for (const { link, event } of moved) expect(nextLinkState(link.state, event)).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('decided again, what the roster and the calendar call for is done: the second plan takes no step of the same links', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { changes } = planSignIn(situation);
        const links = situation.links.map((link) => afterChanges(link, changes, NOW));
        const again = planSignIn({ ...situation, links }).changes.filter(
          (change) =>
            (change.kind === 'move' && change.evidence.restsOn !== undefined) || change.kind === 'limit',
        );
        expect(again).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('LNK-10: opens no account that another oid still holds after the plan, whoever made room or was not allowed to', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { changes } = planSignIn(situation);
        const after = situation.links.map((link) => afterChanges(link, changes, NOW));
        for (const opened of openedBy({ changes, outcomes: [] })) {
          const held = after.filter(({ accountId, state }) => accountId === opened && isLive(state));
          expect(held.filter(({ esiaPersonId }) => esiaPersonId !== ME)).toEqual([]);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('while nobody is there, proposes nothing, opens no case and enters nothing that is not certain', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        if (situation.cause === 'sign_in') return;
        const { changes } = planSignIn(situation);
        const cases = changes.filter((change) => change.kind === 'case');
        expect(cases.filter(({ code }) => code !== 'OID_SNILS_CHANGED')).toEqual([]);
        const entered = changes.filter((change) => change.kind === 'enter');
        expect(entered.filter(({ entry }) => !isLive(entries[entry]))).toEqual([]);
        expect(entered.length === 0 || situation.formerly.isNewestSelf).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('EC-102: opens nothing while a suspension for security waits for the school, and no ground but death ends it', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const locked = situation.links.filter(
          (link) => link.esiaPersonId === ME && link.state === 'suspended' && link.reason === 'security',
        );
        if (locked.length === 0) return;
        const { changes } = planSignIn(situation);
        const entered = changes.filter((change) => change.kind === 'enter');
        expect(entered.filter(({ entry }) => isLive(entries[entry]))).toEqual([]);
        const moves = changes.filter((change) => change.kind === 'move');
        expect(moves.filter(({ event }) => opening.has(event))).toEqual([]);
        const ofLocked = moves.filter(({ link }) => locked.some(({ id: one }) => one === link.id));
        expect(ofLocked.filter(({ reason }) => reason !== 'person_deceased')).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no link active whose ground has ended, and no row open that waits for such an account', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { changes } = planSignIn(situation);
        const links = situation.links.map((link) => afterChanges(link, changes, NOW));
        const mine = links.filter(({ esiaPersonId }) => esiaPersonId === ME);
        const on = (...kinds: readonly string[]) =>
          mine.filter(({ accountId }) => kinds.includes(situation.grounds.get(accountId)!.ground.kind));
        expect(on('ended').filter(({ state }) => state === 'active' || isOpen(state))).toEqual([]);
        expect(on('restricted', 'disputed').filter(({ state }) => state === 'active')).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no step of a stranger’s link', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const owners = planSignIn(situation).changes.flatMap((change) =>
          change.kind === 'move' ? [change.link.esiaPersonId] : [],
        );
        expect(owners).not.toContain(id(502));
      }),
      { numRuns: 1000 },
    );
  });
});
