import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { OwnPeople } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { PeopleForReview } from '../../roster/index.js';
import type { SchoolScope } from '../../territory/index.js';
import { groundHolds } from '../domain/security-lock.js';
import { type SecurityLock, SecurityLocks } from '../store/security-locks.repository.js';
import type { EmergencyDecider } from './brownouts.js';
import { type LockAct, WriteLocks } from './write-locks.js';

/** Locks by hand, each act in one transaction: the door for whoever asks. */
@Injectable()
export class LockDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SecurityLocks) private readonly locks: SecurityLocks,
    @Inject(WriteLocks) private readonly writing: WriteLocks,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleForReview) private readonly forReview: PeopleForReview,
  ) {}

  /**
   * On the user's word, by support or a security officer; for themselves or a relative another one does it (EC-085).
   *
   * @throws DomainError NOT_FOUND, CONFLICT_OF_INTEREST, CREDENTIAL_LOCKED when it is locked already
   */
  lock(decider: EmergencyDecider, accountId: Uuid, basis: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const account = await this.locks.account(tx, decider.scope, accountId, true);
      if (account === null) throw new DomainError('NOT_FOUND', 'not_found');
      await this.refuseOwn(tx, decider, account.personId);
      const wanted = { accountId, cause: 'by_hand', ground: null, basis } as const;
      const locked = await this.writing.lock(tx, [wanted], this.actOf(decider));
      if (locked.length === 0) throw new DomainError('CREDENTIAL_LOCKED', 'conflict');
    });
  }

  /**
   * A security officer (whose reach is the region) unlocks whatever stands; a school's administrator only when the ground
   * has ended, and never for themselves or a relative (EC-085).
   *
   * @throws DomainError NOT_FOUND, CREDENTIAL_NOT_LOCKED, LOCK_GROUND_HOLDS, CONFLICT_OF_INTEREST
   */
  unlock(decider: EmergencyDecider, accountId: Uuid, basis: string): Promise<void> {
    const act = this.actOf(decider);
    return this.unitOfWork.run(async (tx) => {
      const account = await this.locks.account(tx, decider.scope, accountId, true);
      if (account === null) throw new DomainError('NOT_FOUND', 'not_found');
      await this.refuseOwn(tx, decider, account.personId);
      const isOfficer = decider.scope.wholeRegion;
      if (!isOfficer && groundHolds(await this.writing.standing(tx, accountId, act.at))) {
        throw new DomainError('LOCK_GROUND_HOLDS', 'conflict');
      }
      const ended = await this.writing.unlock(tx, account, { basis, cause: null }, act);
      if (!ended) throw new DomainError('CREDENTIAL_NOT_LOCKED', 'conflict');
    });
  }

  /** The newest first. @throws DomainError NOT_FOUND */
  history(scope: SchoolScope, accountId: Uuid): Promise<readonly SecurityLock[]> {
    return this.unitOfWork.direct(async (tx) => {
      const found = await this.locks.history(tx, scope, accountId);
      if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
      return found;
    });
  }

  private async refuseOwn(
    tx: EntityManager,
    { esiaPersonId }: EmergencyDecider,
    personId: Uuid | null,
  ): Promise<void> {
    if (personId === null) return;
    await this.forReview.refuseKin(tx, await this.own.possibly(tx, esiaPersonId), [personId]);
  }

  private actOf({ esiaPersonId }: EmergencyDecider): LockAct {
    return {
      actor: { kind: 'administrator', id: esiaPersonId },
      at: this.clock.now(),
      traceId: currentRequestId() ?? null,
    };
  }
}
