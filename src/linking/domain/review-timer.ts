import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';
import type { ReviewLevel } from './review-state.js';

/** Civil days of the region from the opening to the reminder of the principal, and of silence to the next level (e.1.1). */
export const REMINDER_DAYS = 10;
export const LEVEL_DAYS = 30;

/** How long a case has waited, and what its silence comes to next. Negative days are overdue. */
export interface ReviewTimer {
  readonly openForDays: number;
  readonly daysToReminder: number;
  /** Null at the ministry: there is nobody above, it is reminded every day. */
  readonly daysToNextLevel: number | null;
}

/** `levelSince`: the day on which the case came to its present level; that of the opening for a school. */
export function timerOf({ openedOn, level, levelSince }: CaseAge, today: CalendarDate): ReviewTimer {
  const until = (start: CalendarDate, days: number) => daysBetween(today, addDays(start, days));
  return {
    openForDays: daysBetween(openedOn, today),
    daysToReminder: until(openedOn, REMINDER_DAYS),
    daysToNextLevel: level === 'ministry' ? null : until(levelSince ?? openedOn, LEVEL_DAYS),
  };
}

export interface CaseAge {
  readonly openedOn: CalendarDate;
  readonly level: ReviewLevel;
  readonly levelSince: CalendarDate | null;
}

/** One level up after thirty days of silence; state and private schools answer to the ministry directly (S1). */
export function levelAbove(level: ReviewLevel, founder: 'municipal' | 'other'): ReviewLevel {
  switch (level) {
    case 'school':
      return founder === 'municipal' ? 'municipality' : 'ministry';
    case 'municipality':
    case 'ministry':
      return 'ministry';
  }
}
