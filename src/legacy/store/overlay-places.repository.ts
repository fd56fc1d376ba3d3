import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** Who and what belongs to a school of a scope: whoever asks for another's is told that there is none. */
@Injectable()
export class OverlayPlaces {
  /** The region of a school in scope that is not closed; null for any other. */
  async schoolInReach(
    tx: EntityManager,
    scope: SchoolScope,
    schoolId: Uuid,
  ): Promise<{ readonly regionId: Uuid } | null> {
    const [row] = await tx.query<{ regionId: Uuid }[]>(
      `SELECT school.region_id AS "regionId" FROM schools school
        WHERE (${SCHOOL_IN_SCOPE}) AND school.id = $5 AND school.closed_on IS NULL`,
      [...scopeParameters(scope), schoolId],
    );
    return row ?? null;
  }

  /** True for a pupil, a representative of a pupil, somebody of the staff, or the owner of an open account of the school. */
  async isPersonOf(tx: EntityManager, personId: Uuid, schoolId: Uuid, day: CalendarDate): Promise<boolean> {
    const [row] = await tx.query<{ belongs: boolean }[]>(
      `SELECT p.deceased_on IS NULL AND p.merged_into_id IS NULL AND (
          EXISTS (SELECT FROM enrollments e
                   WHERE e.person_id = p.id AND e.school_id = $2 AND (e.valid_to IS NULL OR e.valid_to > $3))
          OR EXISTS (SELECT FROM staff_appointments w
                   WHERE w.person_id = p.id AND w.school_id = $2 AND (w.valid_to IS NULL OR w.valid_to > $3))
          OR EXISTS (SELECT FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id
                   WHERE t.representative_id = p.id AND t.state IN ('asserted', 'confirmed')
                     AND (t.valid_to IS NULL OR t.valid_to > $3)
                     AND e.school_id = $2 AND (e.valid_to IS NULL OR e.valid_to > $3))
          OR EXISTS (SELECT FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
                   WHERE a.person_id = p.id AND a.closed_at IS NULL AND s.school_id = $2)) AS belongs
        FROM people p WHERE p.id = $1`,
      [personId, schoolId, day],
    );
    return row?.belongs === true;
  }

  async isClassOf(tx: EntityManager, classGroupId: Uuid, schoolId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`SELECT FROM class_groups WHERE id = $1 AND school_id = $2`, [
      classGroupId,
      schoolId,
    ]);
    return rows.length > 0;
  }
}
