import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { DeletionActs, type StoredAct } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import { DELETION_ACT_TYPE, readDeletionAct, type SignedAct } from '../domain/deletion-act.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { VerifyClientJws } from './verify-client-jws.js';

const OF_SYSTEM: Limit = { what: 'deletion_act.system', most: 1_000, windowMs: 3_600_000 };

/** Takes an e-journal's word, signed by its key, that it has destroyed password hashes (LEG-14). */
@Injectable()
export class ReceiveDeletionAct {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(VerifyClientJws) private readonly verify: VerifyClientJws,
    @Inject(DeletionActs) private readonly acts: DeletionActs,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * What became of the accounts of the act.
   *
   * @throws DomainError `DELETION_ACT_INVALID` with the claim that does not hold; what DeletionActs throws
   */
  async execute(system: JournalSystem, jws: string, traceId: string | null): Promise<StoredAct> {
    await this.throttle.count([{ limit: OF_SYSTEM, whose: system.id }]);
    const act = await this.read(system, jws);
    if ('wrong' in act) {
      await this.note(system, act.wrong, traceId);
      throw new DomainError('DELETION_ACT_INVALID', 'invalid', { claim: act.wrong });
    }
    const signed = { ...act, text: jws, at: this.clock.now() };
    return this.unitOfWork.run((tx) => this.acts.receive(tx, system, signed, traceId));
  }

  private async read(system: JournalSystem, jws: string): Promise<SignedAct | { readonly wrong: string }> {
    const audience = `${this.configuration.publicUrl}/internal/v1/deletion-acts`;
    const verified = await this.verify.execute({ system, jws, typ: DELETION_ACT_TYPE, audience });
    return 'wrong' in verified ? verified : readDeletionAct(verified.payload);
  }

  private async note(system: JournalSystem, claim: string, traceId: string | null): Promise<void> {
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, {
        regionId: system.regionId,
        at: this.clock.now(),
        actor: { kind: 'client', id: system.code },
        action: 'deletion_act.refused',
        reason: 'DELETION_ACT_INVALID',
        facts: { claim },
        traceId: traceId ?? undefined,
      }),
    );
  }
}
