import type { CalendarDate } from '../../kernel/calendar-date.js';

/** What locked an account (e.5, SecurityLock). */
export const LOCK_CAUSES = [
  'by_hand',
  'link_suspended',
  'security_incident',
  'court_order',
  'death',
  'restriction',
] as const;

export type LockCause = (typeof LOCK_CAUSES)[number];

/** What the person at the password is told of it: `restriction` reads REPRESENTATION_RESTRICTED, the others SECURITY_LOCK. */
export type LockReason = 'security' | 'restriction' | 'death';

const REASONS: Readonly<Record<LockCause, LockReason>> = {
  by_hand: 'security',
  link_suspended: 'security',
  security_incident: 'security',
  court_order: 'restriction',
  death: 'death',
  restriction: 'restriction',
};

export function lockReason(cause: LockCause): LockReason {
  return REASONS[cause];
}

/** A link as far as locks are concerned: how it stands now. */
export interface LinkStanding {
  readonly state: string;
  readonly reason: string | null;
}

/** What a link's present standing locks its account for; null for nothing. */
export function lockOfLink({ state, reason }: LinkStanding): LockCause | null {
  if (state === 'suspended' && reason === 'security') return 'link_suspended';
  if (state === 'revoked' && (reason === 'security_incident' || reason === 'court_order')) return reason;
  return null;
}

/** A tie of an account's owner to a child, as the roster says it. */
export interface TieToChild {
  readonly state: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly childDied: boolean;
  readonly restrictions: readonly {
    readonly kind: 'restriction' | 'deprivation';
    readonly from: CalendarDate;
    readonly to: CalendarDate | null;
  }[];
}

/**
 * The ground of a lock where a restriction or deprivation is in force for every child of the account, as text that stays
 * the same while they are the same; null where one child is free of it, or none has any. One free child keeps the account.
 */
export function restrictionGround(ties: readonly TieToChild[], day: CalendarDate): string | null {
  const children = ties.map((tie) => ({ stands: standsOn(tie, day), inForce: inForceOn(tie, day) }));
  const concerned = children.filter(
    ({ stands, inForce }) => stands || inForce.some(({ kind }) => kind === 'deprivation'),
  );
  if (concerned.length === 0 || concerned.some(({ inForce }) => inForce.length === 0)) return null;
  const words = concerned.flatMap(({ inForce }) => inForce.map(({ kind, from }) => `${kind}/${from}`));
  return `restriction:${[...new Set(words)].sort().join(',')}`;
}

function standsOn({ state, from, to, childDied }: TieToChild, day: CalendarDate): boolean {
  return state !== 'ended' && !childDied && from <= day && (to === null || to > day);
}

function inForceOn({ restrictions, childDied }: TieToChild, day: CalendarDate): TieToChild['restrictions'] {
  return childDied ? [] : restrictions.filter(({ from, to }) => from <= day && (to === null || to > day));
}

/** What stands against an account at the moment, whatever locked it. */
export interface StandingGrounds {
  /** A link of it is suspended for security: its school has not confirmed the person yet. */
  readonly linkSuspended: boolean;
  /** Its last link ended as a security incident or by a court, and nobody has linked since. */
  readonly endedBadly: boolean;
  readonly personDied: boolean;
  readonly allRestricted: boolean;
}

/** True while a ground of the system holds: then only a security officer takes the lock off. */
export function groundHolds(grounds: StandingGrounds): boolean {
  return grounds.linkSuspended || grounds.endedBadly || grounds.personDied || grounds.allRestricted;
}
