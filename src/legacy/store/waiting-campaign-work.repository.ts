import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Where each kind of work about the end of passwords reaches for whoever asks. */
export interface CampaignWorkScopes {
  readonly campaigns: SchoolScope;
  readonly confirmations: SchoolScope;
}

/** So many days ahead a school sees the date on which passwords end, and is asked to confirm it. */
const AHEAD_DAYS = 60;
const CONFIRM_DAYS = 30;

/** Tasks that repeat what is counted by itself. */
const COUNTED_APART = `('EXEMPTION_REQUESTED', 'EXEMPTION_RENEWAL_ASKED', 'EXEMPTION_REVIEW_DUE')`;

/** Whether the task is the reader's own to do, or one of a school below. */
const IS_OWN = `CASE WHEN $2::boolean THEN t.audience = 'campaign_manager'
  WHEN t.audience = 'school' THEN t.school_id = ANY ($4::uuid[]) ELSE true END`;

/** Tasks and dates of campaigns, counted in sets. */
@Injectable()
export class WaitingCampaignWork {
  async of(
    tx: EntityManager,
    scopes: CampaignWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    return [
      ...(await this.tasks(tx, scopes.campaigns, asked)),
      ...(await this.dates(tx, scopes.campaigns, asked)),
      ...(await this.confirmations(tx, scopes.confirmations, asked)),
    ];
  }

  /** One's own tasks by their code, with the facts of the oldest; those of schools below as one number. */
  private tasks(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT CASE WHEN ${IS_OWN} THEN 'CAMPAIGN_TASK' ELSE 'CAMPAIGN_TASK_OF_SCHOOLS' END AS code,
              CASE WHEN ${IS_OWN} THEN t.code END AS about, count(*)::integer AS count, min(t.opened_at) AS since,
              NULL::date AS "dueOn", (array_agg(t.facts ORDER BY t.opened_at, t.id))[1] AS facts
         FROM campaign_tasks t LEFT JOIN schools school ON school.id = t.school_id
        WHERE t.region_id = $1 AND t.done_at IS NULL AND t.code NOT IN ${COUNTED_APART}
          AND ($5::uuid IS NULL OR t.school_id = $5)
          AND ($2::boolean OR (t.audience = 'school' AND t.school_id = ANY ($4::uuid[]))
            OR (t.audience IN ('school', 'municipality') AND school.founder_type = 'municipal'
                AND school.municipality_id = ANY ($3::uuid[])))
        GROUP BY 1, 2`,
      [...scopeParameters(scope), asked.schoolId],
    );
  }

  /** Days on which passwords end soon, by wave. */
  private dates(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'CUTOVER_AHEAD' AS code, c.wave AS about, count(*)::integer AS count, NULL::timestamptz AS since,
              min(c.cutover_on) AS "dueOn", jsonb_build_object('schools', count(DISTINCT c.school_id)) AS facts
         FROM campaigns c JOIN schools school ON school.id = c.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND ($5::uuid IS NULL OR c.school_id = $5) AND c.cut_over_at IS NULL
          AND c.cutover_on >= $6::date AND c.cutover_on <= $6::date + ${AHEAD_DAYS}
        GROUP BY c.wave`,
      [...scopeParameters(scope), asked.schoolId, asked.today],
    );
  }

  /** Dates that the principal or the head of the municipality has not confirmed (e.3). */
  private confirmations(
    tx: EntityManager,
    scope: SchoolScope,
    asked: WorkAsked<Uuid>,
  ): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'CUTOVER_TO_CONFIRM' AS code, NULL AS about, count(*)::integer AS count, NULL::timestamptz AS since,
              min(c.cutover_on) AS "dueOn", jsonb_build_object('schools', count(DISTINCT c.school_id)) AS facts
         FROM campaigns c JOIN schools school ON school.id = c.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND ($5::uuid IS NULL OR c.school_id = $5)
          AND c.cut_over_at IS NULL AND c.confirmed_at IS NULL AND c.announced_at IS NOT NULL
          AND c.cutover_on <= $6::date + ${CONFIRM_DAYS}
       HAVING count(*) > 0`,
      [...scopeParameters(scope), asked.schoolId, asked.today],
    );
  }
}
