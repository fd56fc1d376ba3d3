import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { VoidEvidence } from '../../linking/index.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import { type ActBy, CredentialsRepository } from '../store/credentials.repository.js';
import { WaveMembers } from '../store/wave-members.repository.js';

/** Brings old logins in line with the accounts and schools that the roster now has. */
@Injectable()
export class SettleAccounts {
  constructor(
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(WaveMembers) private readonly members: WaveMembers,
    @Inject(CredentialsRepository) private readonly credentials: CredentialsRepository,
    @Inject(VoidEvidence) private readonly voidEvidence: VoidEvidence,
  ) {}

  /**
   * Looks at accounts as they are: who is new gets a row, who has come to another school its wave, who has left one loses
   * it, and each follows the campaign that is then furthest along (EC-131). The campaigns are locked against an
   * announcement that would otherwise not see whoever comes at the same moment. Looking again changes nothing.
   */
  async execute(tx: EntityManager, accountIds: readonly Uuid[], { actor, at }: ActBy): Promise<void> {
    if (accountIds.length === 0) return;
    await this.members.holdStill(tx, accountIds);
    await this.members.leave(tx, accountIds);
    await this.members.join(tx, accountIds, at);
    await this.places.place(tx, accountIds, { actor, at });
    await this.credentials.lock(tx, accountIds);
    await this.places.notePlaces(tx, accountIds);
    await this.places.govern(tx, accountIds);
    const { shut } = await this.credentials.follow(tx, accountIds, { actor, at });
    if (shut.length > 0) await this.voidEvidence.execute(tx, shut, 'credentials_changed', at);
  }
}
