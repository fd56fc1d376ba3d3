import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { scopeParameters } from '../../territory/index.js';
import type { MemberKind, QualityAsked } from './data-quality.repository.js';
import { JUDGED_MEMBERS } from './judged-members.js';

/** How many of one kind would link by themselves. */
export interface PrematchCount {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly classId: Uuid | null;
  readonly classLabel: string | null;
  readonly kind: MemberKind;
  readonly total: number;
  readonly wouldLink: number;
  /** How many would not, by the first reason of each. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Somebody who would not link, and the first reason. */
export interface PrematchRow {
  readonly id: Uuid;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly kind: MemberKind;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly classLabel: string | null;
  readonly reason: string;
}

/**
 * Who would link without anybody's help: ready (one human for the СНИЛС), something gives a right, an open account of the
 * role at the school. ESIA is not asked, so a difference between the roster and ESIA does not show (LNK-13).
 */
const FORETOLD = `${JUDGED_MEMBERS}, foretold AS (
  SELECT m.person_id, m.kind, m.school_id, m.class_group_id,
         CASE WHEN j.readiness <> 'ready' THEN j.readiness
              WHEN NOT m.grounded THEN 'representation_in_question'
              WHEN NOT EXISTS (
                SELECT FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
                 WHERE a.person_id = m.person_id AND a.closed_at IS NULL AND s.school_id = m.school_id
                   AND CASE m.kind WHEN 'staff' THEN a.role IN ('teacher', 'homeroom', 'school_admin')
                                   ELSE a.role = m.kind END) THEN 'no_account' END AS reason
    FROM (SELECT person_id, kind, school_id, class_group_id, bool_or(grounded) AS grounded FROM members
           GROUP BY 1, 2, 3, 4) m
    JOIN judged j ON j.person_id = m.person_id AND j.kind = m.kind)`;

/** Looks ahead of the cut-over: who would link by themselves, before anybody signs in. */
@Injectable()
export class Prematch {
  /** For each school and kind, and for each class of the school asked for. Order: school, class, kind. */
  counts(tx: EntityManager, asked: QualityAsked): Promise<PrematchCount[]> {
    return tx.query<PrematchCount[]>(
      `WITH ${FORETOLD}, spots AS (
         SELECT person_id, kind, school_id, NULL::uuid AS class_group_id, min(reason) AS reason, bool_or(reason IS NULL) AS links
           FROM foretold GROUP BY 1, 2, 3
         UNION ALL
         SELECT person_id, kind, school_id, class_group_id, reason, reason IS NULL FROM foretold
          WHERE $6::uuid IS NOT NULL AND class_group_id IS NOT NULL
       ), counted AS (
         SELECT school_id, class_group_id, kind, links, reason, count(*)::integer AS people FROM spots
          GROUP BY school_id, class_group_id, kind, links, reason
       ), summed AS (
         SELECT school_id, class_group_id, kind, sum(people)::integer AS total,
                coalesce(sum(people) FILTER (WHERE links), 0)::integer AS would,
                coalesce(jsonb_object_agg(reason, people) FILTER (WHERE NOT links), '{}') AS reasons
           FROM counted GROUP BY school_id, class_group_id, kind
       )
       SELECT c.school_id AS "schoolId", school.short_name AS "schoolName", c.class_group_id AS "classId",
              g.grade_level || g.letter AS "classLabel", c.kind, c.total, c.would AS "wouldLink", c.reasons
         FROM summed c JOIN schools school ON school.id = c.school_id
         LEFT JOIN class_groups g ON g.id = c.class_group_id
        ORDER BY school.short_name, school.id, g.grade_level NULLS FIRST, g.letter, g.id, c.kind`,
      [...scopeParameters(asked.scope), asked.day, asked.schoolId],
    );
  }

  /** Those who would not, by (person, kind, school) after the key given; protected persons are counted only (ROS-11). */
  people(
    tx: EntityManager,
    asked: QualityAsked,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<PrematchRow[]> {
    return tx.query<PrematchRow[]>(
      `WITH ${FORETOLD}, waiting AS (
         SELECT person_id, kind, school_id, min(reason) AS reason,
                (array_agg(class_group_id ORDER BY class_group_id))[1] AS class_group_id
           FROM foretold GROUP BY 1, 2, 3 HAVING bool_and(reason IS NOT NULL)
       )
       SELECT w.id, w.last_name AS last, w.first_name AS first, w.middle_name AS middle, f.kind,
              f.school_id AS "schoolId", school.short_name AS "schoolName", g.grade_level || g.letter AS "classLabel",
              f.reason
         FROM waiting f JOIN whole w ON w.id = f.person_id AND NOT w.protected
         JOIN schools school ON school.id = f.school_id LEFT JOIN class_groups g ON g.id = f.class_group_id
        WHERE $7::uuid IS NULL OR (w.id, f.kind, f.school_id) > ($7, $8::text, $9::uuid)
        ORDER BY w.id, f.kind, f.school_id LIMIT $10`,
      [
        ...[...scopeParameters(asked.scope), asked.day, asked.schoolId],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.after?.[2] ?? null, page.limit + 1],
      ],
    );
  }
}
