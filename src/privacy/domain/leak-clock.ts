const HOUR_MS = 3_600_000;

/** What Роскомнадзор must be told, and when (152-ФЗ, ст. 21, ч. 3.1; PD-08). */
export interface LeakClock {
  /** That it happened, whom it may have touched, what was done: 24 hours. */
  readonly firstNoticeDue: Date;
  /** What the inquiry found and who is to blame: 72 hours. */
  readonly inquiryNoticeDue: Date;
}

/** The hours run from the moment at which the leak was found. */
export function leakClock(foundAt: Date): LeakClock {
  return {
    firstNoticeDue: new Date(foundAt.getTime() + 24 * HOUR_MS),
    inquiryNoticeDue: new Date(foundAt.getTime() + 72 * HOUR_MS),
  };
}

/** Where a notice stands at a moment. */
export function noticeStanding(
  due: Date,
  sentAt: Date | null,
  now: Date,
): 'sent' | 'sent_late' | 'due' | 'overdue' {
  if (sentAt !== null) return sentAt <= due ? 'sent' : 'sent_late';
  return now <= due ? 'due' : 'overdue';
}
