import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Territory } from '../../territory/index.js';
import type { CampaignPolicy } from '../domain/campaign-policy.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import type { AdministratorsAct } from './administrators-act.js';

/** Decides about the old passwords of one journal system: thresholds of the gates and the rest of the policy (LEG-04). */
@Injectable()
export class ChangePolicy {
  constructor(
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The whole policy at once; the answer is what now holds.
   *
   * @throws DomainError NOT_FOUND for a system of another region; PRECONDITION_FAILED when `revision` is not the present one
   */
  async execute(
    tx: EntityManager,
    act: AdministratorsAct,
    systemId: Uuid,
    wanted: Omit<CampaignPolicy, 'revision'>,
    { revision, reason }: { readonly revision: number; readonly reason: string },
  ): Promise<CampaignPolicy> {
    const { regionId } = await this.territory.journalSystem(tx, systemId);
    if (regionId !== act.reach.regionId) throw new DomainError('NOT_FOUND', 'not_found');
    const before = await this.policies.of(tx, systemId);
    const saved = await this.policies.save(tx, systemId, wanted, revision);
    if (!saved) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    const after = { ...wanted, revision: revision + 1 };
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: 'campaign_policy.changed', reason },
      ...{ subject: { kind: 'journal_system', id: systemId }, traceId: act.traceId ?? undefined },
      facts: { before, after },
    });
    return after;
  }
}
