import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { keptMs } from '../../kernel/kept-days.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';
import { Log } from '../logging/log.js';
import { showQueues, type Queue } from './outbox-metrics.js';

/** An event as a subscriber gets it. */
export interface Told {
  readonly id: number;
  readonly regionId: Uuid;
  readonly topic: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * Takes news, each at least once and in the order of its making where nothing fails. `take` opens its own transactions,
 * looks at the present state rather than trusting the news, and may be called again for the same event.
 */
export interface Subscriber {
  /** As in `outbox_subscriptions`. */
  readonly name: string;
  take(event: Told): Promise<void>;
  /** For who can take many at once, in their order and all or none; after a failure each is brought by itself. */
  takeAll?(events: readonly Told[]): Promise<void>;
}

const EVERY_MS = 1_000;
const MEASURE_EVERY_MS = 15_000;
const BATCH = 200;
/** After the tenth failure, some nine hours on, an event is set aside for people to look at. */
const ATTEMPTS = 10;
const FIRST_DELAY_MS = 60_000;
const KEEP_MS = keptMs('outbox');

/** Brings news to its subscribers, in one instance at a time. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {
    this.jobs.add({ name: 'outbox.forget', everyMs: 3_600_000, run: (now) => this.forget(now) });
    this.jobs.add({
      ...{ name: 'outbox.measure', everyMs: MEASURE_EVERY_MS, inEachServer: true },
      run: (now) => this.measure(now),
    });
  }

  /** Called by a context while it starts. */
  subscribe(subscriber: Subscriber): void {
    const name = `outbox.${subscriber.name}`;
    this.jobs.add({ name, everyMs: EVERY_MS, run: (now) => this.deliver(subscriber, now) });
  }

  private async deliver(subscriber: Subscriber, now: Date): Promise<void> {
    for (;;) {
      const due = await this.due(subscriber.name, now);
      if (!(await this.bringAll(subscriber, due)))
        for (const event of due) await this.bring(subscriber, event);
      if (due.length < BATCH) return;
    }
  }

  private due(subscriber: string, now: Date): Promise<Told[]> {
    return this.unitOfWork.direct((tx) =>
      tx.query<Told[]>(
        `SELECT e.id, e.region_id AS "regionId", e.topic, e.body, e.at
         FROM outbox_deliveries d JOIN outbox_events e ON e.id = d.event_id
         WHERE d.subscriber = $1 AND d.dead_at IS NULL AND d.not_before <= $2
         ORDER BY d.event_id LIMIT ${BATCH}`,
        [subscriber, now],
      ),
    );
  }

  /** True when the subscriber takes many at once, and took these. */
  private async bringAll(subscriber: Subscriber, events: readonly Told[]): Promise<boolean> {
    if (subscriber.takeAll === undefined || events.length < 2) return false;
    try {
      await subscriber.takeAll(events);
    } catch (error) {
      this.log.warn('outbox.batch_failed', { subscriber: subscriber.name, events: events.length, error });
      return false;
    }
    await this.unitOfWork.direct((tx) =>
      tx.query(`DELETE FROM outbox_deliveries WHERE subscriber = $1 AND event_id = ANY ($2::bigint[])`, [
        subscriber.name,
        events.map(({ id }) => id),
      ]),
    );
    return true;
  }

  private async bring(subscriber: Subscriber, event: Told): Promise<void> {
    const key = [subscriber.name, event.id];
    try {
      await subscriber.take(event);
      await this.unitOfWork.direct((tx) =>
        tx.query(`DELETE FROM outbox_deliveries WHERE subscriber = $1 AND event_id = $2`, key),
      );
    } catch (error) {
      // The message may quote a row, so the event keeps the kind of the error only.
      const kind = error instanceof Error ? error.name : 'unknown';
      this.log.error('outbox.delivery_failed', { subscriber: subscriber.name, eventId: event.id, error });
      await this.unitOfWork.direct((tx) =>
        tx.query(
          `UPDATE outbox_deliveries
           SET attempts = attempts + 1, error = $3,
               not_before = $4::timestamptz + make_interval(secs => $5 * 2 ^ attempts),
               dead_at = CASE WHEN attempts + 1 >= ${ATTEMPTS} THEN $4::timestamptz END
           WHERE subscriber = $1 AND event_id = $2`,
          [...key, kind, this.clock.now(), FIRST_DELAY_MS / 1_000],
        ),
      );
    }
  }

  /** How much waits for each subscriber, for who watches. */
  private async measure(now: Date): Promise<void> {
    const queues = await this.unitOfWork.direct((tx) =>
      tx.query<Queue[]>(
        `SELECT s.subscriber, count(d.event_id) FILTER (WHERE d.dead_at IS NULL)::integer AS waiting,
                count(d.dead_at)::integer AS dead,
                coalesce(extract(epoch FROM $1::timestamptz - min(e.at) FILTER (WHERE d.dead_at IS NULL)), 0)::float AS "oldestSeconds"
           FROM (SELECT DISTINCT subscriber FROM outbox_subscriptions) s
           LEFT JOIN outbox_deliveries d USING (subscriber) LEFT JOIN outbox_events e ON e.id = d.event_id
          GROUP BY 1`,
        [now],
      ),
    );
    showQueues(queues);
  }

  private async forget(now: Date): Promise<void> {
    await this.unitOfWork.direct((tx) =>
      tx.query(
        `DELETE FROM outbox_events e WHERE e.at < $1
           AND NOT EXISTS (SELECT FROM outbox_deliveries d WHERE d.event_id = e.id)`,
        [new Date(now.getTime() - KEEP_MS)],
      ),
    );
  }
}
