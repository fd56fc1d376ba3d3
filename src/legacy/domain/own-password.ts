import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { mayHoldBrownouts } from './brownout.js';
import { isCutOver, phaseRank } from './campaign-phase.js';
import { LINKED_DAYS } from './credential-moves.js';
import type { Credential } from './credential-state.js';
import type { MessageCode } from './decision-codes.js';
import { reenableRefusal, type ReenableRefusal } from './reenable.js';
import { coverOf, decide, type SignInDecision, stateOf } from './sign-in-decision.js';
import type { AccountFacts, SignInFacts } from './sign-in-facts.js';

/** A link of the person to the account, as far as it says who they are. */
export interface OwnersLink {
  readonly state: 'active' | 'suspended' | 'pending_proof' | 'pending_review' | 'awaiting_consent';
  readonly reason: string | null;
}

/** Some time in which a password is refused to show what will come (LEG-07). */
export interface BrownoutAhead {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The last that was asked of the school, and its no. */
export interface AskedAgain {
  readonly state: 'requested' | 'refused';
  readonly at: Date;
  /** Of the school; null while it is silent. */
  readonly reason: string | null;
}

/** What the owner may read beside the answer that a journal would get. */
export interface OwnPasswordFacts {
  readonly link: OwnersLink;
  /** When the step that disabled it was written; null in any other state. */
  readonly disabledAt: Date | null;
  readonly lockedAt: Date | null;
  readonly linkedSince: Date | null;
  /** The policy of the journal shuts the password some days after the link, and no second account is awaited (EC-104). */
  readonly shutsWhenLinked: boolean;
  readonly brownoutsAhead: readonly BrownoutAhead[];
  readonly asked: AskedAgain | null;
  /** The one window of the account was asked for or given before. */
  readonly isReenableUsed: boolean;
  /** For how many days at most a school gives a password back. */
  readonly reenableDays: number;
}

/** An old password as its owner sees it: the same answer that the e-journal is given now, with its dates. */
export interface OwnPassword {
  /** Null: the password works, and nothing is to be said of it but when it ends. */
  readonly code: MessageCode | null;
  readonly standing: Credential['state'];
  /** Of exemption, re-enabling, emergency or the brownout that runs. */
  readonly until: Date | null;
  /** An open case, not an exemption, keeps the password (LEG-20). */
  readonly keptByCase: boolean;
  /** Null until the date is announced. */
  readonly cutoverOn: CalendarDate | null;
  /** Days of the region until then; null when it is over or not announced. */
  readonly daysLeft: number | null;
  readonly isPaused: boolean;
  /** Since when it is refused; null while it works. */
  readonly since: Date | null;
  /** The day on which the link shuts it, where that comes first. */
  readonly linkedEnd: CalendarDate | null;
  /** The person's link opens the journal, so that nobody is shut out. */
  readonly isLinked: boolean;
  readonly brownoutsAhead: readonly BrownoutAhead[];
  readonly asked: AskedAgain | null;
  /** What this person may do to get it back. */
  readonly way: 'undo_unused' | 'ask_school' | null;
  /** Why a school gives it back no more; null where it may, or nothing is refused. */
  readonly noWay: Extract<ReenableRefusal, 'used' | 'closed'> | null;
  readonly reenableDays: number;
}

/** Codes of a refusal that a way back may follow. */
const REFUSED: readonly (MessageCode | null)[] = ['LEGACY_BROWNOUT', 'LEGACY_UNUSED', 'LEGACY_DISABLED'];

/**
 * What a person reads of the old password of an account that a link of theirs names; null where another person holds the
 * account: it is none of theirs then.
 */
export function ownPassword(
  facts: SignInFacts & { readonly account: AccountFacts },
  own: OwnPasswordFacts,
): OwnPassword | null {
  const { account, campaign } = facts;
  const isLive = own.link.state === 'active' || own.link.state === 'suspended';
  if (!isLive && account.link !== null) return null;
  const state = stateOf(facts, account);
  const { code, until, daysLeft, cutoverOn } = lasting(decide(facts), facts, state);
  const isTold = phaseRank(campaign.phase) >= phaseRank('announced');
  const asked = {
    phase: campaign.phase,
    standing: state.state === 'disabled' ? (`disabled.${state.reason}` as const) : state.state,
    isHeld: account.link === 'active' || account.link === 'suspended',
    isUsed: own.isReenableUsed,
  };
  const refusal = REFUSED.includes(code) ? reenableRefusal(asked) : 'works';
  const isAsked = own.asked?.state === 'requested';
  const mayUndo = code === 'LEGACY_UNUSED' && isProven(own.link);
  return {
    ...{ code, standing: state.state, until },
    keptByCase: isKeptByCase(facts, account, state),
    cutoverOn: isTold ? cutoverOn : null,
    daysLeft: isTold ? daysLeft : null,
    isPaused: campaign.isPaused && !isCutOver(campaign.phase),
    since: sinceOf(code, facts, own),
    linkedEnd: linkedEndOf(facts, own, state),
    isLinked: own.link.state === 'active',
    brownoutsAhead: brownoutsMet(facts, own, state),
    asked: refusal === null || isAsked ? own.asked : null,
    way: mayUndo ? 'undo_unused' : refusal === null ? 'ask_school' : null,
    noWay: !mayUndo && !isAsked && (refusal === 'closed' || refusal === 'used') ? refusal : null,
    reenableDays: own.reenableDays,
  };
}

/**
 * The person has been matched beyond doubt, so that giving a password back needs nobody's word: the link is active, or what
 * it lacks is a consent only. A data mismatch, a dispute or a question to the school leave it open who they are.
 */
function isProven({ state, reason }: OwnersLink): boolean {
  return (
    state === 'active' ||
    state === 'awaiting_consent' ||
    (state === 'suspended' && reason === 'consent_withdrawn')
  );
}

function isKeptByCase(facts: SignInFacts, account: AccountFacts, state: Credential): boolean {
  const until = coverOf(facts, account, state);
  const { exemption } = account;
  return until !== null && (exemption === null || exemption.until < until);
}

function sinceOf(
  code: MessageCode | null,
  { campaign }: SignInFacts,
  { disabledAt, lockedAt }: OwnPasswordFacts,
): Date | null {
  switch (code) {
    case 'SECURITY_LOCK':
    case 'REPRESENTATION_RESTRICTED':
      return lockedAt;
    case 'LEGACY_UNUSED':
    case 'LEGACY_LINKED':
      return disabledAt ?? campaign.cutOverAt;
    case 'LEGACY_DISABLED':
      return campaign.cutOverAt ?? disabledAt;
    case 'LEGACY_BROWNOUT':
    case 'LEGACY_UNKNOWN':
    case 'LEGACY_WARN':
    case 'LEGACY_EXEMPT':
    case 'LEGACY_REENABLED':
    case 'LEGACY_ESIA_OUTAGE':
    case 'LEGACY_LINK_REQUIRED':
    case null:
      return null;
  }
}

/** A link that has been active for seven days shuts a password (e.2); only where that comes before the cut-over. */
function linkedEndOf(
  { campaign, timeZone }: SignInFacts,
  { linkedSince, shutsWhenLinked, link }: OwnPasswordFacts,
  state: Credential,
): CalendarDate | null {
  if (!isOpenState(state) || !shutsWhenLinked || linkedSince === null || link.state !== 'active') return null;
  const day = addDays(dayIn(linkedSince, timeZone), LINKED_DAYS);
  return campaign.cutoverOn === null || day < campaign.cutoverOn ? day : null;
}

/** The windows that this password will meet: none while a campaign is paused, nor before a cover of it ends. */
function brownoutsMet(
  facts: SignInFacts & { readonly account: AccountFacts },
  { brownoutsAhead }: OwnPasswordFacts,
  state: Credential,
): readonly BrownoutAhead[] {
  const { campaign, account } = facts;
  if (!mayHoldBrownouts(campaign.phase) || campaign.isPaused || account.lock !== null || !isOpenState(state))
    return [];
  const covered = coverOf(facts, account, state);
  return brownoutsAhead.filter(({ startsAt }) => covered === null || startsAt >= covered);
}

/** A cover that ends before the cut-over changes nothing for who could sign in anyhow: it is not spoken of. */
function lasting(decision: SignInDecision, { campaign }: SignInFacts, state: Credential): SignInDecision {
  if (decision.code !== 'LEGACY_EXEMPT' || isCutOver(campaign.phase) || !isOpenState(state)) return decision;
  const { cutoverBegins } = campaign;
  const outlasts = cutoverBegins !== null && decision.until !== null && decision.until > cutoverBegins;
  return outlasts ? decision : { ...decision, code: null, until: null };
}

function isOpenState({ state }: Credential): boolean {
  return state === 'active' || state === 'warned' || state === 'link_required';
}
