import { type AccountVerdict, judgeAccount, type Surroundings } from './account-verdict.js';
import { compare } from './evidence.js';
import type { AccountFacts, LinkFacts, Subject } from './facts.js';
import { nameTasks, patronymicTask, suspendedCode } from './held-accounts.js';
import { isLive, isOpen } from './link-state.js';
import type { SingleMatch } from './match.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import { isOutcomeCode } from './outcome-texts.js';
import {
  type Change,
  isKnownCase,
  NOTHING,
  outcome,
  type Part,
  type PlannedOutcome,
  type ReviewFacts,
} from './plan.js';

/** What the rules found, applied to one account of the Person; with a row of the pair that row moves, else one begins. */
export function planAccount(found: SingleMatch, account: AccountFacts, situation: Surroundings): Part {
  const own = situation.links.find(
    (link) =>
      link.accountId === account.id &&
      link.esiaPersonId === situation.esiaPersonId &&
      (isLive(link.state) || isOpen(link.state)),
  );
  if (own?.state === 'active') return NOTHING;
  const verdict = judgeAccount(found, account, situation);
  if (own?.state === 'suspended') return planResume(found, account, own, verdict, situation);
  if (own !== undefined) return planOpen(found, account, own, verdict, situation.subject);
  return planNew(found, account, verdict, situation);
}

/** A `data_mismatch` ends when the roster is mended and R1 or R2 holds; a changed СНИЛС in ESIA only by the school. */
function planResume(
  found: SingleMatch,
  account: AccountFacts,
  own: LinkFacts,
  verdict: AccountVerdict,
  { reviews, subject }: Surroundings,
): Part {
  if (own.reason === 'consent_withdrawn')
    return stillHolds(found, own, verdict) ? afterConsent(found, own) : NOTHING;
  const open = reviews.find(({ linkId, state }) => linkId === own.id && state === 'open');
  if (own.reason !== 'data_mismatch' || verdict.kind !== 'link' || open === undefined) return NOTHING;
  const step = { event: 'resolved', reason: 'roster_mended', review: null, closesReview: true } as const;
  return {
    changes: [
      { kind: 'move', link: own, evidence: found.evidence, ...step },
      ...tasksOf(found, account, subject),
    ],
    outcomes: [],
  };
}

/** An open row: raised when the rule now holds, sent to the school when the evidence turned, else as it was. */
function planOpen(
  found: SingleMatch,
  account: AccountFacts,
  own: LinkFacts,
  verdict: AccountVerdict,
  subject: Subject,
): Part {
  const waiting: Part = { changes: [], outcomes: [outcome(waitingCode(own), account.id)] };
  if (own.state === 'awaiting_consent') return planAwaiting(found, own, verdict);
  switch (verdict.kind) {
    case 'link':
    case 'take_over':
      return planRaise(found, account, own, verdict, subject) ?? waiting;
    case 'review':
      return own.state === 'pending_proof' ? planSend(found, own, verdict) : waiting;
    case 'propose':
      return waiting;
    case 'share':
      return { changes: [], outcomes: [outcome('SHARED_ACCOUNT', account.id)] };
    case 'refuse':
      return { changes: [], outcomes: [outcome(verdict.code, account.id, verdict.notBefore)] };
  }
}

/**
 * A row at the consent gate: as long as its rule holds, it is raised, and the gate lets it through or not (LNK-12); a rule
 * or guard that no longer holds is the school's to look at.
 */
function planAwaiting(found: SingleMatch, own: LinkFacts, verdict: AccountVerdict): Part {
  if (stillHolds(found, own, verdict)) {
    const room = verdict.kind === 'take_over' ? [supersede(found, verdict.old)] : [];
    return { changes: [...room, ...afterConsent(found, own).changes], outcomes: [] };
  }
  const code =
    verdict.kind === 'link' || verdict.kind === 'take_over' ? 'DATA_INSUFFICIENT' : codeOf(verdict);
  const told: readonly PlannedOutcome[] = [outcome(code, own.accountId)];
  // Time and assurance come and go with the sign-in; they say nothing against the rule.
  if (code === 'LINK_COOLDOWN' || code === 'ESIA_NOT_VERIFIED') return { changes: [], outcomes: told };
  const step = { event: 'rule_broken', reason: code, review: code, closesReview: false } as const;
  return { changes: [{ kind: 'move', link: own, evidence: found.evidence, ...step }], outcomes: told };
}

/** The step that a consent makes possible; the gate withholds it while the consent is due. */
function afterConsent(found: SingleMatch, own: LinkFacts): Part {
  const event = own.state === 'suspended' ? 'resolved' : 'consent_given';
  const step = { event, reason: 'consent_given', review: null, closesReview: false } as const;
  return { changes: [{ kind: 'move', link: own, evidence: found.evidence, ...step }], outcomes: [] };
}

/** The rules would link now, or would still propose by the very rule whose second evidence was given. */
function stillHolds(found: SingleMatch, own: LinkFacts, verdict: AccountVerdict): boolean {
  if (verdict.kind === 'take_over') return verdict.old.state === 'active';
  return verdict.kind === 'link' || (verdict.kind === 'propose' && found.rule === own.rule);
}

function codeOf(verdict: Exclude<AccountVerdict, { kind: 'link' | 'take_over' }>): LinkOutcomeCode {
  return verdict.kind === 'share' ? 'SHARED_ACCOUNT' : verdict.code;
}

/** Null where the row must go on waiting behind a link of the same human that is suspended. */
function planRaise(
  found: SingleMatch,
  account: AccountFacts,
  own: LinkFacts,
  verdict: Extract<AccountVerdict, { kind: 'link' | 'take_over' }>,
  subject: Subject,
): Part | null {
  if (verdict.kind === 'take_over' && verdict.old.state === 'suspended') return null;
  const step = { event: 'roster_mended', reason: found.rule, review: null, closesReview: true } as const;
  const superseded = verdict.kind === 'take_over' ? [supersede(found, verdict.old)] : [];
  const raised: Change = { kind: 'move', link: own, evidence: found.evidence, ...step };
  return { changes: [...superseded, raised, ...tasksOf(found, account, subject)], outcomes: [] };
}

function planSend(
  found: SingleMatch,
  own: LinkFacts,
  { code, event }: Extract<AccountVerdict, { kind: 'review' }>,
): Part {
  const step = { event, reason: code, review: code, closesReview: false };
  return {
    changes: [{ kind: 'move', link: own, evidence: found.evidence, ...step }],
    outcomes: [outcome(code, own.accountId)],
  };
}

/** What a person reads of a row that waits: its reason is the code with which it began to. */
export function waitingCode(link: LinkFacts): LinkOutcomeCode {
  if (link.state === 'awaiting_consent') return 'AWAITING_PARENT_CONSENT';
  return link.reason !== null && isOutcomeCode(link.reason) ? link.reason : 'DATA_INSUFFICIENT';
}

function planNew(
  found: SingleMatch,
  account: AccountFacts,
  verdict: AccountVerdict,
  situation: Surroundings,
): Part {
  const enter = {
    kind: 'enter',
    accountId: account.id,
    evidence: found.evidence,
    inheritsFrom: null,
  } as const;
  switch (verdict.kind) {
    case 'link':
      return {
        changes: [
          { ...enter, entry: 'matched', reason: found.rule, review: null },
          ...tasksOf(found, account, situation.subject),
        ],
        outcomes: [],
      };
    case 'take_over':
      return planTakeOver(found, account, verdict.old, situation);
    case 'propose':
    case 'review': {
      const told: readonly PlannedOutcome[] = [outcome(verdict.code, account.id)];
      if (wasRejected(found, account, situation.links)) return { changes: [], outcomes: told };
      const proposed = verdict.kind === 'propose';
      const entry = proposed ? ('proposed' as const) : ('sent_to_review' as const);
      const change = { ...enter, entry, reason: verdict.code, review: proposed ? null : verdict.code };
      return { changes: [change], outcomes: told };
    }
    case 'share':
      return planShared(found, account, situation.reviews);
    case 'refuse':
      return { changes: [], outcomes: [outcome(verdict.code, account.id, verdict.notBefore)] };
  }
}

/** LNK-10: the old oid makes room; a suspended link stays suspended, for the same reason and with the same case. */
function planTakeOver(
  found: SingleMatch,
  account: AccountFacts,
  old: LinkFacts,
  { subject, reviews }: Surroundings,
): Part {
  const enter = { kind: 'enter', accountId: account.id, evidence: found.evidence, review: null } as const;
  if (old.state !== 'suspended') {
    const linked = { ...enter, entry: 'new_oid', reason: found.rule, inheritsFrom: null } as const;
    return { changes: [supersede(found, old), linked, ...tasksOf(found, account, subject)], outcomes: [] };
  }
  const reason = old.reason ?? 'data_mismatch';
  const stays = {
    ...enter,
    entry: 'new_oid_suspended',
    reason,
    inheritsFrom: old.id,
    until: old.until,
  } as const;
  const code = suspendedCode(old, reviews);
  return {
    changes: [supersede(found, old), stays],
    outcomes: code === null ? [] : [outcome(code, account.id)],
  };
}

function supersede(found: SingleMatch, old: LinkFacts): Change {
  const step = { event: 'supersede', reason: 'new_oid', review: null, closesReview: false } as const;
  return { kind: 'move', link: old, evidence: found.evidence, ...step };
}

/** LNK-17: never two links on one account; the school gets a case and the task to open a second account. */
function planShared(found: SingleMatch, account: AccountFacts, reviews: readonly ReviewFacts[]): Part {
  const code = 'SHARED_ACCOUNT';
  const schoolId = account.schoolIds[0] ?? null;
  const told: readonly PlannedOutcome[] = [outcome(code, account.id)];
  const { rule, evidence } = found;
  const opened = { kind: 'case', code, schoolId, accountIds: [account.id], evidence, rule } as const;
  if (isKnownCase(opened, reviews)) return { changes: [], outcomes: told };
  const task = {
    kind: 'task',
    code: 'SECOND_ACCOUNT_NEEDED',
    personId: found.person.id,
    attributes: [],
  } as const;
  return { changes: [opened, { ...task, schoolId, accountId: account.id }], outcomes: told };
}

/** R2's discrepancy and EC-005's missing patronymic. */
function tasksOf({ person }: SingleMatch, account: AccountFacts, subject: Subject): readonly Change[] {
  return [...nameTasks(compare(subject.facts, person), account), ...patronymicTask(subject, person, account)];
}

/** A school has refused this pair on the same rule: saying it again brings no new case (LNK-14 is the person's way). */
function wasRejected(found: SingleMatch, account: AccountFacts, links: readonly LinkFacts[]): boolean {
  return links.some(
    (link) => link.accountId === account.id && link.state === 'rejected' && link.rule === found.rule,
  );
}
