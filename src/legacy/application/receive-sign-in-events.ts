import { Inject, Injectable } from '@nestjs/common';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import { type JournalSystem, Territory } from '../../territory/index.js';
import {
  type DayRefusal,
  dayRefusal,
  type EventRefusal,
  type SignInEvent,
  sortBatch,
} from '../domain/sign-in-event.js';
import { SignInEvents } from '../store/sign-in-events.repository.js';
import { SignInFeed } from '../store/sign-in-feed.repository.js';
import { WatchPasswords } from './watch-passwords.js';

/** A batch as an e-journal sends it. */
export interface EventBatch {
  readonly system: JournalSystem;
  readonly events: readonly SignInEvent[];
  /** Days of which the system says that it has told of every sign-in. */
  readonly complete: readonly CalendarDate[];
}

/** What became of it. */
export interface EventBatchAnswer {
  /** Events that were not known before. */
  readonly accepted: number;
  readonly repeated: number;
  /** Kept, but of accounts that the system's roster does not have; they count once it does. */
  readonly unknown: readonly Uuid[];
  readonly refused: readonly { readonly id: Uuid; readonly reason: EventRefusal }[];
  readonly refusedDays: readonly { readonly day: CalendarDate; readonly reason: DayRefusal }[];
}

/** A thousand events each: a region's busiest minute of the year in three seconds of it. */
const OF_SYSTEM: Limit = { what: 'sign_in_events.system', most: 1_200, windowMs: 60_000 };

/** Takes the sign-ins that an e-journal reports (INT-04): all that may be kept of a batch, in one transaction, each once. */
@Injectable()
export class ReceiveSignInEvents {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SignInEvents) private readonly events: SignInEvents,
    @Inject(SignInFeed) private readonly feed: SignInFeed,
    @Inject(WatchPasswords) private readonly watch: WatchPasswords,
  ) {}

  /** @throws DomainError `TOO_MANY_REQUESTS` */
  async execute({ system, events, complete }: EventBatch): Promise<EventBatchAnswer> {
    await this.throttle.count([{ limit: OF_SYSTEM, whose: system.id }]);
    const now = this.clock.now();
    const { taken, refused, repeated } = sortBatch(events, now);
    return this.unitOfWork.run(async (tx) => {
      await this.events.lock(tx, system.id);
      const written = await this.events.write(tx, system.id, taken, now);
      await this.watch.lookAtEvents(tx, system.id, written.added, now);
      const { timeZone } = await this.territory.region(tx, system.regionId);
      const today = dayIn(now, timeZone);
      await this.feed.mark(
        tx,
        system.id,
        complete.filter((day) => dayRefusal(day, today) === null),
        now,
      );
      return {
        accepted: written.added.length,
        repeated: repeated + taken.length - written.added.length - written.reused.length,
        unknown: written.unknown,
        refused: [...refused, ...written.reused.map((id) => ({ id, reason: 'id_reused' as const }))],
        refusedDays: complete.flatMap((day) => {
          const reason = dayRefusal(day, today);
          return reason === null ? [] : [{ day, reason }];
        }),
      };
    });
  }
}
