import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import { JUDGED_MEMBERS, QUALITY_PROBLEMS, type QualityProblem } from './judged-members.js';

export type MemberKind = 'student' | 'representative' | 'staff';

/** Which members: one day, one school or all of the scope. */
export interface QualityAsked {
  readonly scope: SchoolScope;
  readonly day: CalendarDate;
  readonly schoolId: Uuid | null;
}

/** Members of one kind at a school, or in one of its classes. */
export interface QualityCount {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly classId: Uuid | null;
  readonly classLabel: string | null;
  readonly kind: MemberKind;
  readonly total: number;
  readonly ready: number;
  readonly problems: Readonly<Record<QualityProblem, number>>;
}

/** One member with what is wrong. */
export interface QualityRow {
  readonly id: Uuid;
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly birthYear: number | null;
  readonly snilsLast2: string | null;
  readonly kind: MemberKind;
  readonly schoolName: string;
  readonly classLabel: string | null;
  /** How the source calls the person's rows of this kind. */
  readonly sourceIds: readonly string[];
  readonly readiness: string;
  readonly problems: readonly QualityProblem[];
}

/** What the tables of a school do not say of one another (ROS-12). */
export interface SanityCount {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly pupilsWithoutClass: number;
  readonly classes: number;
  readonly homeroomAccounts: number;
  readonly representativesWithoutChild: number;
  readonly accountsWithoutPerson: number;
}

const parametersOf = ({ scope, day, schoolId }: QualityAsked): unknown[] => [
  ...scopeParameters(scope),
  day,
  schoolId,
];

const PROBLEM_COUNTS = QUALITY_PROBLEMS.map(
  (problem) => `'${problem}', count(*) FILTER (WHERE '${problem}' = ANY (j.problems))`,
).join(', ');

/** The quality of rosters (ROS-05…07, ROS-12), by set: one statement for one school or for all of a region. */
@Injectable()
export class DataQuality {
  /** For each school and kind; with one school asked for, for each of its classes too. Order: school, class, kind. */
  counts(tx: EntityManager, asked: QualityAsked): Promise<QualityCount[]> {
    return tx.query<QualityCount[]>(
      `WITH ${JUDGED_MEMBERS}, spots AS (
         SELECT DISTINCT person_id, kind, school_id, NULL::uuid AS class_group_id FROM members
         UNION ALL
         SELECT DISTINCT person_id, kind, school_id, class_group_id FROM members
          WHERE $6::uuid IS NOT NULL AND class_group_id IS NOT NULL
       ), counted AS (
         SELECT s.school_id, s.class_group_id, s.kind, count(*)::integer AS total,
                (count(*) FILTER (WHERE j.readiness = 'ready'))::integer AS ready,
                jsonb_build_object(${PROBLEM_COUNTS}) AS problems
           FROM spots s JOIN judged j ON j.person_id = s.person_id AND j.kind = s.kind
          GROUP BY s.school_id, s.class_group_id, s.kind
       )
       SELECT c.school_id AS "schoolId", school.short_name AS "schoolName", c.class_group_id AS "classId",
              g.grade_level || g.letter AS "classLabel", c.kind, c.total, c.ready, c.problems
         FROM counted c JOIN schools school ON school.id = c.school_id
         LEFT JOIN class_groups g ON g.id = c.class_group_id
        ORDER BY school.short_name, school.id, g.grade_level NULLS FIRST, g.letter, g.id, c.kind`,
      parametersOf(asked),
    );
  }

  /**
   * Members of schools by (person, kind, school), after the key given; `limit` of them. Protected persons are not among
   * them: they are counted only (ROS-11).
   */
  people(
    tx: EntityManager,
    asked: QualityAsked,
    page: {
      readonly classId: Uuid | null;
      /** A problem, `any` of them, or null for everybody. */
      readonly problem: QualityProblem | 'any' | null;
      readonly limit: number;
      readonly after: readonly string[] | null;
    },
  ): Promise<(QualityRow & { readonly schoolId: Uuid })[]> {
    return tx.query(
      `WITH ${JUDGED_MEMBERS}, spots AS (
         SELECT m.person_id, m.kind, m.school_id, (array_agg(m.class_group_id ORDER BY m.class_group_id))[1] AS class_group_id
           FROM members m WHERE $7::uuid IS NULL OR m.class_group_id = $7 GROUP BY 1, 2, 3
       )
       SELECT w.id, w.last_name AS last, w.first_name AS first, w.middle_name AS middle,
              extract(year FROM w.birth_date)::integer AS "birthYear", w.snils_last2 AS "snilsLast2", s.kind,
              s.school_id AS "schoolId", school.short_name AS "schoolName", g.grade_level || g.letter AS "classLabel",
              ARRAY(SELECT r.source_id FROM person_records r
                     WHERE r.person_id = w.id AND r.kind = s.kind AND r.removed_at IS NULL ORDER BY 1) AS "sourceIds",
              j.readiness, j.problems
         FROM spots s
         JOIN judged j ON j.person_id = s.person_id AND j.kind = s.kind
         JOIN whole w ON w.id = s.person_id AND NOT w.protected
         JOIN schools school ON school.id = s.school_id
         LEFT JOIN class_groups g ON g.id = s.class_group_id
        WHERE ($8::text IS NULL OR ($8 = 'any' AND j.problems <> '{}') OR $8 = ANY (j.problems))
          AND ($9::uuid IS NULL OR (w.id, s.kind, s.school_id) > ($9, $10::text, $11::uuid))
        ORDER BY w.id, s.kind, s.school_id LIMIT $12`,
      [
        ...[...parametersOf(asked), page.classId, page.problem],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.after?.[2] ?? null, page.limit],
      ],
    );
  }

  /**
   * Pupils without a class, classes beside the accounts of homeroom teachers, representatives without a child, accounts
   * without a person. Classes are those where somebody learns on the day. Order: school.
   */
  sanity(tx: EntityManager, asked: QualityAsked): Promise<SanityCount[]> {
    return tx.query<SanityCount[]>(
      `WITH ${JUDGED_MEMBERS}, pupils AS (
         SELECT school_id, count(DISTINCT person_id) FILTER (WHERE class_group_id IS NULL) AS classless,
                count(DISTINCT class_group_id) AS classes
           FROM members WHERE kind = 'student' GROUP BY school_id
       ), accounts AS (
         SELECT s.school_id,
                count(*) FILTER (WHERE a.role = 'homeroom') AS homerooms,
                count(*) FILTER (WHERE a.person_id IS NULL OR NOT EXISTS (
                  SELECT FROM person_records r WHERE r.person_id = a.person_id AND r.removed_at IS NULL)) AS ownerless,
                count(DISTINCT a.person_id) FILTER (WHERE a.role = 'representative' AND NOT EXISTS (
                  SELECT FROM members m
                   WHERE m.person_id = a.person_id AND m.kind = 'representative' AND m.school_id = s.school_id)) AS childless
           FROM journal_account_schools s JOIN chosen ON chosen.id = s.school_id
           JOIN journal_accounts a ON a.id = s.journal_account_id AND a.closed_at IS NULL
          GROUP BY s.school_id
       )
       SELECT school.id AS "schoolId", school.short_name AS "schoolName",
              coalesce(p.classless, 0)::integer AS "pupilsWithoutClass", coalesce(p.classes, 0)::integer AS classes,
              coalesce(a.homerooms, 0)::integer AS "homeroomAccounts",
              coalesce(a.childless, 0)::integer AS "representativesWithoutChild",
              coalesce(a.ownerless, 0)::integer AS "accountsWithoutPerson"
         FROM chosen JOIN schools school ON school.id = chosen.id
         LEFT JOIN pupils p ON p.school_id = school.id LEFT JOIN accounts a ON a.school_id = school.id
        ORDER BY school.short_name, school.id`,
      parametersOf(asked),
    );
  }
}
