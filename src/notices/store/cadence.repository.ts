import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CadenceStep } from '../domain/cadence.js';

/** A campaign whose cadence runs. */
export interface CadenceCampaign {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly journalName: string;
  readonly journalCode: string;
  readonly cutoverOn: CalendarDate;
  readonly isAnnounced: boolean;
  readonly done: readonly string[];
}

const COLUMNS = `c.id, c.region_id AS "regionId", c.school_id AS "schoolId", j.name AS "journalName", j.code AS "journalCode",
  c.cutover_on AS "cutoverOn", c.announced_at IS NOT NULL AS "isAnnounced",
  ARRAY(SELECT r.step FROM notice_cadence_runs r WHERE r.campaign_id = c.id AND r.cutover_on = c.cutover_on) AS done`;
const RUNS = `c.phase NOT IN ('not_scheduled', 'closed') AND c.paused_at IS NULL AND c.cutover_on IS NOT NULL`;

/** Steps of the cadence and what was done of them. */
@Injectable()
export class CadenceRepository {
  /** The region's own steps, or the product's where it has none. */
  steps(tx: EntityManager, regionId: Uuid): Promise<CadenceStep[]> {
    return tx.query(
      `SELECT code, days_before AS "daysBefore", kind, channels, mandatory FROM notice_cadence
        WHERE region_id IS NOT DISTINCT FROM (SELECT DISTINCT region_id FROM notice_cadence WHERE region_id = $1)
        ORDER BY days_before DESC, code`,
      [regionId],
    );
  }

  /** Campaigns that have a step on their way, in the order of their ids. */
  campaigns(
    tx: EntityManager,
    regionId: Uuid,
    span: { readonly from: CalendarDate; readonly to: CalendarDate },
    after: Uuid | null,
    limit: number,
  ): Promise<CadenceCampaign[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM campaigns c JOIN journal_systems j ON j.id = c.journal_system_id
        WHERE c.region_id = $1 AND ${RUNS} AND c.cutover_on BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR c.id > $4)
        ORDER BY c.id LIMIT $5`,
      [regionId, span.from, span.to, after, limit],
    );
  }

  /** The same campaign under a lock, as it stands now; null when its cadence does not run any more. */
  async lock(tx: EntityManager, id: Uuid): Promise<CadenceCampaign | null> {
    const [row] = await tx.query<CadenceCampaign[]>(
      `SELECT ${COLUMNS} FROM campaigns c JOIN journal_systems j ON j.id = c.journal_system_id
        WHERE c.id = $1 AND ${RUNS} FOR NO KEY UPDATE OF c`,
      [id],
    );
    return row ?? null;
  }

  /** What the day of a campaign is now, and whether people were told; null when there is no such campaign. */
  async present(
    tx: EntityManager,
    id: Uuid,
  ): Promise<(Omit<CadenceCampaign, 'cutoverOn'> & { readonly cutoverOn: CalendarDate | null }) | null> {
    const [row] = await tx.query<CadenceCampaign[]>(
      `SELECT ${COLUMNS} FROM campaigns c JOIN journal_systems j ON j.id = c.journal_system_id
        WHERE c.id = $1 FOR NO KEY UPDATE OF c`,
      [id],
    );
    return row ?? null;
  }

  async note(
    tx: EntityManager,
    { id, cutoverOn }: Pick<CadenceCampaign, 'id' | 'cutoverOn'>,
    run: {
      readonly step: string;
      readonly outcome: 'done' | 'skipped';
      readonly told: number;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO notice_cadence_runs (campaign_id, cutover_on, step, outcome, told, ran_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, cutoverOn, run.step, run.outcome, run.told, run.at],
    );
  }
}
