import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** A school as administrators see it. */
export interface School {
  readonly id: Uuid;
  readonly fullName: string;
  readonly shortName: string;
  readonly kind: string;
  readonly founderType: 'municipal' | 'regional' | 'federal' | 'private';
  readonly municipality: { readonly id: Uuid; readonly name: string; readonly oktmo: string };
  readonly inn: string | null;
  readonly ogrn: string | null;
  readonly closedOn: CalendarDate | null;
}

/**
 * The schools that somebody may see. A municipality answers for the schools it founded; state and private schools on its
 * ground report directly (S1), so they are not in its scope.
 */
export interface SchoolScope {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly municipalityIds: readonly Uuid[];
  readonly schoolIds: readonly Uuid[];
}

/** A condition on `schools AS school` for a scope; the parameters are $1…$4, those of {@link scopeParameters}. */
export const SCHOOL_IN_SCOPE = `school.region_id = $1 AND ($2::boolean
  OR school.id = ANY($4::uuid[])
  OR (school.founder_type = 'municipal' AND school.municipality_id = ANY($3::uuid[])))`;

const COLUMNS = `school.id, school.full_name AS "fullName", school.short_name AS "shortName", school.kind,
  school.founder_type AS "founderType", school.inn, school.ogrn, school.closed_on AS "closedOn",
  json_build_object('id', town.id, 'name', town.name, 'oktmo', town.oktmo) AS municipality`;

/** Reads of schools, always within a scope that SQL checks. */
@Injectable()
export class Schools {
  /** At most `limit + 1` schools in the order of their short names, after the given (name, id). */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: {
      readonly limit: number;
      readonly after: readonly string[] | null;
      readonly search: string | null;
    },
  ): Promise<School[]> {
    return tx.query<School[]>(
      `SELECT ${COLUMNS} FROM schools AS school JOIN municipalities AS town ON town.id = school.municipality_id
       WHERE ${SCHOOL_IN_SCOPE}
         AND ($5::text IS NULL OR (school.short_name, school.id) > ($5, $6::uuid))
         AND ($7::text IS NULL OR school.short_name ILIKE $7 OR school.full_name ILIKE $7)
       ORDER BY school.short_name, school.id LIMIT $8`,
      [
        ...scopeParameters(scope),
        page.after?.[0] ?? null,
        page.after?.[1] ?? null,
        likeText(page.search),
        page.limit + 1,
      ],
    );
  }

  /** Null when there is none, or it is out of scope: the caller must not learn which. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<School | null> {
    const [school] = await tx.query<School[]>(
      `SELECT ${COLUMNS} FROM schools AS school JOIN municipalities AS town ON town.id = school.municipality_id
       WHERE ${SCHOOL_IN_SCOPE} AND school.id = $5`,
      [...scopeParameters(scope), id],
    );
    return school ?? null;
  }

  /** The days on which these schools of a region closed, null while open; locked, always in the same order. */
  lock(
    tx: EntityManager,
    regionId: Uuid,
    ids: readonly Uuid[],
  ): Promise<{ readonly id: Uuid; readonly closedOn: CalendarDate | null }[]> {
    return tx.query(
      `SELECT id, closed_on AS "closedOn" FROM schools WHERE region_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`,
      [regionId, ids],
    );
  }

  /** The school is no more from that day on; what it was stays. */
  async close(tx: EntityManager, id: Uuid, day: CalendarDate): Promise<void> {
    await tx.query('UPDATE schools SET closed_on = $2 WHERE id = $1', [id, day]);
  }
}

/** $1…$4 of {@link SCHOOL_IN_SCOPE}. */
export function scopeParameters(scope: SchoolScope): unknown[] {
  return [scope.regionId, scope.wholeRegion, scope.municipalityIds, scope.schoolIds];
}

function likeText(search: string | null): string | null {
  return search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}
