import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { withoutComparison } from './evidence.js';
import type { LinkFacts } from './facts.js';
import { isLive, isOpen, type LinkEvent } from './link-state.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import type { Move, OpenCase, OpenTask } from './plan.js';

/** Full age, and the age from which a minor speaks for themselves with the school (ГК РФ, arts. 21, 26). */
const [FULL_AGE, OWN_VOICE] = [18, 14];

/** What a person's wish to unlink an account comes to (LNK-09). */
export type UnlinkAnswer = 'unlinked' | 'already' | 'school_asked' | 'too_young' | 'locked' | 'not_linked';

/**
 * An adult unlinks by themselves, from 14 on the school is asked, a younger child never. What is locked for security stays:
 * to unlink and sign in again would be a way round the lock (EC-102).
 */
export function unlinkAnswer(
  link: LinkFacts | undefined,
  born: CalendarDate,
  today: CalendarDate,
): UnlinkAnswer {
  if (link !== undefined && (link.reason === 'user_request' || link.reason === 'withdrawn')) return 'already';
  if (link === undefined || !(isLive(link.state) || isOpen(link.state))) return 'not_linked';
  if (link.state === 'suspended' && link.reason === 'security') return 'locked';
  const age = ageOn(today, born);
  if (age >= FULL_AGE) return 'unlinked';
  return age >= OWN_VOICE ? 'school_asked' : 'too_young';
}

/** The unlinking itself: a live link is revoked, a row that waits is withdrawn. */
export function unlinkStep(link: LinkFacts): Move {
  return isLive(link.state)
    ? ownStep(link, 'revoke', 'user_request', null)
    : ownStep(link, 'withdrawn', 'withdrawn', null);
}

/** What the school is asked on behalf of somebody from 14 to 17; `personId`: whose the account is in the roster. */
export function unlinkTask(link: LinkFacts, schoolId: Uuid | null, personId: Uuid): OpenTask {
  return {
    kind: 'task',
    code: 'UNLINK_REQUESTED',
    schoolId,
    personId,
    accountId: link.accountId,
    attributes: [],
  };
}

/**
 * EC-102: every live link of the person is held until its school has confirmed, whatever held it before. Who holds none gets
 * a case of their own, so that nothing is linked to this account of ESIA meanwhile.
 */
export function securitySteps(own: readonly LinkFacts[]): readonly (Move | OpenCase)[] {
  const live = own.filter(({ state }) => isLive(state));
  if (live.length > 0) {
    return live
      .filter(({ reason }) => reason !== 'security')
      .map((link) => ownStep(link, 'suspend', 'security', 'SECURITY_LOCK'));
  }
  const evidence = withoutComparison('R8', 'person');
  return [{ kind: 'case', code: 'SECURITY_LOCK', schoolId: null, accountIds: [], evidence, rule: 'R8' }];
}

function ownStep(link: LinkFacts, event: LinkEvent, reason: string, review: LinkOutcomeCode | null): Move {
  const evidence = withoutComparison(link.rule, 'person');
  return { kind: 'move', link, event, evidence, reason, review, closesReview: false };
}
