import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { LEVEL_DAYS } from '../domain/review-timer.js';
import type { Place } from './place.js';

/** Where each kind of work about links reaches for whoever asks. */
export interface LinkWorkScopes {
  readonly reviews: Place;
  readonly links: Place;
  /** Who may appoint somebody for a school that is silent. */
  readonly delegates: Place & { readonly municipalityIds: readonly Uuid[] };
}

const NO_FACTS = `'{}'::jsonb AS facts`;

/** What waits about links, counted in sets. */
@Injectable()
export class WaitingLinkWork {
  async of(
    tx: EntityManager,
    scopes: LinkWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    return [
      ...(await this.reviews(tx, scopes.reviews, asked)),
      ...(await this.links(tx, scopes.links, asked)),
      ...(await this.silent(tx, scopes.delegates, asked)),
    ];
  }

  /** Open cases with their age: they pass one level up after thirty days of silence; a second yes is asked of others only. */
  private reviews(tx: EntityManager, place: Place, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT CASE WHEN r.first_decided_by IS NULL THEN 'LINK_REVIEW' ELSE 'LINK_REVIEW_SECOND' END AS code, NULL AS about,
              count(*)::integer AS count, min(r.opened_at) AS since,
              min((coalesce(r.level_since, r.opened_at) AT TIME ZONE g.time_zone)::date + ${LEVEL_DAYS})
                FILTER (WHERE r.level <> 'ministry') AS "dueOn", ${NO_FACTS}
         FROM link_reviews r JOIN regions g ON g.id = r.region_id
        WHERE r.region_id = $1 AND ($2::boolean OR r.school_id = ANY ($3::uuid[])) AND r.state = 'open'
          AND ($4::uuid IS NULL OR r.school_id = $4) AND r.first_decided_by IS DISTINCT FROM $5::uuid
        GROUP BY 1`,
      [place.regionId, place.wholeRegion, place.schoolIds, asked.schoolId, asked.readerId],
    );
  }

  /** Links that lack a proof and end by themselves. */
  private links(tx: EntityManager, place: Place, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'LINK_WITHOUT_PROOF' AS code, NULL AS about, count(*)::integer AS count, min(l.created_at) AS since,
              (min(l.until) AT TIME ZONE min(g.time_zone))::date AS "dueOn", ${NO_FACTS}
         FROM links l JOIN regions g ON g.id = l.region_id
        WHERE l.region_id = $1 AND l.state = 'pending_proof'
          AND ($2::boolean OR EXISTS (SELECT FROM journal_account_schools s
                 WHERE s.journal_account_id = l.journal_account_id AND s.school_id = ANY ($3::uuid[])))
          AND ($4::uuid IS NULL OR EXISTS (SELECT FROM journal_account_schools s
                 WHERE s.journal_account_id = l.journal_account_id AND s.school_id = $4))
       HAVING count(*) > 0`,
      [place.regionId, place.wholeRegion, place.schoolIds, asked.schoolId],
    );
  }

  /** Schools whose cases have gone past them: somebody has to be appointed (EC-085). Counts only. */
  private silent(
    tx: EntityManager,
    scope: LinkWorkScopes['delegates'],
    asked: WorkAsked<Uuid>,
  ): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'SILENT_SCHOOL' AS code, NULL AS about, count(DISTINCT r.school_id)::integer AS count,
              min(r.level_since) AS since, NULL::date AS "dueOn", ${NO_FACTS}
         FROM link_reviews r JOIN schools s ON s.id = r.school_id
        WHERE r.region_id = $1 AND r.state = 'open' AND ($4::uuid IS NULL OR r.school_id = $4)
          AND (($2::boolean AND r.level = 'ministry')
            OR (r.level = 'municipality' AND s.founder_type = 'municipal' AND s.municipality_id = ANY ($3::uuid[])))
       HAVING count(*) > 0`,
      [scope.regionId, scope.wholeRegion, scope.municipalityIds, asked.schoolId],
    );
  }
}
