import type { Uuid } from '../../kernel/ids.js';
import type { AccountVerdict } from './account-verdict.js';
import { type Evidence, evidenceOf, type GivenEvidence } from './evidence.js';
import type { AccountFacts, LinkFacts } from './facts.js';
import { suspendedCode } from './held-accounts.js';
import type { SingleMatch } from './match.js';
import { matchNamed, type NamedMatch } from './match-named.js';
import { judgeNamed } from './named-verdict.js';
import {
  planAccount,
  planSend,
  planShared,
  rowOfPair,
  tasksOf,
  waitingCode,
  wasRejected,
} from './plan-account.js';
import { isLocked, isStopped, openedBy, settleCases, type Situation } from './plan-sign-in.js';
import { type Change, isKnownCase, NOTHING, type OpenCase, outcome, type Part, type Plan } from './plan.js';

/**
 * Decides what a second evidence for one account comes to. Giving it again in the same situation plans no change. A part
 * of the rules that a sign-in knows too is the same function here and there.
 */
export function planNamed(situation: Situation, accountId: Uuid, given: GivenEvidence): Plan {
  if (isStopped(situation)) {
    const outcomes = [outcome('OID_SNILS_CHANGED', null)];
    return { changes: [], outcomes, otherwise: 'OID_SNILS_CHANGED', stopped: true };
  }
  if (isLocked(situation)) {
    const outcomes = [outcome('SECURITY_LOCK', null)];
    return { changes: [], outcomes, otherwise: 'SECURITY_LOCK', stopped: false };
  }
  const part = planEvidence(situation, accountId, given);
  const target = targetOf(situation, accountId);
  const settled = target !== null && openedBy(part).length > 0 ? settleCases(target.person, situation) : [];
  return {
    changes: [...part.changes, ...settled],
    outcomes: part.outcomes,
    otherwise: 'NOT_FOUND',
    stopped: false,
  };
}

/** The account with its Person; null when nothing stands behind it any more, or the roster names nobody for it. */
function targetOf({ accounts, people }: Situation, accountId: Uuid) {
  const account = accounts.find(({ id, hasRight }) => id === accountId && hasRight);
  const person = people.find(({ id }) => id === account?.personId);
  return account === undefined || person === undefined ? null : { account, person };
}

function planEvidence(situation: Situation, accountId: Uuid, given: GivenEvidence): Part {
  const target = targetOf(situation, accountId);
  if (target === null) return { changes: [], outcomes: [outcome('NOT_FOUND', accountId)] };
  const { account, person } = target;
  const own = rowOfPair(account, situation);
  if (own?.state === 'active') return NOTHING;
  if (own?.state === 'suspended') {
    // No evidence of the person's own ends a suspension: that is the school's, or the roster's (e.1).
    const code = suspendedCode(own, situation.reviews);
    return { changes: [], outcomes: code === null ? [] : [outcome(code, account.id)] };
  }
  const found = withGiven(matchNamed(situation.subject, person, account.role), given);
  const verdict = judgeNamed(found, account, situation, given);
  if (found.kind === 'another') return planAnother(found, account, own, verdict, situation);
  if (verdict.kind === 'link' && found.kind === 'proposed')
    return planLift(found, account, own, given, situation);
  return planAccount(found, account, situation, verdict);
}

function withGiven(found: NamedMatch, given: GivenEvidence): NamedMatch {
  return { ...found, evidence: { ...found.evidence, given } };
}

/** R4, R3b and R7 with their second evidence: the row that waits becomes active, or a new one begins so. */
function planLift(
  found: SingleMatch,
  account: AccountFacts,
  own: LinkFacts | undefined,
  given: GivenEvidence,
  situation: Situation,
): Part {
  const tasks = tasksOf(found, account, situation.subject);
  const { evidence, rule } = found;
  if (own === undefined) {
    // The school has said no to this pair on this rule: a code of its own does not say yes.
    if (wasRejected(found, account, situation.links)) {
      return { changes: [], outcomes: [outcome('DATA_INSUFFICIENT', account.id)] };
    }
    const enter = {
      kind: 'enter',
      accountId: account.id,
      evidence,
      inheritsFrom: null,
      review: null,
    } as const;
    return { changes: [{ ...enter, entry: 'proof_given', reason: rule }, ...tasks], outcomes: [] };
  }
  if (own.state !== 'pending_proof') {
    return { changes: [], outcomes: [outcome(waitingCode(own), account.id)] };
  }
  const event = given === 'school' ? 'school_confirmed' : 'proof_given';
  const raised: Change = {
    kind: 'move',
    link: own,
    event,
    evidence,
    reason: rule,
    review: null,
    closesReview: true,
  };
  return { changes: [raised, ...tasks], outcomes: [] };
}

/** R10: no row begins; one that waited for a proof goes to the school, because what was given speaks against it. */
function planAnother(
  found: Extract<NamedMatch, { kind: 'another' }>,
  account: AccountFacts,
  own: LinkFacts | undefined,
  verdict: AccountVerdict,
  { reviews }: Situation,
): Part {
  if (verdict.kind === 'refuse') {
    const told = [outcome(verdict.code, account.id, verdict.notBefore)];
    if (verdict.code !== 'SIBLING_ACCOUNT' || own?.state !== 'pending_proof') {
      return { changes: [], outcomes: told };
    }
    return planSend(found, own, { kind: 'review', code: verdict.code, event: 'evidence_contradicts' });
  }
  const shared = planShared(found, account, reviews);
  if (own?.state !== 'pending_proof') return shared;
  const sent = planSend(found, own, {
    kind: 'review',
    code: 'SHARED_ACCOUNT',
    event: 'evidence_contradicts',
  });
  const tasks = shared.changes.filter(({ kind }) => kind === 'task');
  return { changes: [...sent.changes, ...tasks], outcomes: sent.outcomes };
}

/**
 * EC-041: a parent at a pupil's account. Nothing is linked; the school of the pupil gets the request, as R8 with a school
 * named (e.1.1), and the account that was named beside it.
 */
export function planRequestAsParent(situation: Situation, accountId: Uuid): Plan {
  const target = targetOf(situation, accountId);
  const told = {
    outcomes: [outcome('DATA_INSUFFICIENT', accountId)],
    otherwise: 'NOT_FOUND',
    stopped: false,
  } as const;
  if (target === null || target.account.role !== 'student') return { changes: [], ...told };
  const evidence: Evidence = {
    ...evidenceOf('R8', situation.subject.facts, target.person),
    hint: 'ASKS_AS_REPRESENTATIVE',
    given: 'legacy_proof',
  };
  const schoolId = target.account.schoolIds[0] ?? null;
  const wanted: OpenCase = {
    kind: 'case',
    code: 'NOT_FOUND',
    schoolId,
    accountIds: [accountId],
    evidence,
    rule: 'R8',
  };
  return { changes: isKnownCase(wanted, situation.reviews) ? [] : [wanted], ...told };
}
