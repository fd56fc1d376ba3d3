import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';

/** What a region decided about its statistics; revision 0: nothing yet. */
export interface StatisticsPolicy {
  /** The campaign's first day: growth «с начала кампании» is counted from it (I-24). */
  readonly campaignStartedOn: CalendarDate | null;
  readonly revision: number;
}

export interface PolicyChange {
  readonly regionId: Uuid;
  readonly campaignStartedOn: CalendarDate | null;
  /** The revision that the administrator saw. */
  readonly revision: number;
  readonly reason: string;
  readonly administratorId: Uuid;
  readonly now: Date;
  readonly traceId: string | undefined;
}

/** The region's policy of statistics, changed by the ministry and audited. */
@Injectable()
export class StatisticsPolicies {
  constructor(@Inject(AuditTrail) private readonly audit: AuditTrail) {}

  async read(tx: EntityManager, regionId: Uuid): Promise<StatisticsPolicy> {
    const [row] = await tx.query<StatisticsPolicy[]>(
      `SELECT campaign_started_on AS "campaignStartedOn", revision FROM statistics_policies WHERE region_id = $1`,
      [regionId],
    );
    return row ?? { campaignStartedOn: null, revision: 0 };
  }

  /** @throws DomainError `PRECONDITION_FAILED` when somebody changed it since the administrator read it */
  async change(tx: EntityManager, change: PolicyChange): Promise<StatisticsPolicy> {
    const { regionId, campaignStartedOn, reason, now: at, traceId } = change;
    const [row] = await tx.query<StatisticsPolicy[]>(
      `INSERT INTO statistics_policies AS p (region_id, campaign_started_on)
       SELECT $1, $2 WHERE $3::integer = 0 OR EXISTS (SELECT FROM statistics_policies WHERE region_id = $1)
       ON CONFLICT (region_id) DO UPDATE SET campaign_started_on = excluded.campaign_started_on, revision = p.revision + 1
        WHERE p.revision = $3
       RETURNING campaign_started_on AS "campaignStartedOn", revision`,
      [regionId, campaignStartedOn, change.revision],
    );
    if (row === undefined) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    await this.audit.record(tx, {
      ...{ regionId, at, reason, traceId, action: 'statistics.policy_changed' },
      actor: { kind: 'administrator', id: change.administratorId },
      facts: { campaign_started_on: campaignStartedOn, revision: row.revision },
    });
    return row;
  }
}
