import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Who is to do it. */
export type TaskAudience = 'school' | 'municipality' | 'campaign_manager';

/** Something that a person has to do for a campaign; `code` says what, `facts` hold ids, codes, counts and dates. */
export interface NewCampaignTask {
  readonly regionId: Uuid;
  readonly audience: TaskAudience;
  readonly code: string;
  readonly schoolId: Uuid | null;
  readonly campaignId: Uuid | null;
  /** What it is about beside school and campaign: the id of an exemption, a system and an account. */
  readonly subject: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Which open tasks are done; what is left out matches every task. */
export interface TasksDone {
  readonly code: string;
  readonly campaignIds?: readonly Uuid[];
  readonly schoolId?: Uuid;
  readonly subject?: string;
}

/** Tasks of campaigns: one open task for each region, audience, code, school, campaign and subject. */
@Injectable()
export class CampaignTasks {
  /** Opens the tasks that are not open yet; those that are keep their age and get the new facts. */
  async open(tx: EntityManager, tasks: readonly NewCampaignTask[], at: Date): Promise<void> {
    if (tasks.length === 0) return;
    const rows = tasks.map((task) => ({
      region_id: task.regionId,
      audience: task.audience,
      code: task.code,
      school_id: task.schoolId,
      campaign_id: task.campaignId,
      subject: task.subject,
      facts: task.facts,
    }));
    await tx.query(
      `INSERT INTO campaign_tasks (region_id, audience, code, school_id, campaign_id, subject, facts, opened_at)
       SELECT DISTINCT ON (region_id, audience, code, school_id, campaign_id, subject)
              region_id, audience, code, school_id, campaign_id, subject, facts, $2
         FROM jsonb_to_recordset($1::jsonb) AS task (region_id uuid, audience text, code text, school_id uuid,
           campaign_id uuid, subject text, facts jsonb)
        ORDER BY region_id, audience, code, school_id, campaign_id, subject
       ON CONFLICT (region_id, audience, code, school_id, campaign_id, subject) WHERE done_at IS NULL
       DO UPDATE SET facts = excluded.facts`,
      [JSON.stringify(rows), at],
    );
  }

  /** Closes one open task by its id; false when it was done before or there is none. */
  async close(tx: EntityManager, id: Uuid, by: string, at: Date): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE campaign_tasks SET done_at = $2, done_by = $3 WHERE id = $1 AND done_at IS NULL RETURNING id`,
      [id, at, by],
    );
    return rows.length > 0;
  }

  /** Closes every open task that matches, because its ground has gone; gives how many. */
  async closeMatching(tx: EntityManager, done: TasksDone, by: string, at: Date): Promise<number> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE campaign_tasks SET done_at = $5, done_by = $6
        WHERE done_at IS NULL AND code = $1
          AND ($2::uuid[] IS NULL OR campaign_id = ANY ($2::uuid[]))
          AND ($3::uuid IS NULL OR school_id = $3::uuid)
          AND ($4::text IS NULL OR subject = $4::text)
        RETURNING id`,
      [done.code, done.campaignIds ?? null, done.schoolId ?? null, done.subject ?? null, at, by],
    );
    return rows.length;
  }
}
