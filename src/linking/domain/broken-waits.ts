import type { Uuid } from '../../kernel/ids.js';
import { type Evidence, evidenceOf, type Rule } from './evidence.js';
import type { AccountFacts, Candidate, LinkFacts, Subject } from './facts.js';
import type { MatchDecision } from './match.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import type { Move } from './plan.js';

/** What the rows at the consent gate are looked at with. */
export interface WaitsAround {
  readonly esiaPersonId: Uuid;
  readonly subject: Subject;
  readonly people: readonly Candidate[];
  readonly accounts: readonly (AccountFacts & { readonly hasRight: boolean })[];
  readonly links: readonly LinkFacts[];
}

/**
 * The rows at the consent gate whose account is of a Person that the rules no longer find: the school looks at them
 * (e.1, `rule_broken`). Those whose Person is found are judged with the account.
 */
export function brokenWaits(decision: MatchDecision, around: WaitsAround): readonly Move[] {
  const found = 'person' in decision ? decision.person.id : null;
  const code: LinkOutcomeCode = 'code' in decision ? decision.code : 'DATA_INSUFFICIENT';
  return around.links
    .filter((link) => link.state === 'awaiting_consent' && link.esiaPersonId === around.esiaPersonId)
    .flatMap((link): Move[] => {
      const account = around.accounts.find(({ id, hasRight }) => hasRight && id === link.accountId);
      const person = around.people.find(({ id }) => id === account?.personId);
      if (person === undefined || person.id === found) return [];
      const evidence: Evidence = evidenceOf(link.rule as Rule, around.subject.facts, person);
      const step = { event: 'rule_broken', reason: code, review: code, closesReview: false } as const;
      return [{ kind: 'move', link, evidence, ...step }];
    });
}
