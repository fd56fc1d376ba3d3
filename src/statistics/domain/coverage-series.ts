import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import type { Counts } from './counts.js';
import { type Fraction, valueOf } from './indicator.js';
import { minorsOf } from './indicators.js';

/** What a chart is drawn of: one frozen day of a unit. */
export interface CoverageDay {
  readonly day: CalendarDate;
  readonly counts: Counts;
}

/** Shares in percent, unrounded; null where there was nobody to be counted (EC-115). */
export interface CoveragePoint {
  readonly day: CalendarDate;
  /** I-12 and I-11. */
  readonly linked: number | null;
  readonly declared: number | null;
}

/** I-20 over I-07 between two days that stand for a week or a month. */
export interface GrowthStep {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly growth: number;
}

export interface CoverageSeries {
  readonly points: readonly CoveragePoint[];
  readonly step: 'week' | 'month';
  readonly growth: readonly GrowthStep[];
}

/** Beyond so many days a bar is a month. */
const WEEKS_UP_TO_DAYS = 100;

/**
 * The series of a chart: shares for every frozen day, growth week by week or month by month. A step whose days were not
 * counted is left out, never drawn as 0; negative growth keeps its sign (EC-123).
 *
 * @param days in the order of their dates, at most one revision each
 */
export function coverageSeries(days: readonly CoverageDay[]): CoverageSeries {
  const [first, last] = [days[0], days.at(-1)];
  const step =
    first !== undefined && last !== undefined && daysBetween(first.day, last.day) > WEEKS_UP_TO_DAYS
      ? 'month'
      : 'week';
  return {
    step,
    points: days.map(({ day, counts }) => ({
      day,
      linked: valueOf(shareOf(counts, 'linked')),
      declared: valueOf(shareOf(counts, 'declared')),
    })),
    growth: step === 'month' ? monthSteps(days) : weekSteps(days),
  };
}

const shareOf = (counts: Counts, set: 'linked' | 'declared'): Fraction => ({
  numerator: minorsOf(counts, set),
  denominator: minorsOf(counts, 'students'),
});

function weekSteps(days: readonly CoverageDay[]): readonly GrowthStep[] {
  const byDay = new Map(days.map((each) => [each.day, each]));
  const steps: GrowthStep[] = [];
  for (let to = days.at(-1); to !== undefined;) {
    const from = byDay.get(addDays(to.day, -7));
    if (from !== undefined) steps.unshift(stepOf(from, to));
    to = from;
  }
  return steps;
}

/** From the last counted day of a month to the last counted day of the next. */
function monthSteps(days: readonly CoverageDay[]): readonly GrowthStep[] {
  const lastOf = [...new Map(days.map((each) => [each.day.slice(0, 7), each])).values()];
  return lastOf.slice(1).flatMap((to, index) => {
    const from = lastOf[index];
    return from === undefined || !follows(from.day, to.day) ? [] : [stepOf(from, to)];
  });
}

function follows(earlier: CalendarDate, later: CalendarDate): boolean {
  const months = (day: CalendarDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(later) - months(earlier) === 1;
}

const stepOf = (from: CoverageDay, to: CoverageDay): GrowthStep => ({
  ...{ from: from.day, to: to.day },
  growth: minorsOf(to.counts, 'linked') - minorsOf(from.counts, 'linked'),
});
