import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import { firstAllowed } from './calendar.js';
import {
  type Campaign,
  type CampaignChange,
  CLOSE_AFTER_DAYS,
  DAYS_BEFORE,
  GRACE_AFTER_DAYS,
  isInOrder,
  MISSED_DAYS,
} from './campaign.js';
import type { CampaignPhase } from './campaign-phase.js';
import type { Criterion, GateFacts } from './criterion.js';
import { gatesInto } from './gates.js';

/** What the job does with a campaign on a day. `missed` lists the criteria that were not met. */
export type DayStep =
  | { readonly kind: 'change'; readonly change: CampaignChange; readonly gates: readonly Criterion[] }
  | {
      readonly kind: 'missed';
      readonly change: CampaignChange;
      readonly gates: readonly Criterion[];
      readonly why: readonly MissedReason[];
    };

/** Why a date was not kept, beside criteria that were missed. */
export type MissedReason = 'gates' | 'paused' | 'wave_before' | 'phase';

/** What a day is decided by. */
export interface DayFacts extends GateFacts {
  /** The wave that this one may not overtake. */
  readonly before: Campaign | null;
}

/**
 * The automatic moves of e.3 on one civil day; one step a day at most. Null: nothing happens. An empty wave has nobody whom
 * a gate could protect: it goes by its dates alone, so that who enters it later finds where it stands.
 */
export function decideDay(facts: DayFacts): DayStep | null {
  const { campaign, day } = facts;
  if (campaign.cutoverOn === null) return null;
  const left = daysBetween(day, campaign.cutoverOn);
  switch (campaign.phase) {
    case 'preparation':
      return announce(facts, left);
    case 'announced':
      return left <= 0
        ? missed(facts, ['phase'])
        : left <= DAYS_BEFORE.soft_launch
          ? move(facts, 'soft_launch')
          : null;
    case 'soft_launch':
      return left <= 0 ? missed(facts, ['phase']) : move(facts, 'link_required');
    case 'link_required':
      return left <= 0 ? missed(facts, ['phase']) : move(facts, 'brownouts');
    case 'brownouts':
      return left <= 0 ? cutOver(facts) : null;
    case 'cutover':
      return since(campaign, day) >= GRACE_AFTER_DAYS ? move(facts, 'grace') : null;
    case 'grace':
      return since(campaign, day) >= CLOSE_AFTER_DAYS ? move(facts, 'closed') : null;
    case 'not_scheduled':
    case 'closed':
      return null;
  }
}

/** Whether the job needs to know the numbers of a campaign on a day at all; a cheap question before a dear one. */
export function mayStep(campaign: Campaign, day: CalendarDate): boolean {
  if (campaign.cutoverOn === null) return false;
  const left = daysBetween(day, campaign.cutoverOn);
  switch (campaign.phase) {
    case 'preparation':
    case 'soft_launch':
    case 'link_required':
      return true;
    case 'announced':
      return left <= DAYS_BEFORE.soft_launch;
    case 'brownouts':
      return left <= 0;
    case 'cutover':
      return since(campaign, day) >= GRACE_AFTER_DAYS;
    case 'grace':
      return since(campaign, day) >= CLOSE_AFTER_DAYS;
    case 'not_scheduled':
    case 'closed':
      return false;
  }
}

/** Days since passwords really ended. */
function since({ cutOverOn }: Campaign, day: CalendarDate): number {
  return cutOverOn === null ? 0 : daysBetween(cutOverOn, day);
}

/** At T-60 people must be told; whoever cannot be told in time is postponed by a week. */
function announce(facts: DayFacts, left: number): DayStep | null {
  return (
    move(facts, 'announced') ??
    (left <= facts.thresholds.notice_days ? missed(facts, reasons(facts, 'announced')) : null)
  );
}

/** T-0: the cut-over, or a week more; never a cut-over by default (EC-135). */
function cutOver(facts: DayFacts): DayStep | null {
  return move(facts, 'cutover') ?? missed(facts, reasons(facts, 'cutover'));
}

function move(facts: DayFacts, to: CampaignPhase): DayStep | null {
  const { campaign } = facts;
  if (reasons(facts, to).length > 0) return null;
  const event = to === 'closed' ? 'close' : 'move';
  const change = { event, to, date: campaign.cutoverOn, overridesCalendar: false } as const;
  return { kind: 'change', change, gates: gatesInto(to, facts) };
}

/** Why a campaign may not enter a phase now; empty when it may. */
function reasons(facts: DayFacts, to: CampaignPhase): readonly MissedReason[] {
  const why: MissedReason[] = [];
  if (facts.campaign.isPaused) why.push('paused');
  if (!isInOrder(facts.before, to)) why.push('wave_before');
  const isEmpty = facts.campaign.accounts === 0;
  if (!isEmpty && gatesInto(to, facts).some(({ passed }) => !passed)) why.push('gates');
  return why;
}

/** The date moves by weeks until it can still be kept, then out of the forbidden calendar. */
function missed(facts: DayFacts, why: readonly MissedReason[]): DayStep | null {
  const { campaign, day, periods } = facts;
  if (campaign.cutoverOn === null) return null;
  const keeps = campaign.phase === 'preparation' ? facts.thresholds.notice_days : 0;
  let date = addDays(campaign.cutoverOn, MISSED_DAYS);
  while (daysBetween(day, date) <= keeps) date = addDays(date, MISSED_DAYS);
  const allowed = firstAllowed(date, periods);
  const next = campaign.phase === 'preparation' ? 'announced' : 'cutover';
  return {
    kind: 'missed',
    change: { event: 'missed', to: campaign.phase, date: allowed, overridesCalendar: false },
    gates: gatesInto(next, facts),
    why,
  };
}
