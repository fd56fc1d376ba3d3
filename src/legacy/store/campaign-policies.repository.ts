import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import {
  type CampaignPolicy,
  changedThresholds,
  DEFAULT_POLICY,
  gateThresholds,
} from '../domain/campaign-policy.js';

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

  /** Of all journal systems of a region, by their names. */
  async ofRegion(
    tx: EntityManager,
    regionId: Uuid,
  ): Promise<
    readonly { readonly system: { id: Uuid; code: string; name: string }; readonly policy: CampaignPolicy }[]
  > {
    const systems = await tx.query<{ id: Uuid; code: string; name: string }[]>(
      'SELECT id, code, name FROM journal_systems WHERE region_id = $1 ORDER BY name, id',
      [regionId],
    );
    const policies = await this.ofMany(
      tx,
      systems.map(({ id }) => id),
    );
    return systems.map((system) => ({ system, policy: policies.get(system.id) ?? DEFAULT_POLICY }));
  }

  /** False when the policy is not of this revision any more; 0 is that of a system about which nothing was decided. */
  async save(
    tx: EntityManager,
    systemId: Uuid,
    policy: Omit<CampaignPolicy, 'revision'>,
    revision: number,
  ): Promise<boolean> {
    const values = [
      ...[
        systemId,
        JSON.stringify(changedThresholds(policy.gates)),
        policy.skipsAllowed,
        policy.disableOnLink,
      ],
      ...[policy.disableUnused, policy.unusedSchoolDays, policy.firstUseBlockedFrom, policy.brownoutHours],
      ...[policy.reenableDays, policy.exemptionQuota, revision],
    ];
    const [rows] =
      revision === 0
        ? [await tx.query<unknown[]>(INSERT, values.slice(0, -1))]
        : await tx.query<[unknown[], number]>(UPDATE, values);
    return rows.length > 0;
  }
}

const INSERT = `INSERT INTO campaign_policies (journal_system_id, gates, skips_allowed, disable_on_link, disable_unused,
    unused_school_days, first_use_blocked_from, brownout_hours, reenable_days, exemption_quota, revision)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
  ON CONFLICT (journal_system_id) DO NOTHING RETURNING journal_system_id`;

const UPDATE = `UPDATE campaign_policies SET gates = $2, skips_allowed = $3, disable_on_link = $4, disable_unused = $5,
    unused_school_days = $6, first_use_blocked_from = $7, brownout_hours = $8, reenable_days = $9, exemption_quota = $10,
    revision = revision + 1
  WHERE journal_system_id = $1 AND revision = $11 RETURNING journal_system_id`;
