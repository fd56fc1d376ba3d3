import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';

/** So many seconds' worth of calls may come at once: a school's first lesson begins for all at the same minute. */
const BURST_SECONDS = 2;

interface Bucket {
  calls: number;
  at: number;
}

/**
 * How many calls each e-journal may make in a second: a bucket for each, in this process. Counting in the database, as
 * elsewhere, would cost more than the calls themselves; with several instances each lets the same number through.
 */
export class CallAllowance {
  private readonly buckets = new Map<Uuid, Bucket>();

  constructor(private readonly perSecond: number) {}

  /**
   * Takes one call out of the system's bucket.
   *
   * @param now milliseconds
   * @throws DomainError `TOO_MANY_REQUESTS` with `retry_after_seconds` when it is empty
   */
  take(systemId: Uuid, now: number): void {
    const most = this.perSecond * BURST_SECONDS;
    const bucket = this.buckets.get(systemId) ?? { calls: most, at: now };
    const refilled = (Math.max(0, now - bucket.at) / 1000) * this.perSecond;
    bucket.calls = Math.min(most, bucket.calls + refilled);
    bucket.at = Math.max(bucket.at, now);
    this.buckets.set(systemId, bucket);
    if (bucket.calls < 1) {
      const seconds = Math.ceil((1 - bucket.calls) / this.perSecond);
      throw new DomainError('TOO_MANY_REQUESTS', 'too_many', {
        wait: `${seconds} с`,
        retry_after_seconds: seconds,
      });
    }
    bucket.calls -= 1;
  }
}
