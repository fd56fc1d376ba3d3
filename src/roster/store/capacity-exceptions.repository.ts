import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CapacityKind } from '../domain/legal-capacity.js';
import type { SchoolReach } from './family-ties.repository.js';

/** A minor of the reach, and the school through which they are reached. */
export interface MinorOfSchool {
  readonly id: Uuid;
  readonly born: CalendarDate | null;
  readonly schoolId: Uuid;
}

/** The exceptions of guard G2 that schools have decided (EC-035). */
@Injectable()
export class CapacityExceptionsRepository {
  /** A person who learns or works at a school of the reach on the day; null for another's. */
  async personOf(
    tx: EntityManager,
    personId: Uuid,
    { regionId, wholeRegion, schoolIds }: SchoolReach,
    day: CalendarDate,
  ): Promise<MinorOfSchool | null> {
    const [row] = await tx.query<MinorOfSchool[]>(
      `SELECT p.id, p.birth_date AS born, place.school_id AS "schoolId"
       FROM people p
       JOIN LATERAL (
         SELECT school_id FROM staff_appointments w
          WHERE w.person_id = p.id AND (w.valid_to IS NULL OR w.valid_to > $5)
            AND ($3::boolean OR w.school_id = ANY ($4::uuid[]))
         UNION ALL
         SELECT school_id FROM enrollments e
          WHERE e.person_id = p.id AND (e.valid_to IS NULL OR e.valid_to > $5)
            AND ($3::boolean OR e.school_id = ANY ($4::uuid[]))
         LIMIT 1) place ON true
       WHERE p.id = $1 AND p.region_id = $2`,
      [personId, regionId, wholeRegion, schoolIds, day],
    );
    return row ?? null;
  }

  /** Returns its id; a second open one is refused by `capacity_exceptions_one_open`. */
  async add(
    tx: EntityManager,
    one: {
      readonly regionId: Uuid;
      readonly personId: Uuid;
      readonly schoolId: Uuid;
      readonly kind: CapacityKind;
      readonly basis: string;
      readonly recordedBy: Uuid;
      readonly now: Date;
    },
  ): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO capacity_exceptions (region_id, person_id, school_id, kind, basis, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [one.regionId, one.personId, one.schoolId, one.kind, one.basis, one.recordedBy, one.now],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Ends the one that stands, of a school of the reach; its person, or null when there is none. */
  async end(
    tx: EntityManager,
    id: Uuid,
    { regionId, wholeRegion, schoolIds }: SchoolReach,
    by: { readonly endedBy: Uuid; readonly basis: string; readonly now: Date },
  ): Promise<{ readonly personId: Uuid; readonly schoolId: Uuid } | null> {
    const [rows] = await tx.query<[{ personId: Uuid; schoolId: Uuid }[], number]>(
      `UPDATE capacity_exceptions SET ended_by = $5, ended_at = $6, end_basis = $7
       WHERE id = $1 AND region_id = $2 AND ($3::boolean OR school_id = ANY ($4::uuid[])) AND ended_at IS NULL
       RETURNING person_id AS "personId", school_id AS "schoolId"`,
      [id, regionId, wholeRegion, schoolIds, by.endedBy, by.now, by.basis],
    );
    return rows[0] ?? null;
  }
}
