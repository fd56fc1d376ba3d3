import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { endProtections, type ProtectionKind, startProtection } from '../store/person-life.js';
import { actorOf, type Decider, PersonGate } from './person-gate.js';

/** Hides a person's school, class and name from lists and files, never from sign-in (ROS-11, EC-062). */
@Injectable()
export class ProtectPerson {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Throws what the gate throws. A protection of the kind that is open already stays as it is. */
  async start(
    tx: EntityManager,
    decider: Decider,
    request: { readonly personId: Uuid; readonly kind: ProtectionKind; readonly basis: string },
  ): Promise<void> {
    const { personId, kind, basis } = request;
    await this.gate.enter(tx, decider, [personId]);
    const { scope, esiaPersonId: by, now } = decider;
    await startProtection(tx, { regionId: scope.regionId, personId, kind, basis, by, now });
    await this.record(tx, decider, 'person.protected', personId, { kind });
  }

  /** Ends every protection of the person. Throws what the gate throws; where none is open nothing changes. */
  async end(tx: EntityManager, decider: Decider, personId: Uuid): Promise<void> {
    await this.gate.enter(tx, decider, [personId]);
    const ended = await endProtections(tx, personId, decider.esiaPersonId, decider.now);
    if (ended > 0) await this.record(tx, decider, 'person.protection_ended', personId, { ended });
  }

  private record(
    tx: EntityManager,
    decider: Decider,
    action: string,
    personId: Uuid,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { regionId } = decider.scope;
    return this.audit.record(tx, {
      ...{ regionId, at: decider.now, actor: actorOf(decider), action, facts },
      subject: { kind: 'person', id: personId },
    });
  }
}
