import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { PeopleForReview } from '../../roster/index.js';
import { CredentialOrders } from '../store/credential-orders.repository.js';
import { AccountsToReenable } from '../store/accounts-to-reenable.repository.js';
import { credentialNews } from './legacy-news.js';
import { MoveCredentials } from './move-credentials.js';
import { type OverlayAct, refuseConflict } from './overlay-act.js';

const WITHOUT_PASSWORD: readonly (string | null)[] = ['never_issued', 'purged'];

/**
 * A password for somebody who cannot have ESIA and whose account never had one, or has lost it (LEG-15, EC-138): the school
 * orders it, the e-journal issues it; it ends with the exemption.
 */
@Injectable()
export class OrderCredential {
  constructor(
    @Inject(AccountsToReenable) private readonly accounts: AccountsToReenable,
    @Inject(CredentialOrders) private readonly orders: CredentialOrders,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(MoveCredentials) private readonly credentials: MoveCredentials,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Ordering twice is ordering once. Returns when it was ordered.
   *
   * @throws DomainError NOT_FOUND for an account out of reach, CONFLICT_OF_INTEREST, CREDENTIAL_ORDER_IMPOSSIBLE
   */
  async execute(tx: EntityManager, accountId: Uuid, act: OverlayAct): Promise<Date> {
    if ((await this.accounts.inReach(tx, act.reach, accountId)) === null) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    const { regionId, personId, schoolId, state, isExempt, orderedAt } = await this.orders.lock(
      tx,
      accountId,
      act.now,
    );
    await refuseConflict(tx, this.people, act, personId === null ? [] : [personId]);
    if (state === null || !WITHOUT_PASSWORD.includes(state)) throw impossible('has_password');
    if (!isExempt) throw impossible('not_exempt');
    if (orderedAt !== null) return orderedAt;
    await this.orders.order(tx, accountId, act.now);
    const news = { accountId, from: state, fromReason: null, to: state, toReason: null, event: 'ordered' };
    await this.outbox.tell(tx, [credentialNews(regionId, act.now, news)]);
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: 'credential.ordered' },
      subject: { kind: 'journal_account', id: accountId },
      ...(schoolId === null ? {} : { schoolId }),
      traceId: act.traceId ?? undefined,
    });
    return act.now;
  }

  /**
   * The e-journal has issued what was ordered. Saying so twice is saying it once.
   *
   * @throws DomainError CREDENTIAL_NOT_ORDERED when nothing was ordered, or the exemption has ended meanwhile
   */
  async issued(
    tx: EntityManager,
    accountId: Uuid,
    by: { readonly clientId: string; readonly now: Date },
  ): Promise<void> {
    const { state, orderedAt } = await this.orders.lock(tx, accountId, by.now);
    if (state === 'issued_under_exemption') return;
    const actor = { kind: 'client', id: by.clientId } as const;
    const step = { accountIds: [accountId], event: 'issued', actor, at: by.now } as const;
    const moved = orderedAt === null ? [] : await this.credentials.execute(tx, step);
    if (moved.length === 0) throw new DomainError('CREDENTIAL_NOT_ORDERED', 'conflict');
  }
}

function impossible(why: string): DomainError {
  return new DomainError('CREDENTIAL_ORDER_IMPOSSIBLE', 'conflict', { why });
}
