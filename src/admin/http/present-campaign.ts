import type { CampaignBoard } from '../../legacy/index.js';
import type { CampaignDetailsDto, CampaignDto, CampaignStepDto, CriterionDto } from './campaigns.dto.js';

type Detailed = Awaited<ReturnType<CampaignBoard['findWithReadiness']>>;
type Card = Detailed['card'];
type Criterion = Detailed['readiness']['cutover'][number];
type Step = Awaited<ReturnType<CampaignBoard['history']>>[number];

export function presentCampaign(card: Card): Pick<CampaignDto, keyof CampaignDto> {
  return {
    ...{ id: card.id, school: card.school, municipality: card.municipality, journal_system: card.system },
    ...{ wave: card.wave, phase: card.phase, phase_since: card.phaseSince, cutover_on: card.cutoverOn },
    ...{ announced_at: card.announcedAt, cut_over_at: card.cutOverAt, closed_at: card.closedAt },
    ...{ paused_at: card.pausedAt, confirmed_at: card.confirmedAt, missed_in_row: card.missedInRow },
  };
}

export function presentDetails({ card, readiness }: Detailed): CampaignDetailsDto {
  const { numbers, next } = readiness;
  return {
    ...presentCampaign(card),
    numbers: {
      ...{ accounts: numbers.accounts, signed_in: numbers.signedIn, linked: numbers.linked },
      ...{ at_risk: numbers.atRisk, feed_complete: numbers.feedComplete, open_reviews: numbers.openReviews },
      ...{ refusals: numbers.refusals, refusals_without_paper: numbers.refusalsWithoutPaper },
    },
    readiness_share: readiness.readinessShare,
    next: next === null ? null : { phase: next.phase, criteria: next.criteria.map(presentCriterion) },
    cutover: readiness.cutover.map(presentCriterion),
    in_order: readiness.isInOrder,
  };
}

export function presentCriterion(one: Criterion): CriterionDto {
  const { code, passed, value, threshold, numerator, denominator, text } = one;
  return { code, passed, value, threshold, numerator, denominator, text };
}

export function presentCampaignStep(step: Step): CampaignStepDto {
  return {
    ...{ act_id: step.actId, event: step.event, from: step.from, to: step.to, from_date: step.fromDate },
    ...{ to_date: step.toDate, actor: step.actorKind, actor_id: step.actorId, reason: step.reason },
    ...{ facts: step.facts, at: step.at },
  };
}
