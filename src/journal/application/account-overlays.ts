import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  OrderCredential,
  OverlayReadings,
  ReenablePasswords,
  type ReenableWindow,
} from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';

const DAY_MS = 86_400_000;
/** A refused user may ask again; not all day long. */
const OF_ACCOUNT: Limit = { what: 'reenable_request.account', most: 5, windowMs: DAY_MS };
const OF_SYSTEM: Limit = { what: 'reenable_request.system', most: 50_000, windowMs: DAY_MS };

/** Without words of the user's own. */
const NO_REASON = 'просьба из электронного журнала';

/** Requests and reports of an e-journal about its own accounts; another system's account is unknown to it. */
@Injectable()
export class AccountOverlays {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(OverlayReadings) private readonly readings: OverlayReadings,
    @Inject(ReenablePasswords) private readonly passwords: ReenablePasswords,
    @Inject(OrderCredential) private readonly order: OrderCredential,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws DomainError NOT_FOUND, REENABLE_NOT_POSSIBLE, TOO_MANY_REQUESTS */
  async requestReenable(asked: {
    readonly system: JournalSystem;
    readonly externalId: string;
    readonly reason: string | null;
    readonly traceId: string | null;
  }): Promise<{ readonly window: ReenableWindow; readonly isNew: boolean }> {
    const { system, externalId, reason, traceId } = asked;
    await this.throttle.count([
      { limit: OF_SYSTEM, whose: system.id },
      { limit: OF_ACCOUNT, whose: `${system.id}\0${externalId}` },
    ]);
    const now = this.clock.now();
    const by = { actor: { kind: 'client', id: system.code }, now, traceId } as const;
    const request = { requestedBy: system.code, reason: reason ?? NO_REASON, by };
    return this.unitOfWork.run(async (tx) =>
      this.passwords.request(tx, await this.accountOf(tx, system, externalId), request),
    );
  }

  /** @throws DomainError NOT_FOUND, CREDENTIAL_NOT_ORDERED */
  async credentialIssued(system: JournalSystem, externalId: string): Promise<void> {
    const by = { clientId: system.code, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) =>
      this.order.issued(tx, await this.accountOf(tx, system, externalId), by),
    );
  }

  private async accountOf(tx: EntityManager, system: JournalSystem, externalId: string): Promise<Uuid> {
    // U+0000 is no character of PostgreSQL's text.
    const id = externalId.includes('\0')
      ? null
      : await this.readings.accountOfSystem(tx, system.id, externalId);
    if (id === null) throw new DomainError('NOT_FOUND', 'not_found');
    return id;
  }
}
