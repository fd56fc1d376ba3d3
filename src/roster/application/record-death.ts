import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { markDeceased, tiedPeople } from '../store/person-life.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate, personOf, refuseClosed } from './person-gate.js';

/** Everything of a person comes to its end at once, quietly (EC-080). */
@Injectable()
export class RecordDeath {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Throws DATE_IN_FUTURE, PERSON_CLOSED when it is recorded already, and what the gate throws. */
  async execute(
    tx: EntityManager,
    decider: Decider,
    request: { readonly personId: Uuid; readonly date: CalendarDate; readonly basis: string },
  ): Promise<void> {
    const { personId, date, basis } = request;
    const admitted = await this.gate.enter(tx, decider, [personId]);
    refuseClosed(personOf(admitted, personId));
    if (date > admitted.day) throw new DomainError('DATE_IN_FUTURE', 'invalid');
    const { scope, now } = decider;
    const family = await tiedPeople(tx, personId);
    await markDeceased(tx, personId, date, now);
    await this.audit.record(tx, {
      ...{
        regionId: scope.regionId,
        at: now,
        actor: actorOf(decider),
        action: 'person.deceased',
        reason: basis,
      },
      subject: { kind: 'person', id: personId },
    });
    await this.outbox.tell(tx, peopleChanged(scope.regionId, [personId, ...family], now));
  }
}
