import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';

/** An open account with its Person, at a school that an administrator's right reaches. */
export interface AccountInReach {
  readonly id: Uuid;
  readonly personId: Uuid;
  readonly externalId: string;
  readonly role: string;
  /** The school within reach. */
  readonly schoolId: Uuid | null;
}

/** A condition on `schools AS school` for a scope; the parameters are $1…$4, as in territory. */
const IN_SCOPE = `school.region_id = $1 AND ($2::boolean
  OR school.id = ANY ($4::uuid[])
  OR (school.founder_type = 'municipal' AND school.municipality_id = ANY ($3::uuid[])))`;

/** An account is at its own schools; one of a representative also at those where a child is enrolled on the day `$5`. */
const REACHED = `
  SELECT DISTINCT ON (a.id) a.id, a.person_id AS "personId", a.external_id AS "externalId", a.role,
         school.id AS "schoolId"
  FROM journal_accounts a
  JOIN schools school ON ${IN_SCOPE} AND (
    EXISTS (SELECT FROM journal_account_schools s WHERE s.journal_account_id = a.id AND s.school_id = school.id)
    OR (a.role = 'representative' AND EXISTS (
      SELECT FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id
      WHERE t.representative_id = a.person_id AND t.state IN ('asserted', 'confirmed')
        AND t.valid_from <= $5 AND (t.valid_to IS NULL OR t.valid_to > $5)
        AND e.school_id = school.id AND (e.valid_to IS NULL OR e.valid_to > $5))))
  WHERE a.region_id = $1 AND a.closed_at IS NULL AND a.person_id IS NOT NULL`;

/** The accounts that an administrator may do something with; scope is checked in the statement itself. */
@Injectable()
export class AccountsInReach {
  /** The named accounts; null when one of them is not within reach, and nothing says which. */
  async named(
    tx: EntityManager,
    scope: SchoolScope,
    accountIds: readonly Uuid[],
    day: CalendarDate,
  ): Promise<readonly AccountInReach[] | null> {
    const found = await tx.query<AccountInReach[]>(
      `${REACHED} AND a.id = ANY ($6::uuid[]) ORDER BY a.id, school.id`,
      [...parameters(scope, day), accountIds],
    );
    return found.length === accountIds.length ? found : null;
  }

  /** The accounts of a class: of its pupils and of their representatives; null when the class is not within reach. */
  async ofClass(
    tx: EntityManager,
    scope: SchoolScope,
    classId: Uuid,
    day: CalendarDate,
  ): Promise<readonly AccountInReach[] | null> {
    const classes = await tx.query<unknown[]>(
      `SELECT FROM class_groups g JOIN schools school ON school.id = g.school_id
       WHERE g.id = $5 AND ${IN_SCOPE}`,
      [...parameters(scope, day).slice(0, 4), classId],
    );
    if (classes.length === 0) return null;
    return tx.query<AccountInReach[]>(
      `WITH pupils AS (
         SELECT person_id FROM enrollments WHERE class_group_id = $6 AND (valid_to IS NULL OR valid_to > $5)
       )
       ${REACHED} AND (
         (a.role = 'student' AND a.person_id IN (SELECT person_id FROM pupils))
         OR (a.role = 'representative' AND a.person_id IN (
           SELECT t.representative_id FROM family_ties t JOIN pupils ON pupils.person_id = t.child_id
           WHERE t.state IN ('asserted', 'confirmed') AND t.valid_from <= $5
             AND (t.valid_to IS NULL OR t.valid_to > $5))))
       ORDER BY a.id, school.id`,
      [...parameters(scope, day), classId],
    );
  }
}

function parameters(scope: SchoolScope, day: CalendarDate): readonly unknown[] {
  return [scope.regionId, scope.wholeRegion, scope.municipalityIds, scope.schoolIds, day];
}
