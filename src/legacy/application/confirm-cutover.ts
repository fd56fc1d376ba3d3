import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { CampaignPeople, type RefusalOnPaper } from '../store/campaign-people.repository.js';
import { CampaignReadings } from '../store/campaign-readings.repository.js';
import type { AdministratorsAct } from './administrators-act.js';
import { MoveCampaigns } from './move-campaigns.js';

/** The principal or the head of the municipality says that passwords may end on the date (e.3, entry of `cutover`). */
@Injectable()
export class ConfirmCutover {
  constructor(
    @Inject(CampaignReadings) private readonly campaigns: CampaignReadings,
    @Inject(CampaignPeople) private readonly people: CampaignPeople,
    @Inject(MoveCampaigns) private readonly moves: MoveCampaigns,
  ) {}

  /**
   * Gives the refusals of ESIA in the wave, each with or without its confirmed paper alternative: those without one will
   * still hold the cut-over back (EC-056, EC-135).
   *
   * @throws DomainError NOT_FOUND; PRECONDITION_FAILED when the campaign has changed since it was seen; what forbids it
   */
  async execute(
    tx: EntityManager,
    act: AdministratorsAct,
    {
      campaignId,
      revision,
      reason,
    }: { readonly campaignId: Uuid; readonly revision: number; readonly reason: string },
  ): Promise<readonly RefusalOnPaper[]> {
    const campaign = await this.campaigns.find(tx, act.reach, campaignId);
    if (campaign === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (campaign.revision !== revision) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    await this.moves.execute(tx, {
      ...{ campaignIds: [campaignId], order: { event: 'confirm' }, reason, actor: act.actor, at: act.now },
      ...{ actId: newUuid(), revisions: new Map([[campaignId, revision]]) },
    });
    return this.people.refusals(tx, campaignId, act.today);
  }
}
