import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { eraseEsiaPerson } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { eraseProofs } from '../../linking/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { erasePerson, PersonGate } from '../../roster/index.js';
import { type ErasurePlan, erasurePlan, evidenceUntil } from '../domain/erasure-plan.js';
import { SubjectData } from '../store/subject-data.repository.js';
import { actorOf, type Officer, Officers } from './officer.js';
import { SubjectDesk } from './subject-desk.js';

/**
 * Erases what names a person, once the purpose has ended: a dry run first, then one officer proposes and another confirms,
 * for nothing brings it back. What must stay stays (PD-06; 152-ФЗ, ст. 21, ч. 4).
 */
@Injectable()
export class EraseSubject {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Officers) private readonly officers: Officers,
    @Inject(SubjectDesk) private readonly desk: SubjectDesk,
    @Inject(SubjectData) private readonly held: SubjectData,
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** What would happen; nothing is written but that it was looked at. Throws NOT_FOUND, SUBJECT_REQUEST_KIND, SUBJECT_UNKNOWN. */
  plan(officer: Officer, requestId: Uuid): Promise<ErasurePlan> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.desk.locked(tx, officer, requestId);
      const personId = this.desk.subjectOf(request, 'erasure');
      await this.desk.record(tx, officer, request, 'erasure_planned', {});
      return this.planOf(tx, officer, personId);
    });
  }

  /** Throws ERASURE_TOO_EARLY with what stands in the way, and what `plan` throws. */
  propose(officer: Officer, requestId: Uuid): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.desk.locked(tx, officer, requestId);
      await this.refuseEarly(tx, officer, this.desk.subjectOf(request, 'erasure'));
      await this.desk.move(tx, officer, request, 'propose_erasure', { proposedBy: officer.esiaPersonId });
    });
  }

  /** Back to the first officer, unproposed. */
  decline(officer: Officer, requestId: Uuid): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.desk.locked(tx, officer, requestId);
      await this.desk.move(tx, officer, request, 'decline_erasure', { proposedBy: null });
    });
  }

  /** Erases. Throws SECOND_OFFICER_NEEDED for the one who proposed, ERASURE_TOO_EARLY, SUBJECT_REQUEST_STATE. */
  confirm(officer: Officer, requestId: Uuid): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const request = await this.desk.locked(tx, officer, requestId);
      const personId = this.desk.subjectOf(request, 'erasure');
      if (request.proposedBy === officer.esiaPersonId)
        throw new DomainError('SECOND_OFFICER_NEEDED', 'forbidden');
      await this.gate.enter(tx, await this.officers.decider(tx, officer), [personId]);
      await this.refuseEarly(tx, officer, personId);
      await this.desk.move(tx, officer, request, 'confirm_erasure', {
        answer: 'Персональные данные уничтожены.',
      });
      await this.erase(tx, officer, personId);
    });
  }

  private async erase(tx: EntityManager, officer: Officer, personId: Uuid): Promise<void> {
    const { now } = officer;
    const day = await this.officers.today(tx, officer);
    const keepsOid = evidenceUntil(await this.held.erasureFacts(tx, personId, day), day) !== null;
    // Read before the person's number and birth date are gone, which tell whose the accounts are.
    const esiaPersonIds = await this.held.esiaPersons(tx, personId);
    await eraseProofs(tx, personId, esiaPersonIds);
    for (const id of esiaPersonIds) await eraseEsiaPerson(tx, id, { keepsOid, now });
    await erasePerson(tx, personId, now);
    await this.audit.record(tx, {
      ...{ regionId: officer.scope.regionId, at: now, actor: actorOf(officer), action: 'person.erased' },
      ...{ subject: { kind: 'person', id: personId }, traceId: officer.traceId ?? undefined },
      facts: { esia_accounts: esiaPersonIds.length, keeps_oid: keepsOid },
    });
  }

  private async planOf(tx: EntityManager, officer: Officer, personId: Uuid): Promise<ErasurePlan> {
    const day = await this.officers.today(tx, officer);
    return erasurePlan(await this.held.erasureFacts(tx, personId, day), day);
  }

  private async refuseEarly(tx: EntityManager, officer: Officer, personId: Uuid): Promise<void> {
    const { obstacles } = await this.planOf(tx, officer, personId);
    if (obstacles.length > 0)
      throw new DomainError('ERASURE_TOO_EARLY', 'conflict', { obstacles: obstacles.join(', ') });
  }
}
