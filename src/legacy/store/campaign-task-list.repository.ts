import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import type { TaskAudience } from './campaign-tasks.repository.js';

/** A task as its audience sees it. */
export interface CampaignTask {
  readonly id: Uuid;
  readonly audience: TaskAudience;
  readonly code: string;
  readonly schoolId: Uuid | null;
  readonly schoolName: string | null;
  readonly campaignId: Uuid | null;
  readonly wave: RoleWave | null;
  readonly cutoverOn: CalendarDate | null;
  readonly subject: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly openedAt: Date;
}

const COLUMNS = `t.id, t.audience, t.code, t.school_id AS "schoolId", school.short_name AS "schoolName",
  t.campaign_id AS "campaignId", c.wave, c.cutover_on AS "cutoverOn", t.subject, t.facts, t.opened_at AS "openedAt"`;

const TASKS = `campaign_tasks t LEFT JOIN schools AS school ON school.id = t.school_id LEFT JOIN campaigns c ON c.id = t.campaign_id`;

/** Who has it to do: a school its own, a municipality those of the schools it founded, the region everything. */
const MINE = `t.region_id = $1 AND ($2::boolean
  OR (t.audience = 'school' AND t.school_id = ANY ($4::uuid[]))
  OR (t.audience IN ('school', 'municipality') AND school.founder_type = 'municipal'
      AND school.municipality_id = ANY ($3::uuid[])))`;

/** Reads of open tasks. */
@Injectable()
export class CampaignTaskList {
  /** At most `limit + 1`, the oldest first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: {
      readonly audience: TaskAudience | null;
      readonly schoolId: Uuid | null;
      readonly campaignId: Uuid | null;
      readonly code: string | null;
    },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<CampaignTask[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${TASKS}
        WHERE ${MINE} AND t.done_at IS NULL AND ($5::text IS NULL OR t.audience = $5)
          AND ($6::uuid IS NULL OR t.school_id = $6) AND ($7::uuid IS NULL OR t.campaign_id = $7)
          AND ($8::text IS NULL OR t.code = $8)
          AND ($9::timestamptz IS NULL OR (date_trunc('milliseconds', t.opened_at), t.id) > ($9, $10::uuid))
        ORDER BY date_trunc('milliseconds', t.opened_at), t.id LIMIT $11`,
      [
        ...scopeParameters(scope),
        ...[filter.audience, filter.schoolId, filter.campaignId, filter.code],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** An open task of one's own audience; null when there is none, it is done, or it is another's. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<CampaignTask | null> {
    const [task] = await tx.query<CampaignTask[]>(
      `SELECT ${COLUMNS} FROM ${TASKS} WHERE ${MINE} AND t.id = $5 AND t.done_at IS NULL`,
      [...scopeParameters(scope), id],
    );
    return task ?? null;
  }

  /** Open tasks of one code in a region, with what each is about. */
  open(
    tx: EntityManager,
    regionId: Uuid,
    code: string,
  ): Promise<{ readonly id: Uuid; readonly subject: string | null }[]> {
    return tx.query(
      `SELECT id, subject FROM campaign_tasks WHERE region_id = $1 AND code = $2 AND done_at IS NULL`,
      [regionId, code],
    );
  }
}
