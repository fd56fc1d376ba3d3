import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { violatedConstraint } from '../../platform/database/unit-of-work.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type CapacityKind, mayBeExcepted } from '../domain/legal-capacity.js';
import { CapacityExceptionsRepository } from '../store/capacity-exceptions.repository.js';
import { refuseKin } from '../store/kin.js';
import type { SchoolTieAct } from './family-ties.js';
import { peopleChanged } from './people-changed.js';

/** EC-035: a school decides, on a document, that a minor from 16 may hold an adult's account. */
@Injectable()
export class CapacityExceptions {
  constructor(
    @Inject(CapacityExceptionsRepository) private readonly exceptions: CapacityExceptionsRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async give(
    tx: EntityManager,
    personId: Uuid,
    { kind, basis }: { readonly kind: CapacityKind; readonly basis: string },
    act: SchoolTieAct,
  ): Promise<Uuid> {
    const person = await this.exceptions.personOf(tx, personId, act.reach, act.today);
    if (person === null) throw new DomainError('NOT_FOUND', 'not_found');
    await refuseKin(tx, act.ownPersonIds, [personId]);
    if (!mayBeExcepted(act.today, person.born)) throw new DomainError('CAPACITY_AGE_WRONG', 'invalid');
    const { regionId } = act.reach;
    const one = {
      regionId,
      personId,
      schoolId: person.schoolId,
      kind,
      basis,
      recordedBy: act.administratorId,
    };
    const id = await this.exceptions.add(tx, { ...one, now: act.now }).catch((error: unknown) => {
      if (violatedConstraint(error) === 'capacity_exceptions_one_open')
        throw new DomainError('CAPACITY_EXCEPTION_EXISTS', 'conflict');
      throw error;
    });
    await this.tell(tx, { personId, schoolId: person.schoolId, id }, act, 'capacity_exception.given', kind);
    return id;
  }

  async end(tx: EntityManager, id: Uuid, basis: string, act: SchoolTieAct): Promise<void> {
    const by = { endedBy: act.administratorId, basis, now: act.now };
    const ended = await this.exceptions.end(tx, id, act.reach, by);
    if (ended === null) throw new DomainError('NOT_FOUND', 'not_found');
    await refuseKin(tx, act.ownPersonIds, [ended.personId]);
    await this.tell(tx, { ...ended, id }, act, 'capacity_exception.ended', 'school');
  }

  private async tell(
    tx: EntityManager,
    { id, personId, schoolId }: { readonly id: Uuid; readonly personId: Uuid; readonly schoolId: Uuid },
    { actor, now: at, reach, traceId }: SchoolTieAct,
    action: string,
    reason: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      ...{ regionId: reach.regionId, at, actor, action, reason, schoolId },
      subject: { kind: 'person', id: personId },
      facts: { exception_id: id },
      traceId: traceId ?? undefined,
    });
    await this.outbox.tell(tx, peopleChanged(reach.regionId, [personId], at));
  }
}
