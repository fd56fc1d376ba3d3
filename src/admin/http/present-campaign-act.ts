import type { ActPreview, HeldCampaign } from '../../legacy/index.js';
import { fillText, type ProblemCatalog } from '../../platform/http/problem-catalog.js';
import type { AccountCountsDto, CampaignActPreviewDto, CampaignResultDto } from './campaign-acts.dto.js';

type Step = ActPreview['steps'][number];
type Counts = ActPreview['people'][number]['before'];

export function presentMoved(step: Step): CampaignResultDto {
  return {
    ...{ campaign_id: step.campaignId, school_id: step.schoolId, wave: step.wave },
    result: step.event === 'carried_along' ? 'carried_along' : 'moved',
    ...{ from: step.from, to: step.to, from_date: step.fromDate, to_date: step.toDate },
    ...{ code: null, message: null },
  };
}

/** A refusal in a row says what a refusal of the whole request would. */
export function presentHeld(held: HeldCampaign, catalog: ProblemCatalog): CampaignResultDto {
  const text = catalog.find(held.code);
  return {
    ...{ campaign_id: held.campaignId, school_id: held.schoolId, wave: held.wave, result: 'held' },
    ...{ from: null, to: null, from_date: null, to_date: null, code: held.code },
    message: text === undefined ? null : fillText(text.detail, held.facts),
  };
}

export function presentPreview(preview: ActPreview, catalog: ProblemCatalog): CampaignActPreviewDto {
  const { steps, held, people, failing } = preview;
  const moved = new Map(steps.map((one) => [one.campaignId, one]));
  const none = { schoolId: null, accounts: 0, byState: {}, notLinked: 0, exempt: 0, openCases: 0 };
  const total = people.find(({ after }) => after.schoolId === null) ?? { before: none, after: none };
  return {
    ...{ moved: steps.length, held: held.length },
    items: [...steps.map(presentMoved), ...held.map((one) => presentHeld(one, catalog))],
    total: { before: presentCounts(total.before), after: presentCounts(total.after) },
    schools: people.flatMap(({ before, after }) =>
      after.schoolId === null
        ? []
        : [{ school_id: after.schoolId, before: presentCounts(before), after: presentCounts(after) }],
    ),
    failing_gates: failing.flatMap(({ campaignId, phase, criterion }) => {
      const step = moved.get(campaignId);
      if (step === undefined) return [];
      const { code, text } = criterion;
      return [{ campaign_id: campaignId, school_id: step.schoolId, wave: step.wave, phase, code, text }];
    }),
  };
}

function presentCounts({ accounts, byState, notLinked, exempt, openCases }: Counts): AccountCountsDto {
  return { accounts, by_state: byState, not_linked: notLinked, exempt, open_cases: openCases };
}
