import type { LinkStepRecord, MaskedLink } from '../../linking/index.js';
import type { LinkDto, LinkStepDto } from './links.dto.js';

/** A link as the API says it. */
export function presentLink({ link, esiaName, rosterName, card }: MaskedLink): LinkDto {
  return {
    id: link.id,
    state: link.state,
    reason: link.reason,
    rule: link.rule,
    account_id: link.accountId,
    role: card?.role ?? null,
    class_label: card?.classLabel ?? null,
    esia_person: esiaName,
    roster_person: rosterName,
    created_at: link.createdAt,
    changed_at: link.changedAt,
    until: link.until,
  };
}

/** A step of a link as the API says it: which rule, which attributes, who, why; no value (LNK-11). */
export function presentStep({ evidence, actorKind, ...step }: LinkStepRecord): LinkStepDto {
  return {
    ...step,
    rule: evidence?.rule ?? null,
    equal: [...(evidence?.equal ?? [])],
    different: [...(evidence?.different ?? [])],
    missing: [...(evidence?.missing ?? [])],
    actor: actorKind,
  };
}
