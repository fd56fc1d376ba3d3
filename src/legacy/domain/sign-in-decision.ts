import { daysBetween, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { isCutOver } from './campaign-phase.js';
import type { Credential } from './credential-state.js';
import type { Decision, MessageCode, Verdict } from './decision-codes.js';
import { wordsOf } from './decision-words.js';
import { effectiveCredential } from './effective-credential.js';
import type { AccountFacts, SignInFacts } from './sign-in-facts.js';

/** The answer about one password sign-in. */
export interface SignInDecision {
  readonly decision: Decision;
  /** Null with `allow` only. */
  readonly code: MessageCode | null;
  /** Russian, for the person who signs in: what is going on and what to do; null with `allow` only. */
  readonly text: string | null;
  /** The end of what the message speaks of: exemption, re-enabling, emergency, brownout. */
  readonly until: Date | null;
  readonly cutoverOn: CalendarDate | null;
  /** Days of the region until the cut-over; null when there is no date or it is over. */
  readonly daysLeft: number | null;
  /** How often the wizard may still be skipped; null unless linking is asked for. */
  readonly skipsLeft: number | null;
  readonly linkUrl: string | null;
  /** Seconds after which the password may work again; null when time alone opens nothing. */
  readonly retryAfter: number | null;
  /** How long the answer may be kept. */
  readonly cacheSeconds: number;
  /** The brownout that refused. */
  readonly brownoutId: Uuid | null;
}

/** An answer is kept no longer than this, however far the next boundary is. */
const MOST_CACHE_SECONDS = 60;

/**
 * Decides about one password sign-in: the list of e.2, first match wins. The same rule stands in SQL as
 * `legacy_decision_of`, for lists; a property test holds the two equal.
 */
export function decide(facts: SignInFacts): SignInDecision {
  const verdict = verdictOf(facts);
  const { now, today, campaign, account, skipsAllowed, skipsUsed } = facts;
  const { cutoverOn } = campaign;
  const isAhead = cutoverOn !== null && !isCutOver(campaign.phase);
  const daysLeft = isAhead ? Math.max(0, daysBetween(today, cutoverOn)) : null;
  const isBrownout = verdict.decision === 'deny_brownout';
  return {
    decision: verdict.decision,
    code: verdict.code,
    text: wordsOf(verdict, { ...facts, daysLeft }),
    until: verdict.until,
    cutoverOn,
    daysLeft,
    skipsLeft: verdict.code === 'LEGACY_LINK_REQUIRED' ? Math.max(0, skipsAllowed - skipsUsed) : null,
    linkUrl: leadsToLinking(verdict.code) ? facts.linkUrl : null,
    retryAfter: isBrownout && verdict.until !== null ? secondsUntil(verdict.until, now, Math.ceil) : null,
    cacheSeconds: cacheSecondsOf(facts),
    brownoutId: isBrownout ? (account?.brownout?.id ?? null) : null,
  };
}

function verdictOf(facts: SignInFacts): Verdict {
  const { now, campaign, account, breakGlassUntil, outage } = facts;
  const isBefore = !isCutOver(campaign.phase);
  // 1
  if (account === null) return isBefore ? ALLOW : told('deny_unknown', 'LEGACY_UNKNOWN');
  // 2
  if (account.lock !== null) return told('deny_locked', lockCode(account.lock));
  const state = stateOf(facts, account);
  const until = coverOf(facts, account, state);
  // 3
  if (state.state === 'issued_under_exemption' && until !== null) return warned('LEGACY_EXEMPT', until);
  // 4
  if (state.state === 'never_issued' || state.state === 'purged')
    return told('deny_unknown', 'LEGACY_UNKNOWN');
  // 5
  if (breakGlassUntil !== null && breakGlassUntil > now) return warned('LEGACY_ESIA_OUTAGE', breakGlassUntil);
  // 6
  if (until !== null) return warned('LEGACY_EXEMPT', until);
  // 7
  if (state.state === 'reenabled') return warned('LEGACY_REENABLED', state.until);
  // 8
  if (outage !== null && (outage.until === null || outage.until > now) && isBefore)
    return warned('LEGACY_ESIA_OUTAGE', outage.until);
  // 9
  if (isInBrownout(facts, account, state))
    return { ...told('deny_brownout', 'LEGACY_BROWNOUT'), until: account.brownout?.endsAt ?? null };
  // 10
  return verdictOfState(facts, account, state);
}

function verdictOfState(facts: SignInFacts, account: AccountFacts, state: Credential): Verdict {
  switch (state.state) {
    case 'active':
      return ALLOW;
    case 'warned':
      return warned('LEGACY_WARN', null);
    case 'link_required':
      return facts.skipsUsed < facts.skipsAllowed
        ? told('require_linking', 'LEGACY_LINK_REQUIRED')
        : warned('LEGACY_LINK_REQUIRED', null);
    case 'disabled':
      if (state.reason === 'unused') return told('deny_unused', 'LEGACY_UNUSED');
      return told('deny_cutover', isLinked(account, state.reason) ? 'LEGACY_LINKED' : 'LEGACY_DISABLED');
    case 'reenabled':
      return warned('LEGACY_REENABLED', state.until);
    case 'issued_under_exemption':
      return warned('LEGACY_EXEMPT', null);
    case 'never_issued':
    case 'purged':
      return told('deny_unknown', 'LEGACY_UNKNOWN');
  }
}

/** The state in force of an account in these circumstances. */
export function stateOf({ campaign, now }: SignInFacts, account: AccountFacts): Credential {
  const { link, isOpen, exemption } = account;
  const isExempt = exemption !== null && exemption.until > now;
  return effectiveCredential(account.credential, { phase: campaign.phase, now, link, isOpen, isExempt });
}

/** The end of the exemption or open case that covers the account; null when none does. Only a person's own reaches a linked one. */
export function coverOf(
  { now, campaign }: SignInFacts,
  account: AccountFacts,
  state: Credential,
): Date | null {
  const linked = state.state === 'disabled' && state.reason === 'linked';
  const { exemption, openCase } = account;
  const ends: Date[] = [];
  if (exemption !== null && exemption.until > now && (exemption.isPersonal || !linked))
    ends.push(exemption.until);
  if (
    openCase !== null &&
    !linked &&
    openCase.until > now &&
    isBegunBefore(openCase.begunAt, campaign.cutOverAt)
  )
    ends.push(openCase.until);
  return ends.reduce<Date | null>((latest, end) => (latest === null || end > latest ? end : latest), null);
}

const isBegunBefore = (begunAt: Date, cutOverAt: Date | null): boolean =>
  cutOverAt === null || begunAt < cutOverAt;

/** A window refuses only in its phase, never while the campaign is paused (e.3), and only who could still sign in. */
function isInBrownout({ now, campaign }: SignInFacts, account: AccountFacts, state: Credential): boolean {
  const window = account.brownout;
  return (
    window !== null &&
    window.startsAt <= now &&
    window.endsAt > now &&
    campaign.phase === 'brownouts' &&
    !campaign.isPaused &&
    (state.state === 'active' || state.state === 'warned' || state.state === 'link_required')
  );
}

/** Who is told to come in by Госуслуги must be able to: a suspended link lets its reason speak there. */
const isLinked = (account: AccountFacts, reason: 'linked' | 'cutover'): boolean =>
  account.link === 'active' || (reason === 'linked' && account.link === 'suspended');

/** The nearest moment ahead at which the answer may change; an answer is not kept beyond it. */
function cacheSecondsOf({ now, campaign, account, breakGlassUntil, outage }: SignInFacts): number {
  const credential = account?.credential;
  const boundaries = [
    campaign.cutoverBegins,
    breakGlassUntil,
    outage?.until,
    account?.exemption?.until,
    account?.openCase?.until,
    account?.brownout?.endsAt,
    account?.nextBrownoutAt,
    credential?.state === 'reenabled' ? credential.until : null,
  ];
  let seconds = MOST_CACHE_SECONDS;
  for (const boundary of boundaries) {
    if (boundary instanceof Date && boundary > now)
      seconds = Math.min(seconds, secondsUntil(boundary, now, Math.floor));
  }
  return seconds;
}

const secondsUntil = (moment: Date, now: Date, whole: (seconds: number) => number): number =>
  whole((moment.getTime() - now.getTime()) / 1000);

const ALLOW: Verdict = { decision: 'allow', code: null, until: null };

const told = (decision: Exclude<Decision, 'allow'>, code: MessageCode) =>
  ({ decision, code, until: null }) as const;

const warned = (code: MessageCode, until: Date | null): Verdict => ({
  decision: 'allow_with_warning',
  code,
  until,
});

const lockCode = (reason: NonNullable<AccountFacts['lock']>): MessageCode =>
  reason === 'restriction' ? 'REPRESENTATION_RESTRICTED' : 'SECURITY_LOCK';

/** While Госуслуги are down, or nobody may be told of the account, there is nowhere to be led. */
function leadsToLinking(code: MessageCode | null): boolean {
  switch (code) {
    case 'LEGACY_WARN':
    case 'LEGACY_EXEMPT':
    case 'LEGACY_REENABLED':
    case 'LEGACY_LINK_REQUIRED':
    case 'LEGACY_BROWNOUT':
    case 'LEGACY_UNUSED':
    case 'LEGACY_DISABLED':
    case 'LEGACY_LINKED':
    case 'LEGACY_UNKNOWN':
      return true;
    case 'LEGACY_ESIA_OUTAGE':
    case 'SECURITY_LOCK':
    case 'REPRESENTATION_RESTRICTED':
    case null:
      return false;
  }
}
