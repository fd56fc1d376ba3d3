import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** Somebody of a wave, as a notice is made for them. */
export interface NoticePerson {
  readonly campaignId: Uuid;
  readonly wave: 'staff' | 'representatives' | 'pupils_14plus' | 'pupils_under14';
  readonly cutoverOn: CalendarDate;
  readonly personId: Uuid;
  readonly accountId: Uuid;
  readonly born: CalendarDate | null;
  readonly citizenship: string | null;
  readonly classId: Uuid | null;
  readonly isLinked: boolean;
  /** ROS-11, EC-062: the person, or a child of theirs. Not in packs; a paper of their own is made by name. */
  readonly isProtected: boolean;
}

/** Whose notices are asked for. */
export interface PeopleAsked {
  readonly schoolId: Uuid;
  readonly day: CalendarDate;
  /** Null: of all campaigns of the school. */
  readonly campaignId?: Uuid;
  /** Of one class with its representatives; `none`: staff, and pupils without a class; null: everybody. */
  readonly classId: Uuid | 'none' | null;
  readonly personIds: readonly Uuid[] | null;
}

/** Before it nothing is planned, after it nobody has a password any more. */
const PHASES = `('preparation', 'announced', 'soft_launch', 'link_required', 'brownouts', 'cutover', 'grace')`;

/** The children whom a representative stands for at the school on the day, without those kept away from them (EC-047). */
export const OWN_CHILDREN = (representative: string, school: string, day: string): string => `
  SELECT k.id, k.last_name, k.first_name, k.middle_name, k.norm_last, k.norm_first, k.protected, e.class_group_id
    FROM family_ties t
    JOIN people k ON k.id = t.child_id AND k.deceased_on IS NULL
    JOIN enrollments e ON e.person_id = t.child_id AND e.school_id = ${school} AND e.kind = 'main'
     AND e.valid_from <= ${day} AND (e.valid_to IS NULL OR e.valid_to > ${day})
   WHERE t.representative_id = ${representative} AND t.state IN ('asserted', 'confirmed')
     AND t.valid_from <= ${day} AND (t.valid_to IS NULL OR t.valid_to > ${day})
     AND NOT EXISTS (
       SELECT FROM representation_restrictions x
        WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id AND x.ended_at IS NULL
          AND x.valid_from <= ${day} AND (x.valid_to IS NULL OR x.valid_to > ${day}))`;

/** People of waves: one row for a person and a campaign, of several accounts the one that still has to be linked. */
@Injectable()
export class NoticePeople {
  of(tx: EntityManager, asked: PeopleAsked): Promise<NoticePerson[]> {
    const { schoolId, day, campaignId, classId, personIds } = asked;
    return tx.query<NoticePerson[]>(
      `WITH planned AS MATERIALIZED (
         SELECT c.id, c.wave, c.cutover_on FROM campaigns c
          WHERE c.school_id = $1 AND c.phase IN ${PHASES} AND c.cutover_on IS NOT NULL AND ($3::uuid IS NULL OR c.id = $3)
       ), members AS MATERIALIZED (
         SELECT m.campaign_id, m.person_id, m.account_id,
                EXISTS (SELECT FROM links l WHERE l.journal_account_id = m.account_id AND l.state = 'active') AS linked
           FROM campaign_accounts(ARRAY(SELECT id FROM planned), $2::date) m
          WHERE m.person_id IS NOT NULL AND ($4::uuid[] IS NULL OR m.person_id = ANY ($4))
       ), one_each AS (
         SELECT DISTINCT ON (campaign_id, person_id) * FROM members ORDER BY campaign_id, person_id, linked, account_id
       ), placed AS (
         SELECT c.id AS campaign_id, c.wave, c.cutover_on, o.person_id, o.account_id, o.linked, p.birth_date, p.citizenship,
                CASE WHEN c.wave = 'representatives' THEN family.class_id
                     WHEN c.wave <> 'staff' THEN seat.class_group_id END AS class_id,
                p.protected OR coalesce(family.protected, false) AS protected
           FROM one_each o
           JOIN planned c ON c.id = o.campaign_id
           JOIN people p ON p.id = o.person_id AND p.deceased_on IS NULL
           LEFT JOIN LATERAL (
             SELECT e.class_group_id FROM enrollments e
              WHERE e.person_id = o.person_id AND e.school_id = $1 AND e.valid_from <= $2::date
                AND (e.valid_to IS NULL OR e.valid_to > $2::date)
              ORDER BY e.kind = 'main' DESC, e.valid_from DESC, e.id LIMIT 1) seat ON c.wave NOT IN ('staff', 'representatives')
           LEFT JOIN LATERAL (
             SELECT (array_agg(k.class_group_id ORDER BY g.grade_level, g.letter, k.norm_last, k.norm_first, k.id))[1] AS class_id,
                    bool_or(k.protected) AS protected
               FROM (${OWN_CHILDREN('o.person_id', '$1', '$2::date')}) k
               LEFT JOIN class_groups g ON g.id = k.class_group_id) family ON c.wave = 'representatives'
       )
       SELECT campaign_id AS "campaignId", wave, cutover_on AS "cutoverOn", person_id AS "personId", account_id AS "accountId",
              birth_date AS born, citizenship, class_id AS "classId", linked AS "isLinked", protected AS "isProtected"
         FROM placed
        WHERE ($5::uuid IS NULL OR class_id = $5) AND (NOT $6::boolean OR class_id IS NULL)
        ORDER BY campaign_id, person_id`,
      [schoolId, day, campaignId ?? null, personIds, classId === 'none' ? null : classId, classId === 'none'],
    );
  }
}
