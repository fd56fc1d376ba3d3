import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { keptMs } from '../../kernel/kept-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import type { JournalEvent, JournalEventType } from '../domain/journal-event.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { JournalEvents } from '../store/journal-events.repository.js';
import { WebhookDeliveries } from '../store/webhook-deliveries.repository.js';

const KEEP_MS = keptMs('journal_events');
const FORGET_EVERY_MS = 3_600_000;
const FORGET_BATCH = 10_000;
/** One replay brings no more: the next call goes on from where it ended. */
const REPLAY_MOST = 50_000;

/** A replay writes a row for each event: who asks again and again is held up. */
const REPLAYS: Limit = { what: 'journal_events.replay', most: 60, windowMs: 3_600_000 };

export interface FeedPage {
  readonly items: readonly JournalEvent[];
  /** The number after which to read on; there may be nothing yet. */
  readonly nextCursor: number;
  readonly hasMore: boolean;
}

export interface Replayed {
  readonly queued: number;
  readonly nextFrom: number;
  readonly hasMore: boolean;
}

/** The events of one e-journal system: read by a cursor, brought once more, forgotten after ninety days. */
@Injectable()
export class EventFeed implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalEvents) private readonly events: JournalEvents,
    @Inject(WebhookDeliveries) private readonly deliveries: WebhookDeliveries,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'journal_events.forget',
      everyMs: FORGET_EVERY_MS,
      run: (now) => this.forget(now),
    });
  }

  /**
   * Events after `cursor`, oldest first; null: from the oldest that is kept. With `types` the cursor moves on over the others.
   *
   * @throws DomainError `EVENT_CURSOR_TOO_OLD` when some after the cursor are forgotten, `EVENT_CURSOR_UNKNOWN` beyond the end
   */
  async page(
    systemId: Uuid,
    asked: { cursor: number | null; limit: number; types: readonly JournalEventType[] | null },
  ): Promise<FeedPage> {
    const { limit, types } = asked;
    return this.unitOfWork.direct(async (tx) => {
      const bounds = await this.events.bounds(tx, systemId);
      const after = placeIn(bounds, asked.cursor);
      const found = await this.events.page(tx, {
        systemId,
        after,
        until: bounds.last,
        types,
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const hasMore = found.length > limit;
      // Nothing is left up to the end: what the filter passed over need not be looked at again.
      const nextCursor = hasMore ? (items.at(-1)?.no ?? after) : bounds.last;
      return { items, nextCursor, hasMore };
    });
  }

  /**
   * Brings events after `from` to the webhook once more, those given up too; `deadOnly`: only those. A receiver knows them by
   * their ids.
   *
   * @throws DomainError `WEBHOOK_NOT_REGISTERED` for a system that is not called, `TOO_MANY_REQUESTS`, and those of {@link page}
   */
  async replay(system: JournalSystem, asked: { from: number | null; deadOnly: boolean }): Promise<Replayed> {
    const client = this.configuration.clients.find(({ clientId }) => clientId === system.code);
    if (client?.webhook == null) throw new DomainError('WEBHOOK_NOT_REGISTERED', 'conflict');
    await this.throttle.count([{ limit: REPLAYS, whose: system.id }]);
    return this.unitOfWork.run(async (tx) => {
      const bounds = await this.events.bounds(tx, system.id);
      const after = placeIn(bounds, asked.from);
      const { queued, last } = await this.deliveries.replay(tx, system.id, {
        ...{ after, deadOnly: asked.deadOnly, limit: REPLAY_MOST, now: this.clock.now() },
      });
      const hasMore = queued === REPLAY_MOST;
      return { queued, hasMore, nextFrom: hasMore ? (last ?? after) : bounds.last };
    });
  }

  private async forget(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEEP_MS);
    const feeds = await this.unitOfWork.direct((tx) => this.events.feedsBefore(tx, before));
    for (const { systemId, upTo } of feeds) {
      let deleted = FORGET_BATCH;
      while (deleted === FORGET_BATCH)
        deleted = await this.unitOfWork.run((tx) => this.events.forget(tx, systemId, upTo, FORGET_BATCH));
    }
  }
}

function placeIn(bounds: { last: number; forgotten: number }, cursor: number | null): number {
  const { last, forgotten } = bounds;
  if (cursor === null) return forgotten;
  if (cursor < forgotten) throw new DomainError('EVENT_CURSOR_TOO_OLD', 'gone', { oldest: forgotten, last });
  if (cursor > last) throw new DomainError('EVENT_CURSOR_UNKNOWN', 'invalid', { last });
  return cursor;
}
