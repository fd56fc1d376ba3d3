import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import { type CalendarPeriod, firstAllowed } from './calendar.js';
import { type Campaign, type CampaignChange, goesBack, phaseOfDate } from './campaign.js';
import { moves } from './campaign-moves.js';

/** A wave that was postponed or rolled back, before and after. */
export interface Leader {
  readonly before: Campaign;
  readonly after: Campaign;
}

/**
 * How a later wave goes with one that was postponed or rolled back (e.3, «Waves»): its date moves by the same days, at
 * least to the leader's, and its phase goes back where it would else be ahead. Null when nothing changes for it: it is not
 * planned, or closed.
 */
export function carriedAlong(
  later: Campaign,
  { before, after }: Leader,
  today: CalendarDate,
  periods: readonly CalendarPeriod[],
): CampaignChange | null {
  const target = moves[later.phase].carried_along;
  if (target === undefined || later.cutoverOn === null) return null;
  const event = 'carried_along';
  if (after.cutoverOn === null) return { event, to: 'not_scheduled', date: null, overridesCalendar: false };
  const shift = before.cutoverOn === null ? 0 : Math.max(0, daysBetween(before.cutoverOn, after.cutoverOn));
  const shifted = addDays(later.cutoverOn, shift);
  const wanted = shifted < after.cutoverOn ? after.cutoverOn : shifted;
  const date = wanted === later.cutoverOn ? wanted : firstAllowed(wanted, periods);
  const own = target === 'of_date' ? phaseOfDate(today, date) : later.phase;
  const isAhead = goesBack(later.phase, after.phase);
  // After its cut-over a wave goes back only when the one before it has gone back behind it.
  if (target === 'of_date' && !isAhead) return null;
  const to = goesBack(own, after.phase) ? after.phase : own;
  if (to === later.phase && date === later.cutoverOn) return null;
  return { event, to, date, overridesCalendar: false };
}
