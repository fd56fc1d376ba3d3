import type { CalendarDate } from './calendar-date.js';

/**
 * Work of one kind that waits for somebody, counted for «Сегодня» (ADM-01). A context counts what lies with it; no person is
 * named, so a municipality and the ministry may read it too.
 */
export interface WaitingWork {
  /** What kind: stable, upper case. */
  readonly code: string;
  /** A finer kind within the code: the code of a task, a wave. */
  readonly about: string | null;
  readonly count: number;
  /** Since when the oldest waits; null where age means nothing. */
  readonly since: Date | null;
  /** The nearest last day on which it should be done; null without one. */
  readonly dueOn: CalendarDate | null;
  /** Ids, codes, counts and dates of the oldest, for its words. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Whose work is asked for, and on what day. */
export interface WorkAsked<Id> {
  /** Null: of every school within reach. */
  readonly schoolId: Id | null;
  readonly now: Date;
  readonly today: CalendarDate;
  /** What is one's own to decide twice is left out. */
  readonly readerId: Id;
}
