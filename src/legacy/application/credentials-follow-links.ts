import { Inject, Injectable } from '@nestjs/common';
import { linkNewsOf } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Subscriber, Told } from '../../platform/outbox/deliveries.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import { CredentialsRepository } from '../store/credentials.repository.js';
import { MoveCredentials } from './move-credentials.js';
import { SettleAccounts } from './settle-accounts.js';

/** Follows links: since when one is active, and what its beginning or end does to the password (EC-114, EC-130). */
@Injectable()
export class CredentialsFollowLinks implements Subscriber {
  readonly name = 'legacy.follow_links';

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(CredentialsRepository) private readonly credentials: CredentialsRepository,
    @Inject(SettleAccounts) private readonly settle: SettleAccounts,
    @Inject(MoveCredentials) private readonly move: MoveCredentials,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Looks at the links as they are now, not at the step that is told: the guards of the table say which event is one. */
  async take(event: Told): Promise<void> {
    const accountIds = [linkNewsOf(event.body).accountId];
    const by = { actor: { kind: 'system', id: this.name }, at: this.clock.now() } as const;
    await this.unitOfWork.run(async (tx) => {
      if (await this.places.areUnplaced(tx, accountIds)) await this.settle.execute(tx, accountIds, by);
      await this.credentials.lock(tx, accountIds);
      await this.places.noteLinks(tx, accountIds);
      await this.move.execute(tx, { accountIds, event: 'link_activated', ...by });
      await this.move.execute(tx, { accountIds, event: 'link_ended', ...by });
    });
  }
}
