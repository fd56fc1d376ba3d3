import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import { DECIDE_WITHIN_MS } from '../domain/import-batch.js';

/** Where each kind of roster work reaches for whoever asks. */
export interface RosterWorkScopes {
  readonly tasks: SchoolScope;
  readonly decisions: SchoolScope;
  readonly uploads: SchoolScope;
}

const NOTHING_MORE = `NULL::date AS "dueOn", '{}'::jsonb AS facts`;

/** An upload of one's own schools, or of the region for whoever reaches all of it; takes $1…$4. */
const UPLOAD_IN_SCOPE = `b.region_id = $1 AND ($2::boolean OR EXISTS (
  SELECT FROM schools school WHERE school.id = b.school_id AND (${SCHOOL_IN_SCOPE})))`;

/** What waits in the roster, counted in sets. */
@Injectable()
export class WaitingRosterWork {
  async of(
    tx: EntityManager,
    scopes: RosterWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    return [
      ...(await this.tasks(tx, scopes.tasks, asked)),
      ...(await this.decisions(tx, scopes.decisions, asked)),
      ...(await this.uploads(tx, scopes.uploads, asked)),
    ];
  }

  /** Open tasks by their code; those that remind of a case are left to the cases themselves. */
  private tasks(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'ROSTER_TASK' AS code, t.code AS about, count(*)::integer AS count, min(t.opened_at) AS since, ${NOTHING_MORE}
         FROM roster_tasks t JOIN schools school ON school.id = t.school_id
        WHERE (${SCHOOL_IN_SCOPE}) AND t.done_at IS NULL AND ($5::uuid IS NULL OR t.school_id = $5)
          AND t.code NOT IN ('REVIEW_REMINDER', 'REVIEW_AT_MINISTRY')
        GROUP BY t.code`,
      [...scopeParameters(scope), asked.schoolId],
    );
  }

  /** Mass changes that wait for a decision: the school's own, or those that have come to the ministry (ROS-03). */
  private decisions(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'IMPORT_TO_DECIDE' AS code, NULL AS about, count(*)::integer AS count, min(b.level_since) AS since,
              ((min(b.level_since) + $6::double precision * interval '1 millisecond') AT TIME ZONE min(r.time_zone))::date AS "dueOn",
              '{}'::jsonb AS facts
         FROM import_batches b JOIN regions r ON r.id = b.region_id
        WHERE ${UPLOAD_IN_SCOPE} AND b.state = 'needs_approval' AND ($5::uuid IS NULL OR b.school_id = $5)
          AND (NOT $2::boolean OR b.decides = 'ministry' OR b.level = 'ministry')
       HAVING count(*) > 0`,
      [...scopeParameters(scope), asked.schoolId, DECIDE_WITHIN_MS],
    );
  }

  /** The newest upload of a source and school when it was refused, broke off, or was checked and waits to be applied. */
  private uploads(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT CASE b.state WHEN 'invalid' THEN 'IMPORT_INVALID' WHEN 'failed' THEN 'IMPORT_FAILED' ELSE 'IMPORT_READY' END AS code,
              NULL AS about, count(*)::integer AS count, min(b.started_at) AS since, ${NOTHING_MORE}
         FROM import_batches b
        WHERE ${UPLOAD_IN_SCOPE} AND b.state IN ('invalid', 'failed', 'ready') AND ($5::uuid IS NULL OR b.school_id = $5)
          AND NOT EXISTS (
            SELECT FROM import_batches later WHERE later.region_id = b.region_id AND later.source = b.source
               AND later.school_id IS NOT DISTINCT FROM b.school_id AND later.started_at > b.started_at)
        GROUP BY b.state`,
      [...scopeParameters(scope), asked.schoolId],
    );
  }
}
