import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Level } from '../domain/counts.js';

/** A unit that somebody asks about; `gradeLevel` belongs to the level `grade`. */
export interface AskedUnit {
  readonly level: Level;
  readonly unitId: Uuid;
  readonly gradeLevel: number | null;
}

/** A unit that is in the reader's scope. */
export interface KnownUnit extends AskedUnit {
  readonly name: string;
  /** The school of the levels `school`, `grade`, `class`. */
  readonly schoolId: Uuid | null;
  /** True when the reader's scope names this school: its classes are theirs to see (STAT-10). */
  readonly isOwn: boolean;
}

const OWN = 'school.id = ANY($4::uuid[])';

/**
 * Where each level is found, and who may see it: $1…$4 are the scope, $5 the unit. A municipality answers for the schools it
 * founded; what lies on its territory besides reports to the ministry, and the difference of the two would tell of single
 * schools, so rows of territory are the region's alone (EC-126).
 */
export const UNIT_IN_SCOPE: Readonly<Record<Level, string>> = {
  region: `SELECT u.name, NULL::uuid AS "schoolId", false AS "isOwn" FROM regions u
            WHERE u.id = $1 AND u.id = $5 AND $2::boolean AND $3::uuid[] IS NOT NULL AND $4::uuid[] IS NOT NULL`,
  municipality: `SELECT u.name, NULL::uuid AS "schoolId", false AS "isOwn" FROM municipalities u
            WHERE u.region_id = $1 AND u.id = $5 AND $2::boolean AND $3::uuid[] IS NOT NULL AND $4::uuid[] IS NOT NULL`,
  founder: `SELECT u.name, NULL::uuid AS "schoolId", false AS "isOwn" FROM municipalities u
            WHERE u.region_id = $1 AND u.id = $5 AND ($2::boolean OR u.id = ANY($3::uuid[])) AND $4::uuid[] IS NOT NULL`,
  school: `SELECT school.short_name AS name, school.id AS "schoolId", ${OWN} AS "isOwn" FROM schools AS school
            WHERE ${SCHOOL_IN_SCOPE} AND school.id = $5`,
  grade: `SELECT school.short_name AS name, school.id AS "schoolId", ${OWN} AS "isOwn" FROM schools AS school
            WHERE ${SCHOOL_IN_SCOPE} AND school.id = $5 AND ($2::boolean OR ${OWN})`,
  class: `SELECT g.grade_level || g.letter AS name, school.id AS "schoolId", true AS "isOwn"
             FROM class_groups g JOIN schools AS school ON school.id = g.school_id
            WHERE ${SCHOOL_IN_SCOPE} AND g.id = $5 AND ${OWN}`,
};

/** Units of statistics, always within a scope that SQL checks. */
@Injectable()
export class Units {
  /** Null when there is none, or it is out of scope: the caller must not learn which. */
  async find(tx: EntityManager, scope: SchoolScope, asked: AskedUnit): Promise<KnownUnit | null> {
    const [found] = await tx.query<{ name: string; schoolId: Uuid | null; isOwn: boolean }[]>(
      UNIT_IN_SCOPE[asked.level],
      [...scopeParameters(scope), asked.unitId],
    );
    return found === undefined ? null : { ...asked, ...found };
  }

  /** The schools that a unit counts on a day; null: all of the region. */
  async schoolsOf(
    tx: EntityManager,
    regionId: Uuid,
    day: CalendarDate,
    unit: KnownUnit,
  ): Promise<readonly Uuid[] | null> {
    if (unit.level === 'region') return null;
    if (unit.schoolId !== null) return [unit.schoolId];
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT s.school_id AS id FROM statistics_schools($1, $2) s
        WHERE s.municipality_id = $3 AND ($4 <> 'founder' OR s.founder_type = 'municipal')`,
      [regionId, day, unit.unitId, unit.level],
    );
    return rows.map(({ id }) => id);
  }
}
