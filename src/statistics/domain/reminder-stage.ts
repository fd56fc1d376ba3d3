/** How near a due date is, or that it has passed: what reminders are opened for (REP-03), each once. */
export const REMINDER_STAGES = ['seven_days', 'three_days', 'one_day', 'overdue'] as const;
export type ReminderStage = (typeof REMINDER_STAGES)[number];

/** Civil days before the due day, in the zone of the term; null: after its last millisecond (EC-121). */
export const DAYS_BEFORE: Readonly<Record<ReminderStage, number | null>> = {
  seven_days: 7,
  three_days: 3,
  one_day: 1,
  overdue: null,
};

/** What people read of a reminder. */
export const REMINDER_TEXTS: Readonly<Record<ReminderStage, string>> = {
  seven_days: 'До срока сдачи осталось не больше 7 дней',
  three_days: 'До срока сдачи осталось не больше 3 дней',
  one_day: 'Срок сдачи — завтра или сегодня',
  overdue: 'Срок сдачи прошёл: сдать можно, отчёт получит отметку об опоздании',
};
