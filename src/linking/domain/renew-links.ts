import { startOfDay } from '../../kernel/calendar-date.js';
import { withoutComparison } from './evidence.js';
import type { LinkFacts } from './facts.js';
import type { Ground } from './ground.js';
import { isLive, isOpen, type LinkEvent, nextLinkState, type SuspensionReason } from './link-state.js';
import { isOver, limitOf } from './limits.js';
import type { Change, Move, ReviewFacts, SetLimit, SettleCase } from './plan.js';

/** A link of the subject that has not ended, and what stands behind its account today. */
export interface Renewal {
  readonly link: LinkFacts;
  readonly ground: Ground;
  /** IANA name of the region's time zone. */
  readonly timeZone: string;
}

/** What an evaluation needs beside the link. */
export interface RenewalSurroundings {
  /**
   * The guards of a link that is to open again: `ok`, the step that a difference of the data calls for, or `closed` when
   * nobody stands behind the account, so that no guard can be asked.
   */
  readonly guard: (link: LinkFacts) => Move | 'ok' | 'closed';
  readonly reviews: readonly ReviewFacts[];
  readonly now: Date;
}

/**
 * What the roster and the calendar do to links that exist, before anybody is matched anew: an account whose ground has
 * ended loses its link, a restriction or a gap between two schools suspends it, and what was suspended for that comes
 * back under the guards (invariant 4 of e.1). One step of a link at most. The same at a sign-in, after a change of the
 * roster and when a limit has come; doing it twice changes nothing more.
 */
export function renewLink(renewal: Renewal, around: RenewalSurroundings): readonly Change[] {
  const { link } = renewal;
  if (isOpen(link.state)) return renewOpen(renewal, around);
  return isLive(link.state) ? renewLive(renewal, around) : [];
}

/** The link after these changes, as the matching that follows must see it. */
export function afterChanges(link: LinkFacts, changes: readonly Change[], now: Date): LinkFacts {
  return changes.reduce((after, change) => {
    if (change.kind === 'limit' && change.link.id === link.id) return { ...after, until: change.until };
    if (change.kind !== 'move' || change.link.id !== link.id) return after;
    const state = nextLinkState(link.state, change.event) ?? link.state;
    const until = change.until === undefined ? limitOf(state, change.reason, now) : change.until;
    return { ...after, state, reason: state === 'active' ? null : change.reason, changedAt: now, until };
  }, link);
}

/** A row that waits ends with its account, with the right to it, or with its time. */
function renewOpen({ link, ground }: Renewal, { reviews, now }: RenewalSurroundings): readonly Change[] {
  if (ground.kind === 'ended') {
    const event = link.state === 'pending_review' ? 'moot' : 'account_closed';
    return [step(link, event, ground.reason, 'roster'), ...mootCases(link, reviews)];
  }
  if (link.state === 'pending_review' || !isOver(link, now)) return [];
  return [step(link, 'lapsed', 'lapsed', 'time'), ...mootCases(link, reviews)];
}

function renewLive(renewal: Renewal, around: RenewalSurroundings): readonly Change[] {
  const { link, ground } = renewal;
  switch (ground.kind) {
    case 'ended':
      return endLive(link, ground.reason, around);
    case 'between_schools':
      if (link.state === 'active') return [suspend(link, 'between_schools')];
      return timeoutOf(link, around);
    case 'restricted':
      return restrict(renewal, ground.until);
    case 'disputed':
      return isHeldBack(link) || link.state === 'active' ? unlessAlready(link, 'dispute') : [];
    case 'graduated':
      return reopen(renewal, around, startOfDay(ground.until, renewal.timeZone));
    case 'valid':
      return reopen(renewal, around, null);
    case 'unknown':
      return timeoutOf(link, around);
  }
}

/**
 * A suspension for `security` outlives every ground but death: a hijacker must not be let in by a change of schools
 * (EC-102). The case of `OID_SNILS_CHANGED` outlives its link for the same reason (EC-089).
 */
function endLive(
  link: LinkFacts,
  reason: Extract<Ground, { kind: 'ended' }>['reason'],
  { reviews }: RenewalSurroundings,
): readonly Change[] {
  if (link.state === 'suspended' && link.reason === 'security' && reason !== 'person_deceased') return [];
  return [step(link, 'revoke', reason, 'roster'), ...mootCases(link, reviews)];
}

/** The suspensions that the roster alone set, and alone lifts. */
function isHeldBack({ state, reason }: LinkFacts): boolean {
  return (
    state === 'suspended' &&
    (reason === 'between_schools' || reason === 'restriction' || reason === 'dispute')
  );
}

function restrict({ link, timeZone }: Renewal, day: Extract<Ground, { kind: 'restricted' }>['until']) {
  const until = day === null ? null : startOfDay(day, timeZone);
  if (link.state === 'suspended' && link.reason === 'restriction') return setLimit(link, until);
  return link.state === 'active' || isHeldBack(link) ? [{ ...suspend(link, 'restriction'), until }] : [];
}

function unlessAlready(link: LinkFacts, reason: SuspensionReason): readonly Change[] {
  return link.reason === reason && link.state === 'suspended' ? [] : [suspend(link, reason)];
}

/** The right is there. `until`: for reading only, up to that moment. */
function reopen({ link }: Renewal, around: RenewalSurroundings, until: Date | null): readonly Change[] {
  if (link.state === 'active') return setLimit(link, until);
  if (!isHeldBack(link)) return [];
  const guarded = around.guard(link);
  if (guarded === 'closed') return [];
  if (guarded !== 'ok') return [guarded];
  return [{ ...step(link, 'resolved', 'roster_mended', 'roster'), closesReview: true, until }];
}

/** EC-067: thirty days between two schools, then the link ends. */
function timeoutOf(link: LinkFacts, { now }: RenewalSurroundings): readonly Change[] {
  if (link.state !== 'suspended' || link.reason !== 'between_schools' || !isOver(link, now)) return [];
  return [step(link, 'revoke', 'suspension_timeout', 'time')];
}

function setLimit(link: LinkFacts, until: Date | null): readonly SetLimit[] {
  return link.until?.getTime() === until?.getTime() ? [] : [{ kind: 'limit', link, until }];
}

function mootCases(link: LinkFacts, reviews: readonly ReviewFacts[]): readonly SettleCase[] {
  return reviews
    .filter(
      ({ linkId, state, code }) => linkId === link.id && state === 'open' && code !== 'OID_SNILS_CHANGED',
    )
    .map(({ id }) => ({ kind: 'settle', reviewId: id, as: 'expired' }));
}

function suspend(link: LinkFacts, reason: SuspensionReason): Move {
  return step(link, 'suspend', reason, 'roster');
}

function step(link: LinkFacts, event: LinkEvent, reason: string, restsOn: 'roster' | 'time'): Move {
  const evidence = withoutComparison(link.rule, restsOn);
  return { kind: 'move', link, event, evidence, reason, review: null, closesReview: false };
}
