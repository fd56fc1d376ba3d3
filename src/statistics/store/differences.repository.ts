import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Level } from '../domain/counts.js';
import type { KeptSnapshot } from '../domain/snapshot.js';
import { COUNT_COLUMNS, type CountColumn } from './snapshots.repository.js';
import type { RowPage } from './unit-rows.repository.js';

/** A unit whose numbers differ between two revisions of a day; null where it has no row, or no such number. */
export interface UnitDifference {
  readonly level: Level;
  readonly unitId: Uuid;
  readonly name: string;
  readonly changes: readonly {
    readonly column: CountColumn;
    readonly before: number | null;
    readonly after: number | null;
  }[];
}

/** Grades and classes are left out: a difference of one in a class is a child. */
export type DifferenceLevel = Extract<Level, 'region' | 'municipality' | 'founder' | 'school'>;

const COLUMNS = COUNT_COLUMNS.map((column) => `'${column}'`).join(', ');
const VISIBLE = `CASE d.level
  WHEN 'school' THEN ${SCHOOL_IN_SCOPE}
  WHEN 'founder' THEN $2::boolean OR d.unit_id = ANY ($3::uuid[])
  ELSE $2::boolean END`;

/** What a later revision says otherwise (STAT-09). */
@Injectable()
export class Differences {
  /** At most `limit + 1` units in the reader's scope whose numbers differ, by name. */
  between(
    tx: EntityManager,
    scope: SchoolScope,
    { before, after }: { readonly before: KeptSnapshot; readonly after: KeptSnapshot },
    level: DifferenceLevel,
    page: RowPage,
  ): Promise<UnitDifference[]> {
    const rows = (snapshot: string) =>
      `SELECT r.unit_id, to_jsonb(r) AS image FROM statistics_rows r WHERE r.snapshot_id = ${snapshot} AND r.as_of = $7 AND r.level = $8`;
    return tx.query(
      `WITH before AS (${rows('$5')}), after AS (${rows('$6')}), differing AS (
         SELECT $8::text AS level, unit_id, c.changes
           FROM before b FULL JOIN after a USING (unit_id)
          CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('column', k.name, 'before', b.image -> k.name, 'after', a.image -> k.name)
                             ORDER BY k.no) AS changes
              FROM unnest(ARRAY[${COLUMNS}]) WITH ORDINALITY AS k (name, no)
             WHERE coalesce(b.image -> k.name, 'null') <> coalesce(a.image -> k.name, 'null')) c
          WHERE c.changes IS NOT NULL
       ), named AS (
         SELECT d.level, d.unit_id, d.changes, coalesce(place.name, town.name, school.short_name) AS name
           FROM differing d
           LEFT JOIN regions place ON d.level = 'region' AND place.id = d.unit_id
           LEFT JOIN municipalities town ON d.level IN ('municipality', 'founder') AND town.id = d.unit_id
           LEFT JOIN schools school ON d.level = 'school' AND school.id = d.unit_id
          WHERE ${VISIBLE} AND $4::uuid[] IS NOT NULL
       )
       SELECT level, unit_id AS "unitId", name, changes FROM named
        WHERE $9::text IS NULL OR (name, unit_id) > ($9, $10::uuid)
        ORDER BY name, unit_id LIMIT $11`,
      [
        ...[...scopeParameters(scope), before.id, after.id, after.asOf, level],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }
}
