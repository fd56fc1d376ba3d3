import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CampaignEvent } from './campaign-moves.js';
import { type CampaignPhase, isCutOver, phaseRank, type RoleWave, WAVES } from './campaign-phase.js';

/** A campaign as its rules see it. Days are civil days of its region. */
export interface Campaign {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly timeZone: string;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly phase: CampaignPhase;
  readonly cutoverOn: CalendarDate | null;
  /** The day on which passwords really ended; null before the cut-over. */
  readonly cutOverOn: CalendarDate | null;
  readonly isAnnounced: boolean;
  readonly isPaused: boolean;
  readonly isConfirmed: boolean;
  /** Why its date stands though the calendar forbids it. */
  readonly calendarOverride: string | null;
  readonly missedInRow: number;
  readonly examinedOn: CalendarDate | null;
  readonly revision: number;
  /** Open accounts of the wave; an empty wave does not count. */
  readonly accounts: number;
}

/** One step that a rule has decided. */
export interface CampaignChange {
  readonly event: CampaignEvent;
  readonly to: CampaignPhase;
  readonly date: CalendarDate | null;
  readonly overridesCalendar: boolean;
}

/** Days of e.3 and LEG-16. */
export const ROLLBACK_DAYS = 60;
export const MISSED_DAYS = 7;
export const GRACE_AFTER_DAYS = 14;
export const CLOSE_AFTER_DAYS = 60;
export const CLOSE_ANYWAY_AFTER_DAYS = 90;

/** The phases that begin so many days before the cut-over, whatever the shares are. */
export const DAYS_BEFORE = { soft_launch: 30, link_required: 14, brownouts: 7 } as const;

/**
 * The wave that this one may not overtake: the nearest earlier one that has accounts and is not closed (e.3, «Waves»).
 *
 * @param group the campaigns of one journal system and school, in any order
 */
export function waveBefore(group: readonly Campaign[], wave: RoleWave): Campaign | null {
  const before = WAVES.slice(0, WAVES.indexOf(wave)).reverse();
  for (const earlier of before) {
    const found = group.find((one) => one.wave === earlier);
    if (found !== undefined && found.accounts > 0 && found.phase !== 'closed') return found;
  }
  return null;
}

/** True when a wave may be in a phase beside the wave before it. */
export function isInOrder(before: Campaign | null, phase: CampaignPhase): boolean {
  return before === null || phaseRank(before.phase) >= phaseRank(phase);
}

/** The phase of a date that a campaign goes back to: > T-30 announced, ≤ T-30 soft_launch, ≤ T-14 link_required, ≤ T-7 brownouts. */
export function phaseOfDate(today: CalendarDate, cutoverOn: CalendarDate): CampaignPhase {
  const left = daysBetween(today, cutoverOn);
  if (left > DAYS_BEFORE.soft_launch) return 'announced';
  if (left > DAYS_BEFORE.link_required) return 'soft_launch';
  return left > DAYS_BEFORE.brownouts ? 'link_required' : 'brownouts';
}

/** The last day on which a campaign may go back after its cut-over (LEG-16); null before the cut-over. */
export function rollbackUntil({ cutOverOn }: Campaign): CalendarDate | null {
  return cutOverOn === null ? null : addDays(cutOverOn, ROLLBACK_DAYS);
}

/** The campaign after a change on a day. A confirmation holds for one date; acts and phases of time end a row of misses. */
export function changed(
  campaign: Campaign,
  change: CampaignChange,
  day: CalendarDate,
  reason: string,
): Campaign {
  const { event, to, date } = change;
  const keepsDate = date === campaign.cutoverOn;
  const missedInRow =
    event === 'missed' ? campaign.missedInRow + 1 : carriesMisses(event) ? campaign.missedInRow : 0;
  return {
    ...campaign,
    ...{ phase: to, cutoverOn: date, missedInRow, revision: campaign.revision + 1 },
    cutOverOn: isCutOver(to) ? (campaign.cutOverOn ?? day) : null,
    isAnnounced: phaseRank(to) >= phaseRank('announced'),
    isPaused: event === 'pause' || (event !== 'resume' && campaign.isPaused && to !== 'not_scheduled'),
    isConfirmed: event === 'confirm' || (keepsDate && campaign.isConfirmed && !goesBack(campaign.phase, to)),
    calendarOverride: keepsDate ? campaign.calendarOverride : change.overridesCalendar ? reason : null,
    // The day of an act is still to be looked at: a plan of exactly 60 days is announced on it.
    examinedOn: event === 'start' ? addDays(day, -1) : campaign.examinedOn,
  };
}

/** A wave carried along has not been missed, and neither pausing nor confirming puts an end to missing. */
function carriesMisses(event: CampaignEvent): boolean {
  return event === 'carried_along' || event === 'pause' || event === 'confirm';
}

/** True when `to` lies before `from`. */
export function goesBack(from: CampaignPhase, to: CampaignPhase): boolean {
  return phaseRank(to) < phaseRank(from);
}
