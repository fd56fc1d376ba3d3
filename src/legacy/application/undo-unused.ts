import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import type { ActBy } from '../store/credentials.repository.js';
import { UnusedPasswords } from '../store/unused-passwords.repository.js';
import { MoveCredentials } from './move-credentials.js';

/** By what the e-journal has made sure that its owner asks: not by the old password, which may be in any hands. */
export const OWNER_CHECKS = ['email_code', 'phone_code', 'new_password', 'in_person'] as const;

export type OwnerCheck = (typeof OWNER_CHECKS)[number];

/** What its owner asks through the e-journal. */
export interface UndoUnusedOrder {
  readonly system: JournalSystem;
  readonly externalId: string;
  readonly check: OwnerCheck;
  readonly traceId: string | null;
}

const OF_ACCOUNT: Limit = { what: 'undo_unused.account', most: 10, windowMs: 3_600_000 };

/** Gives an unused password back to its owner, before the cut-over (e.2, «self-service undo»). */
@Injectable()
export class UndoUnused {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(UnusedPasswords) private readonly unused: UnusedPasswords,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * True when the password came back; false when it was not disabled as unused, or the cut-over has come.
   *
   * @throws DomainError `NOT_FOUND` for an account of another system; `TOO_MANY_REQUESTS`
   */
  async execute({ system, externalId, check, traceId }: UndoUnusedOrder): Promise<boolean> {
    await this.throttle.count([{ limit: OF_ACCOUNT, whose: `${system.id}\0${externalId}` }]);
    const at = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      // PostgreSQL's text holds every character but this one, so no account is called by it.
      const account = externalId.includes('\0') ? null : await this.unused.account(tx, system.id, externalId);
      if (account === null) throw new DomainError('NOT_FOUND', 'not_found');
      const actor = { kind: 'client', id: system.code } as const;
      return this.restore(tx, { ...account, regionId: system.regionId }, { actor, at, check, traceId });
    });
  }

  /** As {@link execute}, for an account whose owner has been made sure of by `check`. */
  async restore(
    tx: EntityManager,
    account: { readonly id: Uuid; readonly schoolId: Uuid | null; readonly regionId: Uuid },
    {
      actor,
      at,
      check,
      traceId,
    }: ActBy & { readonly check: OwnerCheck | 'esia'; readonly traceId: string | null },
  ): Promise<boolean> {
    const moved = await this.move.execute(tx, {
      accountIds: [account.id],
      event: 'unused_undone',
      actor,
      at,
    });
    if (moved.length === 0) return false;
    await this.audit.record(tx, {
      ...{ regionId: account.regionId, at, actor, action: 'credential.unused_undone' },
      subject: { kind: 'journal_account', id: account.id },
      ...(account.schoolId === null ? {} : { schoolId: account.schoolId }),
      facts: { check },
      traceId: traceId ?? undefined,
    });
    return true;
  }
}
