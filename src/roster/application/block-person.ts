import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { endBlocking, startProtection } from '../store/person-life.js';
import { peopleChanged } from './people-changed.js';
import { actorOf, type Decider, PersonGate } from './person-gate.js';

/**
 * Stops the processing of a person's data and lets it go on (152-ФЗ, ст. 21, ч. 1): hidden from lists and files as a
 * protected person is, links held, nothing linked anew. Corrections go on, for they are what it waits for.
 */
@Injectable()
export class BlockPerson {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Doing it twice is once. Throws what the gate throws. */
  async start(
    tx: EntityManager,
    decider: Decider,
    { personId, basis }: { readonly personId: Uuid; readonly basis: string },
  ): Promise<void> {
    await this.gate.enter(tx, decider, [personId]);
    const { scope, esiaPersonId: by, now } = decider;
    await startProtection(tx, { regionId: scope.regionId, personId, kind: 'blocking', basis, by, now });
    await this.tell(tx, decider, 'person.blocked', personId);
  }

  /** Throws PERSON_NOT_BLOCKED and what the gate throws. */
  async end(tx: EntityManager, decider: Decider, personId: Uuid): Promise<void> {
    await this.gate.enter(tx, decider, [personId]);
    if (!(await endBlocking(tx, personId, decider.esiaPersonId, decider.now)))
      throw new DomainError('PERSON_NOT_BLOCKED', 'conflict');
    await this.tell(tx, decider, 'person.unblocked', personId);
  }

  private async tell(tx: EntityManager, decider: Decider, action: string, personId: Uuid): Promise<void> {
    const { regionId } = decider.scope;
    await this.audit.record(tx, {
      ...{ regionId, at: decider.now, actor: actorOf(decider), action },
      subject: { kind: 'person', id: personId },
    });
    await this.outbox.tell(tx, peopleChanged(regionId, [personId], decider.now));
  }
}
