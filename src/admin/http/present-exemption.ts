import type { Principal } from '../../access/index.js';
import { type Exemption, holdsUntil } from '../../legacy/index.js';
import type { ExemptionDto, RenewalStateDto } from './exemptions.dto.js';
import { maySeePeople } from './overlay-acts.js';

/** An exemption as this administrator may see it. */
export function presentExemption(principal: Principal, one: Exemption): ExemptionDto {
  const withPeople = maySeePeople(principal, one.schoolId);
  return {
    id: one.id,
    school_id: one.schoolId,
    scope: one.scope,
    person_id: withPeople ? one.personId : null,
    class_id: one.classGroupId,
    wave: one.wave,
    type: one.type,
    ground: one.ground,
    basis: one.basis,
    evidence_ref: withPeople ? one.evidenceRef : null,
    state: one.state,
    starts_on: one.startsOn,
    ends_on: one.endsOn,
    holds_until: holdsUntil(one),
    renewal: renewalOf(one),
    requested_at: one.requestedAt,
    decided_as: one.decidedAs,
    decided_at: one.decidedAt,
    decision_reason: one.decisionReason,
    escalated_at: one.escalatedAt,
    ended_at: one.endedAt,
    review_due_on: one.reviewDueOn,
  };
}

function renewalOf({ renewalUntil, renewalBasis, renewalAskedAt }: Exemption): RenewalStateDto | null {
  if (renewalUntil === null || renewalBasis === null || renewalAskedAt === null) return null;
  return { until: renewalUntil, basis: renewalBasis, asked_at: renewalAskedAt };
}
