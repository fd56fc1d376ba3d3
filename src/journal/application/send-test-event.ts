import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { OverlayReadings } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { JournalEvents, type NewJournalEvent } from '../store/journal-events.repository.js';

/** A feed is kept for ninety days: a loop must not fill it. */
const TESTS: Limit = { what: 'journal_events.test', most: 600, windowMs: 3_600_000 };

/**
 * Puts an event of type `test` about an account into the feed of its e-journal system, and on its way to the webhook like any
 * other: a vendor tries the receiver without waiting until somebody links, and after a change of the secret (INT-10).
 */
@Injectable()
export class SendTestEvent {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalEvents) private readonly events: JournalEvents,
    @Inject(OverlayReadings) private readonly readings: OverlayReadings,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  /**
   * Returns the id that the event is known by.
   *
   * @throws DomainError NOT_FOUND for an account of another system; TOO_MANY_REQUESTS
   */
  async execute(system: JournalSystem, externalId: string): Promise<Uuid> {
    await this.throttle.count([{ limit: TESTS, whose: system.id }]);
    const called = this.configuration.clients.filter(({ webhook }) => webhook !== null);
    return this.unitOfWork.run(async (tx) => {
      // U+0000 is no character of PostgreSQL's text.
      const accountId = externalId.includes('\0')
        ? null
        : await this.readings.accountOfSystem(tx, system.id, externalId);
      if (accountId === null) throw new DomainError('NOT_FOUND', 'not_found');
      const event: NewJournalEvent = {
        ...{ id: newUuid(), type: 'test', facts: {}, at: this.clock.now() },
        subject: { kind: 'account', accountId },
      };
      await this.events.append(
        tx,
        [event],
        called.map(({ clientId }) => clientId),
      );
      return event.id;
    });
  }
}
