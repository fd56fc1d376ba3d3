import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, scopeParameters } from '../../territory/index.js';
import type { DeclaredBy, PupilStanding, WithdrawalReason } from '../domain/declaration.js';
import type { PupilPlace, PupilScope } from '../domain/pupil-scope.js';

/** A declaration as it is withdrawn. */
export interface Declaration {
  readonly id: Uuid;
  readonly regionId: Uuid;
  /** Who the pupil is today: whoever stayed of two that were merged. */
  readonly personId: Uuid;
  readonly schoolId: Uuid;
  readonly declaredBy: DeclaredBy;
  readonly recordedBy: Uuid;
  readonly recordedAt: Date;
  readonly withdrawnAt: Date | null;
}

export interface NewDeclarations {
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly personIds: readonly Uuid[];
  readonly declaredBy: DeclaredBy;
  readonly recordedBy: Uuid;
  readonly now: Date;
}

/** Everybody who became this person by a merge, and the person: a declaration stays where it was written. */
const SAME_HUMAN = (person: string): string =>
  `(d.person_id = ${person} OR d.person_id IN (SELECT m.id FROM people m WHERE m.merged_into_id = ${person}))`;

const DECLARED = (person: string): string =>
  `EXISTS (SELECT FROM declarations d WHERE d.withdrawn_at IS NULL AND ${SAME_HUMAN(person)})`;

const LINKED = (person: string, school: string): string => `EXISTS (
  SELECT FROM journal_accounts a
    JOIN journal_account_schools s ON s.journal_account_id = a.id AND s.school_id = ${school}
    JOIN link_intervals i ON i.journal_account_id = a.id AND i.active_to IS NULL
   WHERE a.person_id = ${person} AND a.role = 'student')`;

/** The one main enrolment of a person that counts on a day, by the rule of `main_enrollments_on`; alias `e`. */
const MAIN_ENROLMENT = (person: string, day: string): string => `LATERAL (
  SELECT o.school_id, o.class_group_id FROM enrollments o
   WHERE o.person_id = ${person} AND o.kind = 'main' AND o.valid_from <= ${day} AND (o.valid_to IS NULL OR o.valid_to > ${day})
   ORDER BY coalesce(o.stay_since, o.valid_from) DESC, o.valid_from DESC, o.id LIMIT 1) e`;

/** Declarations «УЗ создана», always within a scope that SQL checks. */
@Injectable()
export class Declarations {
  /** Null for a school, or a class of it, that is out of the scope: the caller must not learn that it exists. */
  async place(
    tx: EntityManager,
    scope: PupilScope,
    { schoolId, classId }: { readonly schoolId: Uuid | null; readonly classId: Uuid | null },
  ): Promise<PupilPlace | null> {
    const [row] = await tx.query<PupilPlace[]>(
      `SELECT school.region_id AS "regionId", r.time_zone AS "timeZone", school.id AS "schoolId", g.id AS "classId",
              (${SCHOOL_IN_SCOPE}) AS "seesWholeSchool"
         FROM schools school
         JOIN regions r ON r.id = school.region_id
         LEFT JOIN class_groups g ON g.school_id = school.id AND g.id = $7
        WHERE school.region_id = $1 AND ($6::uuid IS NULL OR school.id = $6)
          AND ($7::uuid IS NULL OR g.id IS NOT NULL) AND ($6::uuid IS NOT NULL OR $7::uuid IS NOT NULL)
          AND ((${SCHOOL_IN_SCOPE}) OR g.id = ANY ($5::uuid[])
               OR $7::uuid IS NULL AND EXISTS (
                 SELECT FROM class_groups own WHERE own.school_id = school.id AND own.id = ANY ($5::uuid[])))`,
      [...scopeParameters(scope), scope.classGroupIds, schoolId, classId],
    );
    return row ?? null;
  }

  /** Those of the named who are pupils of the school on the day. Ids that are none of them have no row. */
  standings(
    tx: EntityManager,
    asked: { readonly schoolId: Uuid; readonly personIds: readonly Uuid[]; readonly day: CalendarDate },
  ): Promise<PupilStanding<Uuid>[]> {
    return tx.query<PupilStanding<Uuid>[]>(
      `SELECT p.id AS "personId", e.class_group_id AS "classGroupId", ${LINKED('p.id', 'e.school_id')} AS linked,
              ${DECLARED('p.id')} AS declared
         FROM people p CROSS JOIN ${MAIN_ENROLMENT('p.id', '$3::date')}
        WHERE p.id = ANY ($1::uuid[]) AND e.school_id = $2`,
      [asked.personIds, asked.schoolId, asked.day],
    );
  }

  /** The children whom one of these persons represents on the day, with the school of each (EC-049: no restriction). */
  childrenOf(
    tx: EntityManager,
    asked: { readonly personIds: readonly Uuid[]; readonly day: CalendarDate; readonly reader: Uuid },
  ): Promise<
    (PupilStanding<Uuid> & {
      readonly regionId: Uuid;
      readonly schoolId: Uuid;
      readonly ownId: Uuid | null;
    })[]
  > {
    return tx.query(
      `SELECT DISTINCT p.id AS "personId", p.region_id AS "regionId", e.school_id AS "schoolId",
              e.class_group_id AS "classGroupId", ${LINKED('p.id', 'e.school_id')} AS linked,
              ${DECLARED('p.id')} AS declared,
              (SELECT d.id FROM declarations d WHERE d.withdrawn_at IS NULL AND ${SAME_HUMAN('p.id')}
                  AND d.declared_by = 'representative' AND d.recorded_by = $3 LIMIT 1) AS "ownId"
         FROM family_ties t
         JOIN people p ON p.id = t.child_id
        CROSS JOIN ${MAIN_ENROLMENT('p.id', '$2::date')}
        WHERE t.representative_id = ANY ($1::uuid[]) AND t.state IN ('asserted', 'confirmed')
          AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
          AND NOT EXISTS (
            SELECT FROM representation_restrictions x
             WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id AND x.ended_at IS NULL
               AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date))`,
      [asked.personIds, asked.day, asked.reader],
    );
  }

  /** Writes one for each person without an open one, and returns whom it wrote; who comes second waits for the first. */
  async add(
    tx: EntityManager,
    wanted: NewDeclarations,
  ): Promise<{ readonly id: Uuid; readonly personId: Uuid }[]> {
    return tx.query<{ id: Uuid; personId: Uuid }[]>(
      `INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
       SELECT $1, p.id, $2, $3, $4, $5 FROM unnest($6::uuid[]) AS p (id) ORDER BY p.id
       ON CONFLICT (person_id) WHERE withdrawn_at IS NULL DO NOTHING
       RETURNING id, person_id AS "personId"`,
      [
        ...[wanted.regionId, wanted.schoolId, wanted.declaredBy, wanted.recordedBy, wanted.now],
        wanted.personIds,
      ],
    );
  }

  /**
   * Locks and reads. A declaration goes with its pupil: the school, or the class, of today sees it; between two schools the
   * one that recorded it. Null when there is none in scope.
   */
  async lock(
    tx: EntityManager,
    scope: PupilScope,
    { id, day }: { readonly id: Uuid; readonly day: CalendarDate },
  ): Promise<Declaration | null> {
    const [found] = await tx.query<Declaration[]>(
      `SELECT d.id, d.region_id AS "regionId", q.id AS "personId", school.id AS "schoolId", d.declared_by AS "declaredBy",
              d.recorded_by AS "recordedBy", d.recorded_at AS "recordedAt", d.withdrawn_at AS "withdrawnAt"
         FROM declarations d
         JOIN people p ON p.id = d.person_id
         JOIN people q ON q.id = coalesce(p.merged_into_id, p.id)
         LEFT JOIN ${MAIN_ENROLMENT('q.id', '$7::date')} ON true
         JOIN schools school ON school.id = coalesce(e.school_id, d.school_id)
        WHERE d.id = $6 AND school.region_id = $1
          AND ((${SCHOOL_IN_SCOPE}) OR e.class_group_id = ANY ($5::uuid[]))
          FOR NO KEY UPDATE OF d`,
      [...scopeParameters(scope), scope.classGroupIds, id, day],
    );
    return found ?? null;
  }

  /** Withdraws what is open of this human: after a merge there may be two. Returns how many. */
  async withdraw(
    tx: EntityManager,
    personId: Uuid,
    withdrawal: { readonly by: Uuid; readonly at: Date; readonly reason: WithdrawalReason },
  ): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE declarations d SET withdrawn_by = $2, withdrawn_at = greatest($3::timestamptz, d.recorded_at),
              withdrawal_reason = $4
        WHERE d.withdrawn_at IS NULL AND ${SAME_HUMAN('$1::uuid')}`,
      [personId, withdrawal.by, withdrawal.at, withdrawal.reason],
    );
    return count;
  }
}
