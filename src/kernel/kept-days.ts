/**
 * For how many days what is kept that a job of its own context deletes: the one place in which the code says it (PD-07). The rows
 * of `retention_rules` whose `kept_by` is `own_job` say the same to people; a test holds the two equal.
 */
export const KEPT_DAYS = {
  /** The months of events are dropped by the function `keep_sign_in_event_months`, which says it again. */
  sign_in_events: 100,
  sign_in_days: 400,
  sign_ins: 180,
  /** Until the person has decided, ten minutes at most. */
  esia_answers: 0,
  esia_attempts: 1,
  uploaded_files: 7,
  before_images: 1,
  legacy_proofs: 1,
  outbox: 30,
  journal_events: 90,
} as const;

const DAY_MS = 86_400_000;

/** The same in milliseconds. */
export function keptMs(what: keyof typeof KEPT_DAYS): number {
  return KEPT_DAYS[what] * DAY_MS;
}
