import type { Uuid } from '../../kernel/ids.js';
import type { Evidence } from './evidence.js';
import type { LinkFacts } from './facts.js';
import type { LinkEntry, LinkEvent, SuspensionReason } from './link-state.js';
import type { LinkOutcomeCode } from './outcome-codes.js';

/** What a school should mend without a case. */
type TaskCode =
  | 'NAME_DISCREPANCY'
  | 'PATRONYMIC_MISSING'
  | 'SECOND_ACCOUNT_NEEDED'
  | 'SNILS_WRITE_BACK'
  | 'UNLINK_REQUESTED'
  | 'WRONG_CLASS';

/** What a case is about: an outcome of a sign-in, or what a person reports of a link that works (LNK-15). */
export type CaseCode = LinkOutcomeCode | 'WRONG_CHILD';

/** A new link. `review`: the code of the case that it opens. */
export interface Enter {
  readonly kind: 'enter';
  readonly entry: LinkEntry;
  readonly accountId: Uuid;
  readonly evidence: Evidence;
  readonly reason: string;
  readonly review: LinkOutcomeCode | null;
  readonly basis?: string;
  /** The link whose open case goes on with this one. */
  readonly inheritsFrom: Uuid | null;
  /** The limit of the new state, where it is not the one of `limitOf`. */
  readonly until?: Date | null;
}

/** A step of a link that exists. `closesReview`: its open case ends as `linked`. */
export interface Move {
  readonly kind: 'move';
  readonly link: LinkFacts;
  readonly event: LinkEvent;
  readonly evidence: Evidence;
  readonly reason: string;
  readonly review: LinkOutcomeCode | null;
  readonly closesReview: boolean;
  /** Number and date of the document behind the step; never a person's data. */
  readonly basis?: string;
  /** The limit of the new state, where it is not the one of `limitOf`. */
  readonly until?: Date | null;
}

/** Another limit for a link that stays in its state: a graduate's days of reading, a restriction with a new end. */
export interface SetLimit {
  readonly kind: 'limit';
  readonly link: LinkFacts;
  readonly until: Date | null;
}

/** A case without a link, at one school (null: the person has not named one). */
export interface OpenCase {
  readonly kind: 'case';
  readonly code: CaseCode;
  readonly schoolId: Uuid | null;
  readonly accountIds: readonly Uuid[];
  readonly evidence: Evidence | readonly Evidence[];
  readonly rule: string;
}

export interface OpenTask {
  readonly kind: 'task';
  readonly code: TaskCode;
  readonly schoolId: Uuid | null;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  /** Names of attributes, never values. */
  readonly attributes: readonly string[];
}

/** A case without a link that has found its answer: linked here, or moot because the person was linked elsewhere. */
export interface SettleCase {
  readonly kind: 'settle';
  readonly reviewId: Uuid;
  readonly as: 'linked' | 'expired';
}

export type Change = Enter | Move | SetLimit | OpenCase | OpenTask | SettleCase;

/** What the person will be told. Without an account: it says why nobody was found. */
export interface PlannedOutcome {
  readonly code: LinkOutcomeCode;
  readonly accountId: Uuid | null;
  readonly notBefore: Date | null;
}

/** All that one sign-in does, decided before anything is written. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly outcomes: readonly PlannedOutcome[];
  /** Told only to whom nothing else was said and who holds nothing. */
  readonly otherwise: LinkOutcomeCode;
  /** A hard stop: whatever the person holds, nothing opens (EC-089). */
  readonly stopped: boolean;
}

/** A share of a plan. */
export type Part = Pick<Plan, 'changes' | 'outcomes'>;

export const NOTHING: Part = { changes: [], outcomes: [] };

/** A case as the decisions see it. */
export interface ReviewFacts {
  readonly id: Uuid;
  readonly esiaPersonId: Uuid;
  readonly linkId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly code: string;
  readonly state: 'open' | 'linked' | 'rejected' | 'expired';
  readonly accountIds: readonly Uuid[];
}

export function outcome(
  code: LinkOutcomeCode,
  accountId: Uuid | null,
  notBefore: Date | null = null,
): PlannedOutcome {
  return { code, accountId, notBefore };
}

export function suspension(link: LinkFacts, evidence: Evidence, review: LinkOutcomeCode): Move {
  const reason: SuspensionReason = 'data_mismatch';
  return { kind: 'move', link, event: 'suspend', evidence, reason, review, closesReview: false };
}

/** True when the same case is open, or was rejected: signing in again neither repeats nor reopens it. */
export function isKnownCase(wanted: OpenCase, reviews: readonly ReviewFacts[]): boolean {
  return reviews.some(
    ({ linkId, code, schoolId, state, accountIds }) =>
      linkId === null &&
      (state === 'open' || state === 'rejected') &&
      code === wanted.code &&
      schoolId === wanted.schoolId &&
      wanted.accountIds.every((id) => accountIds.includes(id)),
  );
}
