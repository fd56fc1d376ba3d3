import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { type CalendarPeriod, isSchoolDay, schoolDaysBack } from './calendar.js';
import type { CampaignPolicy } from './campaign-policy.js';

/** The days in which a password has to have been used once to be kept. */
export interface UnusedWindow {
  /** A password used on this day or later is in use. */
  readonly from: CalendarDate;
  /** The school days from then to yesterday: the system must have told of each of them whole. */
  readonly schoolDays: readonly CalendarDate[];
}

/**
 * Whether unused passwords of a system are to be disabled today, and by which days; null when the policy does not ask for it.
 * LEG-05 asks for it at once; LEG-06 from its day on: from then nobody who has not used a password begins again.
 *
 * @param periods the region's and those of all its schools: a day that is free at one school counts at none, so that
 * nobody is disabled for a vacation
 */
export function unusedWindow(
  policy: Pick<CampaignPolicy, 'disableUnused' | 'firstUseBlockedFrom' | 'unusedSchoolDays'>,
  today: CalendarDate,
  periods: readonly CalendarPeriod[],
): UnusedWindow | null {
  const { disableUnused, firstUseBlockedFrom, unusedSchoolDays } = policy;
  const isBlocked = firstUseBlockedFrom !== null && firstUseBlockedFrom <= today;
  if (!disableUnused && !isBlocked) return null;
  const from = schoolDaysBack(today, unusedSchoolDays, periods);
  const schoolDays: CalendarDate[] = [];
  for (let day = from; day < today; day = addDays(day, 1))
    if (isSchoolDay(day, periods)) schoolDays.push(day);
  return { from, schoolDays };
}
