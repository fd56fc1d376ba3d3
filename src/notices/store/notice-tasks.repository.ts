import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, scopeParameters, type SchoolScope } from '../../territory/index.js';

/** What a school has to do with papers. */
export interface NoticeTask {
  readonly id: Uuid;
  readonly schoolId: Uuid;
  readonly campaignId: Uuid;
  readonly wave: string;
  /** `PRINT_NOTICES`: nobody has made them; `HAND_OUT_NOTICES`: their date has moved, the old ones are void. */
  readonly code: 'PRINT_NOTICES' | 'HAND_OUT_NOTICES';
  readonly dueOn: CalendarDate;
  readonly openedAt: Date;
  /** Papers that wait to be handed out now. */
  readonly waiting: number;
}

/** Tasks of schools; they close by themselves. */
@Injectable()
export class NoticeTasks {
  async open(
    tx: EntityManager,
    task: Pick<NoticeTask, 'schoolId' | 'campaignId' | 'code' | 'dueOn'> & { readonly regionId: Uuid },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO notice_tasks (region_id, school_id, campaign_id, code, due_on, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (campaign_id, code) WHERE done_at IS NULL DO UPDATE SET due_on = excluded.due_on`,
      [task.regionId, task.schoolId, task.campaignId, task.code, task.dueOn, now],
    );
  }

  /** Reminds of papers: a task that is open already keeps its day, and lists whoever waits now. */
  async remind(
    tx: EntityManager,
    task: Pick<NoticeTask, 'schoolId' | 'campaignId' | 'dueOn'> & { readonly regionId: Uuid },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO notice_tasks (region_id, school_id, campaign_id, code, due_on, opened_at)
       SELECT $1, $2, $3, 'PRINT_NOTICES', $4, $5
        WHERE NOT EXISTS (SELECT FROM notice_tasks WHERE campaign_id = $3 AND done_at IS NULL)
       ON CONFLICT (campaign_id, code) WHERE done_at IS NULL DO NOTHING`,
      [task.regionId, task.schoolId, task.campaignId, task.dueOn, now],
    );
  }

  /** Closes the tasks of campaigns in which papers exist and none waits to be handed out. */
  async closeDone(tx: EntityManager, campaignIds: readonly Uuid[], now: Date): Promise<void> {
    if (campaignIds.length === 0) return;
    await tx.query(
      `UPDATE notice_tasks k SET done_at = $2
        WHERE k.campaign_id = ANY ($1::uuid[]) AND k.done_at IS NULL
          AND EXISTS (SELECT FROM notice_issues n WHERE n.campaign_id = k.campaign_id)
          AND NOT EXISTS (SELECT FROM notice_issues n WHERE n.campaign_id = k.campaign_id AND n.state IN ('generated', 'bounced'))`,
      [[...new Set(campaignIds)], now],
    );
  }

  /** Open tasks within reach, the most urgent first. */
  list(tx: EntityManager, scope: SchoolScope, schoolId: Uuid | null): Promise<NoticeTask[]> {
    return tx.query(
      `SELECT k.id, k.school_id AS "schoolId", k.campaign_id AS "campaignId", c.wave, k.code, k.due_on AS "dueOn",
              k.opened_at AS "openedAt",
              (SELECT count(*)::integer FROM notice_issues n
                WHERE n.campaign_id = k.campaign_id AND n.state IN ('generated', 'bounced')) AS waiting
         FROM notice_tasks k
         JOIN campaigns c ON c.id = k.campaign_id
         JOIN schools school ON school.id = k.school_id
        WHERE k.done_at IS NULL AND (${SCHOOL_IN_SCOPE}) AND ($5::uuid IS NULL OR k.school_id = $5)
        ORDER BY k.due_on, k.id LIMIT 200`,
      [...scopeParameters(scope), schoolId],
    );
  }
}
