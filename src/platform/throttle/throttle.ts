import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';

/** How often something may be tried within a window of time. */
export interface Limit {
  /** What is counted: `link_code.person`. */
  readonly what: string;
  readonly most: number;
  readonly windowMs: number;
}

/** A limit, and for whom the attempt counts: an id or an address. Neither is kept, only a hash of both. */
export interface Attempt {
  readonly limit: Limit;
  readonly whose: string;
}

interface Counted {
  /** Hexadecimal. */
  readonly key: string;
  readonly hits: number;
}

const COUNT = `
  INSERT INTO throttle_counters AS counter (key, window_begins, window_ends, hits)
  SELECT decode(key, 'hex'), begins, ends, 1
  FROM jsonb_to_recordset($1::jsonb) AS attempt (key text, begins timestamptz, ends timestamptz)
  ORDER BY key
  ON CONFLICT (key, window_begins) DO UPDATE SET hits = counter.hits + 1
  RETURNING encode(key, 'hex') AS key, hits`;

/**
 * Counts attempts in fixed windows, in the database, so that all instances count together (quality.md, security 11). By
 * person and by account narrowly; by address widely, because a whole school sits behind one. A count is kept whatever
 * becomes of the work, so it is made outside the work's transaction.
 */
@Injectable()
export class Throttle implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'throttle.forget', everyMs: 600_000, run: (now) => this.forget(now) });
  }

  /**
   * Counts one attempt under every limit given.
   *
   * @throws DomainError `TOO_MANY_REQUESTS` with `retry_after_seconds` when one of them is exceeded
   */
  async count(attempts: readonly Attempt[]): Promise<void> {
    const now = this.clock.now();
    const rows = attempts.map((attempt, no) => ({ no, ...windowOf(attempt, now) }));
    const counted = await this.unitOfWork.direct((tx) => tx.query<Counted[]>(COUNT, [JSON.stringify(rows)]));
    const waits = rows.flatMap(({ no, key, ends }) => {
      const hits = counted.find((one) => one.key === key)?.hits ?? 0;
      return hits > (attempts[no]?.limit.most ?? 0) ? [ends.getTime() - now.getTime()] : [];
    });
    if (waits.length > 0) throw tooMany(Math.max(...waits));
  }

  /** Forgets windows that are over; returns how many. */
  async forget(now: Date): Promise<number> {
    const [, gone] = await this.unitOfWork.direct((tx) =>
      tx.query<[unknown, number]>('DELETE FROM throttle_counters WHERE window_ends <= $1', [now]),
    );
    return gone;
  }
}

function windowOf({ limit, whose }: Attempt, now: Date) {
  const begins = new Date(Math.floor(now.getTime() / limit.windowMs) * limit.windowMs);
  const key = createHash('sha256').update(`${limit.what}\0${whose}`).digest('hex');
  return { key, begins, ends: new Date(begins.getTime() + limit.windowMs) };
}

function tooMany(waitMs: number): DomainError {
  const seconds = Math.ceil(waitMs / 1000);
  const wait = seconds < 60 ? `${seconds} с` : `${Math.ceil(seconds / 60)} мин`;
  return new DomainError('TOO_MANY_REQUESTS', 'too_many', { wait, retry_after_seconds: seconds });
}
