import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { REENABLE_PHASES } from '../domain/credential-moves.js';
import { ReenableWindows } from '../store/reenable-windows.repository.js';
import { MoveCredentials } from './move-credentials.js';
import type { OverlayAct } from './overlay-act.js';
import { ReenablePasswords, type WindowTerms } from './reenable-passwords.js';

/** The passwords of a whole school and wave work again for some days: the campaign manager's act (LEG-10). */
@Injectable()
export class ReenableSchool {
  constructor(
    @Inject(ReenableWindows) private readonly windows: ReenableWindows,
    @Inject(ReenablePasswords) private readonly passwords: ReenablePasswords,
    @Inject(MoveCredentials) private readonly credentials: MoveCredentials,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * All accounts of the campaign that are not linked and whose password does not work.
   *
   * @throws DomainError NOT_FOUND, REENABLE_NOT_POSSIBLE, REENABLE_STATE_WRONG while a window of the campaign runs,
   * REENABLE_DAYS_WRONG
   */
  async execute(
    tx: EntityManager,
    campaignId: Uuid,
    { days, reason }: WindowTerms,
    act: OverlayAct,
  ): Promise<{ readonly id: Uuid; readonly until: Date; readonly accounts: number }> {
    const campaign = await this.windows.lockCampaign(tx, act.reach, campaignId);
    if (campaign === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (!REENABLE_PHASES.includes(campaign.phase)) {
      const why = campaign.phase === 'closed' ? 'closed' : 'too_early';
      throw new DomainError('REENABLE_NOT_POSSIBLE', 'conflict', { why });
    }
    if (await this.windows.isSchoolWindowOpen(tx, campaignId)) {
      throw new DomainError('REENABLE_STATE_WRONG', 'conflict', { state: 'active' });
    }
    const until = await this.passwords.untilOf(tx, campaign.journalSystemId, days, act.now);
    const accountIds = await this.windows.shutOut(tx, campaignId);
    const { actor, now: at } = act;
    const moved = await this.credentials.execute(tx, { accountIds, event: 'reenabled', actor, at, until });
    if (moved.length === 0) throw new DomainError('REENABLE_NOT_POSSIBLE', 'conflict', { why: 'works' });
    const given = { until, by: act.administratorId, at, reason };
    const id = await this.windows.addOfSchool(tx, campaign, given);
    await this.audit.record(tx, {
      ...{ regionId: campaign.regionId, at, actor, action: 'reenable_window.given_to_school', reason },
      subject: { kind: 'reenable_window', id },
      schoolId: campaign.schoolId,
      facts: { campaign_id: campaignId, accounts: moved.length, until: until.toISOString() },
      traceId: act.traceId ?? undefined,
    });
    return { id, until, accounts: moved.length };
  }
}
