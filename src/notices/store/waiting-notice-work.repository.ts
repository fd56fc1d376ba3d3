import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Where each kind of work about notices reaches for whoever asks. */
export interface NoticeWorkScopes {
  readonly papers: SchoolScope;
  /** Who acknowledges for their own school or municipality. */
  readonly letters: SchoolScope;
}

/** Papers and letters that wait, counted in sets: two statements. */
@Injectable()
export class WaitingNoticeWork {
  async of(
    tx: EntityManager,
    { papers, letters }: NoticeWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    return [...(await this.papers(tx, papers, asked)), ...(await this.letters(tx, letters, asked))];
  }

  /**
   * Papers not yet handed out, by what brought them about: made, made anew for a moved day, or a message that came back. After the
   * day of the cut-over no paper is asked for; whoever has linked meanwhile needs none.
   */
  private papers(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT CASE WHEN n.state = 'bounced' THEN 'NOTICES_UNDELIVERED' WHEN n.replaces_id IS NOT NULL THEN 'NOTICES_RENEWED'
                   ELSE 'NOTICES_TO_PRINT' END AS code,
              NULL AS about, count(*)::integer AS count, min(n.state_since) AS since, min(c.cutover_on) AS "dueOn",
              '{}'::jsonb AS facts
         FROM notice_issues n
         JOIN schools school ON school.id = n.school_id
         JOIN campaigns c ON c.id = n.campaign_id AND c.cutover_on > $6::date
         JOIN people p ON p.id = n.person_id AND p.deceased_on IS NULL
        WHERE n.state IN ('generated', 'bounced') AND (${SCHOOL_IN_SCOPE}) AND ($5::uuid IS NULL OR n.school_id = $5)
          AND NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = n.journal_account_id AND l.state = 'active')
        GROUP BY 1`,
      [...scopeParameters(scope), asked.schoolId, asked.today],
    );
  }

  /** Letters that the reader's own school or municipality has not acknowledged (NOT-09). */
  private letters(tx: EntityManager, scope: SchoolScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'LETTER_TO_ACKNOWLEDGE' AS code, NULL AS about, count(*)::integer AS count, min(r.received_at) AS since,
              min(l.due_on) AS "dueOn", '{}'::jsonb AS facts
         FROM letter_recipients r JOIN letters l ON l.id = r.letter_id AND l.region_id = $1 AND l.sent_at IS NOT NULL
        WHERE r.acknowledged_at IS NULL
          AND CASE WHEN $4::uuid IS NULL THEN r.school_id = ANY ($2::uuid[]) OR r.municipality_id = ANY ($3::uuid[])
                   ELSE r.school_id = $4 AND r.school_id = ANY ($2::uuid[]) END
       HAVING count(*) > 0`,
      [scope.regionId, scope.schoolIds, scope.municipalityIds, asked.schoolId],
    );
  }
}
