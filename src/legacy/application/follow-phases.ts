import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { VoidEvidence } from '../../linking/index.js';
import { CredentialPlaces } from '../store/credential-places.repository.js';
import { CredentialsRepository } from '../store/credentials.repository.js';
import { WaveMembers } from '../store/wave-members.repository.js';

/** Campaigns whose phase, date or membership has just changed, and by whom. */
export interface PhaseStep {
  readonly campaignIds: readonly Uuid[];
  readonly actor: AuditActor;
  readonly at: Date;
}

/** Brings the credentials of a campaign's members to the state of its phase, in the transaction of the move. */
@Injectable()
export class FollowPhases {
  constructor(
    @Inject(CredentialPlaces) private readonly places: CredentialPlaces,
    @Inject(WaveMembers) private readonly members: WaveMembers,
    @Inject(CredentialsRepository) private readonly credentials: CredentialsRepository,
    @Inject(VoidEvidence) private readonly voidEvidence: VoidEvidence,
  ) {}

  /**
   * Called after the campaigns and their history are written. Members are fixed at the announcement; accounts that nobody has
   * looked at yet are placed as they were before a cut-over; then every member follows the campaign that governs it. About ten statements, however many campaigns and accounts; a second call moves nobody.
   */
  async execute(tx: EntityManager, { campaignIds, actor, at }: PhaseStep): Promise<void> {
    if (campaignIds.length === 0) return;
    const unplaced = await this.places.unplacedOf(tx, campaignIds);
    if (unplaced.length > 0) await this.members.join(tx, unplaced, at);
    await this.members.unfix(tx, campaignIds);
    await this.members.fix(tx, campaignIds, at);
    await this.places.place(tx, unplaced, { actor, at, cuttingOver: campaignIds });
    await this.credentials.lockMembers(tx, campaignIds);
    await this.places.governMembers(tx, campaignIds);
    const { shut } = await this.credentials.followMembers(tx, campaignIds, { actor, at });
    if (shut.length > 0) await this.voidEvidence.execute(tx, shut, 'credentials_changed', at);
  }
}
