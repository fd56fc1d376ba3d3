import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type CampaignPolicy, DEFAULT_POLICY, gateThresholds } from '../domain/campaign-policy.js';

type PolicyRow = Omit<CampaignPolicy, 'gates'> & {
  readonly systemId: Uuid;
  readonly gates: Readonly<Record<string, unknown>>;
};

const COLUMNS = `journal_system_id AS "systemId", gates, skips_allowed AS "skipsAllowed", disable_on_link AS "disableOnLink",
  disable_unused AS "disableUnused", unused_school_days AS "unusedSchoolDays",
  first_use_blocked_from AS "firstUseBlockedFrom", brownout_hours AS "brownoutHours", reenable_days AS "reenableDays",
  exemption_quota AS "exemptionQuota", revision`;

/** What each journal system's policy says, with the defaults where it says nothing. */
@Injectable()
export class CampaignPolicies {
  async of(tx: EntityManager, systemId: Uuid): Promise<CampaignPolicy> {
    const policies = await this.ofMany(tx, [systemId]);
    return policies.get(systemId) ?? DEFAULT_POLICY;
  }

  /** An entry for each of the systems asked for. */
  async ofMany(tx: EntityManager, systemIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, CampaignPolicy>> {
    const rows = await tx.query<PolicyRow[]>(
      `SELECT ${COLUMNS} FROM campaign_policies WHERE journal_system_id = ANY ($1::uuid[])`,
      [systemIds],
    );
    const decided = new Map(
      rows.map(({ systemId, gates, ...rest }) => [systemId, { ...rest, gates: gateThresholds(gates) }]),
    );
    return new Map(systemIds.map((id) => [id, decided.get(id) ?? DEFAULT_POLICY]));
  }
}
