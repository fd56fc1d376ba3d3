import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { PersonState } from '../domain/person-decision.js';
import { IMPORT_LOCK } from './import-session.js';
import { HOMES, recordPlaces } from './record-places.js';

/**
 * Keeps imports of the region out until the end of the transaction; false when one runs now. An import decides from what it
 * read at its start, so a decision in the middle of it would be lost.
 */
export async function holdOffImports(tx: EntityManager, regionId: Uuid): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }[]>(
    'SELECT pg_try_advisory_xact_lock_shared($1, hashtext($2)) AS held',
    [IMPORT_LOCK, regionId],
  );
  return row?.held === true;
}

/** Locks persons of a region in the order of their ids and returns what is known of them; a missing one is left out. */
export async function lockPeople(
  tx: EntityManager,
  regionId: Uuid,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, PersonState>> {
  const rows = await tx.query<PersonState[]>(
    `SELECT id, revision, merge_forbidden AS "mergeForbidden", merged_into_id IS NOT NULL AS "isMerged",
            deceased_on IS NOT NULL AS "isDeceased",
            encode(snils_hmac, 'hex') AS "snilsKey"
       FROM people WHERE region_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [regionId, ids],
  );
  return new Map(rows.map((row) => [row.id, row] as const));
}

/** True when each person has a place, and none has one out of the scope: a decision reaches all records of a person. */
export async function areWhollyInScope(
  tx: EntityManager,
  scope: SchoolScope,
  ids: readonly Uuid[],
  day: CalendarDate,
): Promise<boolean> {
  const [row] = await tx.query<{ inside: boolean }[]>(
    `WITH places AS (${recordPlaces('$5::date', 'p.person_id = ANY ($6::uuid[]) AND p.removed_at IS NULL')}), ${HOMES}
     SELECT coalesce(bool_and(person.has_place AND NOT person.is_outside), false) AS inside
       FROM unnest($6::uuid[]) AS asked (id)
      CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS has_place, coalesce(bool_or(NOT (${SCHOOL_IN_SCOPE})), false) AS is_outside
          FROM homes h JOIN schools school ON school.id = h.school_id WHERE h.person_id = asked.id) person`,
    [...scopeParameters(scope), day, ids],
  );
  return row?.inside === true;
}

/** True when a representation ties the two persons, now or earlier, in either direction. */
export async function areTied(tx: EntityManager, one: Uuid, other: Uuid): Promise<boolean> {
  const [row] = await tx.query<{ tied: boolean }[]>(
    `SELECT EXISTS (SELECT FROM family_ties WHERE child_id = $1 AND representative_id = $2)
         OR EXISTS (SELECT FROM family_ties WHERE child_id = $2 AND representative_id = $1) AS tied`,
    [one, other],
  );
  return row?.tied === true;
}
