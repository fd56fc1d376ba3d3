import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { COVERS_IN_SIGHT } from './covers-in-sight.js';

/** Accounts of campaigns by what may become of them; numbers of accounts, never people. */
export interface AccountCounts {
  readonly accounts: number;
  /** By effective state; a disabled one with its reason: `disabled_cutover`. */
  readonly byState: Readonly<Record<string, number>>;
  readonly notLinked: number;
  readonly exempt: number;
  readonly openCases: number;
}

/** A school's part of them; null for all schools together. */
export interface CountsOfSchool extends AccountCounts {
  readonly schoolId: Uuid | null;
}

/** A refusal of ESIA in a wave, without the person. */
export interface RefusalOnPaper {
  readonly id: Uuid;
  readonly refusedOn: CalendarDate;
  /** Null while the principal has not confirmed the paper alternative. */
  readonly paperConfirmedAt: Date | null;
}

/** A moment and its civil day in the region. */
interface MomentOfDay {
  readonly now: Date;
  readonly today: CalendarDate;
}

/** The accounts of the waves, as the gates count them. $1: campaigns, $2: moment, $3: its day in the region. */
const MEMBERS = `members AS MATERIALIZED (
    SELECT m.campaign_id, m.school_id, c.phase, m.account_id, m.person_id
      FROM campaign_accounts($1::uuid[], $3::date) m JOIN campaigns c ON c.id = m.campaign_id
  )`;

/** The state of e.2 as it is read at a moment: open states follow the phase, whatever a late job has written. */
const STATE = `CASE
    WHEN k.state IS NULL AND phase.cut_over THEN 'never_issued'
    WHEN k.state IS NULL THEN phase.state
    WHEN k.state IN ('active', 'warned', 'link_required') OR (k.state = 'reenabled' AND k.reenabled_until <= $2)
      THEN CASE WHEN phase.cut_over AND NOT covered.exempt AND NOT covered.has_case THEN 'disabled_cutover'
                WHEN phase.cut_over THEN k.state ELSE phase.state END
    WHEN k.state = 'disabled' THEN 'disabled_' || k.disabled_reason
    ELSE k.state
  END`;

/** Stands for all schools together where a key must not be null. */
const ALL = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** Exemptions and open cases are few: only accounts that may have one are asked about. */
const COUNTED = `counted AS MATERIALIZED (
    SELECT m.school_id, m.account_id, ${STATE} AS state, covered.exempt, covered.has_case,
           NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = m.account_id AND l.state = 'active') AS not_linked
      FROM members m
      LEFT JOIN legacy_credentials k ON k.journal_account_id = m.account_id
      LEFT JOIN campaigns governing ON governing.id = k.campaign_id
      CROSS JOIN LATERAL (SELECT CASE WHEN k.campaign_id IS NULL THEN m.phase ELSE governing.phase END AS name) now_in
      CROSS JOIN LATERAL (SELECT now_in.name IN ('cutover', 'grace', 'closed') AS cut_over,
        CASE WHEN now_in.name IN ('cutover', 'grace', 'closed') THEN 'disabled_cutover'
             WHEN now_in.name IN ('link_required', 'brownouts') THEN 'link_required'
             WHEN now_in.name = 'soft_launch' THEN 'warned' ELSE 'active' END AS state) phase
      CROSS JOIN LATERAL (SELECT
        m.account_id IN (SELECT account_id FROM maybe_exempt)
          AND EXISTS (SELECT FROM exemption_of(m.account_id, $2)) AS exempt,
        m.account_id IN (SELECT account_id FROM maybe_case)
          AND EXISTS (SELECT FROM open_case_of(m.account_id, $2)) AS has_case) covered
  )`;

/** Counts of whom campaigns concern, in one statement for any number of schools. */
@Injectable()
export class CampaignPeople {
  /** All schools together first, then each that has accounts; an account of two schools counts once in all. */
  async counts(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    at: MomentOfDay,
  ): Promise<readonly CountsOfSchool[]> {
    return tx.query(
      `WITH ${MEMBERS}, ${COVERS_IN_SIGHT}, ${COUNTED}, by_state AS (
         SELECT school_id, state, count(DISTINCT account_id)::int AS n
           FROM counted GROUP BY GROUPING SETS ((state), (school_id, state))
       ), states AS (
         SELECT coalesce(school_id, ${ALL}) AS place, jsonb_object_agg(state, n) AS by_state FROM by_state GROUP BY 1
       ), totals AS (
         SELECT school_id, count(DISTINCT account_id)::int AS accounts,
                (count(DISTINCT account_id) FILTER (WHERE not_linked))::int AS not_linked,
                (count(DISTINCT account_id) FILTER (WHERE exempt))::int AS exempt,
                (count(DISTINCT account_id) FILTER (WHERE has_case))::int AS open_cases
           FROM counted GROUP BY GROUPING SETS ((), (school_id))
       )
       SELECT t.school_id AS "schoolId", t.accounts, t.not_linked AS "notLinked", t.exempt, t.open_cases AS "openCases",
              coalesce(s.by_state, '{}') AS "byState"
         FROM totals t LEFT JOIN states s ON s.place = coalesce(t.school_id, ${ALL})
        ORDER BY t.school_id NULLS FIRST`,
      [campaignIds, at.now, at.today],
    );
  }

  /** Refusals that have not been withdrawn, of the wave's people at its school. */
  refusals(tx: EntityManager, campaignId: Uuid, today: CalendarDate): Promise<RefusalOnPaper[]> {
    return tx.query(
      `SELECT DISTINCT x.id, x.refused_on AS "refusedOn", x.paper_confirmed_at AS "paperConfirmedAt"
         FROM campaign_accounts(ARRAY[$1::uuid], $2::date) m
         JOIN esia_refusals x ON x.person_id = m.person_id AND x.school_id = m.school_id
        WHERE x.withdrawn_at IS NULL ORDER BY x.refused_on, x.id`,
      [campaignId, today],
    );
  }
}
