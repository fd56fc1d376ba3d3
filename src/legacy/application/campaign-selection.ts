import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type CampaignOrder, moves } from '../domain/campaign-moves.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import { type SelectedCampaign, SelectedCampaigns } from '../store/selected-campaigns.repository.js';
import { CampaignsRepository } from '../store/campaigns.repository.js';
import type { AdministratorsAct } from './administrators-act.js';

/** Which campaigns an act is about: named ones, or those of schools, of a municipality, of the whole region. */
export interface CampaignSelection {
  readonly campaignIds: readonly Uuid[] | null;
  readonly schoolIds: readonly Uuid[] | null;
  readonly municipalityId: Uuid | null;
  readonly systemId: Uuid | null;
  /** Null: all waves. */
  readonly waves: readonly RoleWave[] | null;
}

/** Finds the campaigns of an act within reach; for a start it lays those that are missing. */
@Injectable()
export class SelectCampaigns {
  constructor(
    @Inject(SelectedCampaigns) private readonly selected: SelectedCampaigns,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
  ) {}

  /**
   * Campaigns that were named are all given, whatever their phase, so that each is answered; of a set only those whose phase
   * knows the event: an act upon a region speaks of all that are not closed (EC-109).
   *
   * @throws DomainError NOT_FOUND when something named is not within reach
   */
  async execute(
    tx: EntityManager,
    act: AdministratorsAct,
    selection: CampaignSelection,
    event: CampaignOrder['event'],
  ): Promise<readonly SelectedCampaign[]> {
    await this.selected.assertKnown(tx, act.reach, selection);
    if (event === 'start' && selection.campaignIds === null) await this.lay(tx, act, selection);
    const found = await this.selected.find(tx, act.reach, selection);
    if (selection.campaignIds === null) return found.filter(({ phase }) => moves[phase][event] !== undefined);
    if (found.length < new Set(selection.campaignIds).size) throw new DomainError('NOT_FOUND', 'not_found');
    return found;
  }

  private async lay(tx: EntityManager, act: AdministratorsAct, selection: CampaignSelection): Promise<void> {
    if (selection.systemId === null) throw new DomainError('CAMPAIGN_SYSTEM_NEEDED', 'invalid');
    const schools = await this.selected.schoolsOfSystem(
      tx,
      act.reach,
      { ...selection, systemId: selection.systemId },
      act.today,
    );
    await this.campaigns.ensure(tx, selection.systemId, schools, act.now);
  }
}
