import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Subscriber, Told } from '../../platform/outbox/deliveries.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import { MoveCredentials } from './move-credentials.js';
import { SettleAccounts } from './settle-accounts.js';

/** Follows the roster: new accounts, other schools, accounts that are open again (EC-079). */
@Injectable()
export class CredentialsFollowRoster implements Subscriber {
  readonly name = 'legacy.follow_roster';

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(SettleAccounts) private readonly settle: SettleAccounts,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A dozen statements for an event, however many people it names. */
  async take(event: Told): Promise<void> {
    const personIds = event.body['person_ids'] as readonly Uuid[];
    const by = { actor: { kind: 'system', id: this.name }, at: this.clock.now() } as const;
    await this.unitOfWork.run(async (tx) => {
      const accountIds = await this.places.accountsOf(tx, personIds);
      await this.settle.execute(tx, accountIds, by);
      await this.move.execute(tx, { accountIds, event: 'reopened', ...by });
    });
  }
}
