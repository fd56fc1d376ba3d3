import { addDays, type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { mayHoldBrownouts, type Stretch } from './brownout.js';
import { type CalendarPeriod, isSchoolDay } from './calendar.js';
import type { CampaignPhase } from './campaign-phase.js';

/** When lessons go at a school, by the clocks of the region. */
export interface LessonHours {
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  /** Minutes from midnight. */
  readonly from: number;
  readonly until: number;
}

/** Where a region has entered nothing: Monday to Saturday, 08:00 to 14:00. */
export const DEFAULT_LESSONS: LessonHours = { weekdays: [1, 2, 3, 4, 5, 6], from: 8 * 60, until: 14 * 60 };

/** The place of a window: its region's clocks, its school's calendar and lessons. */
export interface BrownoutPlace {
  readonly timeZone: string;
  readonly periods: readonly CalendarPeriod[];
  readonly lessons: LessonHours;
}

/** What a campaign says to a window that somebody wants. */
export interface BrownoutCampaign extends BrownoutPlace {
  readonly phase: CampaignPhase;
  readonly cutoverOn: CalendarDate | null;
  /** Hours; `campaign_policies.brownout_hours`, never over 48. */
  readonly longestHours: number;
  /** Windows of the campaign that are planned or running. */
  readonly others: readonly Stretch[];
}

/** Why a window cannot be. */
export type BrownoutRefusal = 'PAST' | 'TOO_LONG' | 'PHASE' | 'CUTOVER' | 'CALENDAR' | 'LESSONS' | 'OVERLAPS';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** e.5, whatever a policy says. */
const LONGEST_HOURS = 48;

/** The first rule that a wanted window breaks (LEG-07); null when it may be planned. */
export function brownoutRefusal(
  window: Stretch,
  campaign: BrownoutCampaign,
  now: Date,
): BrownoutRefusal | null {
  if (!mayHoldBrownouts(campaign.phase)) return 'PHASE';
  if (window.from <= now) return 'PAST';
  const longest = Math.min(campaign.longestHours, LONGEST_HOURS) * HOUR_MS;
  if (window.until.getTime() - window.from.getTime() > longest) return 'TOO_LONG';
  const { cutoverOn, timeZone } = campaign;
  if (cutoverOn !== null && window.until > startOfDay(cutoverOn, timeZone)) return 'CUTOVER';
  return (
    calendarRefusal(window, campaign) ??
    (campaign.others.some((other) => meets(window, other)) ? 'OVERLAPS' : null)
  );
}

/** What of the calendar forbids the window: no test of passwords in exams, at a quarter's end, in lessons (LEG-07). */
export function calendarRefusal(window: Stretch, place: BrownoutPlace): 'CALENDAR' | 'LESSONS' | null {
  const days = daysOf(window, place.timeZone);
  const forbidding = place.periods.filter(({ kind }) => kind === 'exam' || kind === 'quarter_end');
  if (days.some((day) => forbidding.some((one) => one.startsOn <= day && day <= one.endsOn)))
    return 'CALENDAR';
  return days.some((day) => lessonsOn(day, place).some((lessons) => meets(window, lessons)))
    ? 'LESSONS'
    : null;
}

/** The two windows that e.3 asks for before the cut-over, when they next may be: 2 hours on a Tuesday, 12 on a Saturday. */
export function proposedBrownouts(place: BrownoutPlace, now: Date): readonly Stretch[] {
  return [
    firstOn(2, { from: 18 * 60, hours: 2 }, place, now),
    firstOn(
      6,
      { from: Math.max(8 * 60, place.lessons.weekdays.includes(6) ? place.lessons.until : 0), hours: 12 },
      place,
      now,
    ),
  ].flatMap((one) => one ?? []);
}

/** So far ahead a proposal is looked for. */
const PROPOSED_WITHIN_DAYS = 70;

function firstOn(
  weekday: number,
  { from, hours }: { readonly from: number; readonly hours: number },
  place: BrownoutPlace,
  now: Date,
): Stretch | null {
  const today = dayIn(now, place.timeZone);
  for (let ahead = 0; ahead <= PROPOSED_WITHIN_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    if (weekdayOf(day) !== weekday) continue;
    const begin = new Date(startOfDay(day, place.timeZone).getTime() + from * MINUTE_MS);
    const window = { from: begin, until: new Date(begin.getTime() + hours * HOUR_MS) };
    if (begin > now && calendarRefusal(window, place) === null) return window;
  }
  return null;
}

/** The civil days that a window touches. */
function daysOf({ from, until }: Stretch, timeZone: string): readonly CalendarDate[] {
  const last = dayIn(new Date(until.getTime() - 1), timeZone);
  const days: CalendarDate[] = [];
  for (let day = dayIn(from, timeZone); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function lessonsOn(day: CalendarDate, { lessons, periods, timeZone }: BrownoutPlace): readonly Stretch[] {
  if (!lessons.weekdays.includes(weekdayOf(day)) || !isSchoolDay(day, periods)) return [];
  const midnight = startOfDay(day, timeZone).getTime();
  return [
    {
      from: new Date(midnight + lessons.from * MINUTE_MS),
      until: new Date(midnight + lessons.until * MINUTE_MS),
    },
  ];
}

function meets(a: Stretch, b: Stretch): boolean {
  return a.from < b.until && b.from < a.until;
}

/** ISO 8601: 1 is Monday, 7 is Sunday. */
function weekdayOf(day: CalendarDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
