import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Counts } from '../domain/counts.js';
import type { KeptSnapshot, UnitCounts } from '../domain/snapshot.js';
import type { AgeBasis } from '../domain/statistics-day.js';
import { COUNT_COLUMNS } from './snapshots.repository.js';

/** Where a reader of changes stands: behind this row of this snapshot. */
export interface ChangePlace {
  /** Of the snapshot; «0»: before all. */
  readonly cursor: string;
  readonly level: string;
  readonly unitId: string;
}

/** One row of one snapshot. */
export interface ChangedRow {
  readonly snapshotId: Uuid;
  readonly place: ChangePlace;
  readonly unit: UnitCounts & { readonly counts: Counts };
}

const HEAD = `s.id, s.region_id AS "regionId", s.as_of AS "asOf", s.age_basis AS "ageBasis", s.revision, s.methodology, s.cause,
  s.computed_at AS "computedAt", s.schools_without_data AS "schoolsWithoutData", s.cursor::text AS cursor`;
const COUNTS = COUNT_COLUMNS.map((column) => `r.${column}`).join(', ');

/**
 * The units whose rows a reader may have, from the school up; $1…$4 are the scope. As everywhere, a municipality answers for the
 * schools it founded, and rows of territory are the region's (EC-126). Grades and classes are not in the feed (STAT-08).
 */
const UNITS = `
  SELECT 'region' AS level, r.id AS unit_id, r.name FROM regions r WHERE r.id = $1 AND $2::boolean
  UNION ALL SELECT 'municipality', m.id, m.name FROM municipalities m WHERE m.region_id = $1 AND $2::boolean
  UNION ALL SELECT 'founder', m.id, m.name FROM municipalities m
             WHERE m.region_id = $1 AND ($2::boolean OR m.id = ANY($3::uuid[]))
  UNION ALL SELECT 'school', school.id, school.short_name FROM schools AS school WHERE ${SCHOOL_IN_SCOPE}`;

/** New snapshots and revisions in the order in which they were taken, with the rows of a scope. */
@Injectable()
export class Changes {
  /** At most `limit` snapshots after a cursor, in the order in which they were taken. */
  headsAfter(
    tx: EntityManager,
    regionId: Uuid,
    basis: AgeBasis,
    cursor: string,
    limit: number,
  ): Promise<KeptSnapshot[]> {
    return tx.query(
      `SELECT ${HEAD} FROM statistics_snapshots s WHERE s.region_id = $1 AND s.age_basis = $2 AND s.cursor > $3::bigint
        ORDER BY s.cursor LIMIT $4`,
      [regionId, basis, cursor, limit],
    );
  }

  /** The largest cursor of the region and basis; «0» before the first snapshot. */
  async newest(tx: EntityManager, regionId: Uuid, basis: AgeBasis): Promise<string> {
    const [row] = await tx.query<{ cursor: string }[]>(
      `SELECT s.cursor::text AS cursor FROM statistics_snapshots s WHERE s.region_id = $1 AND s.age_basis = $2
        ORDER BY s.cursor DESC LIMIT 1`,
      [regionId, basis],
    );
    return row?.cursor ?? '0';
  }

  /** The rows of these snapshots behind a place, at most `limit + 1`. */
  async rows(
    tx: EntityManager,
    scope: SchoolScope,
    heads: readonly KeptSnapshot[],
    after: ChangePlace,
    limit: number,
  ): Promise<ChangedRow[]> {
    const found = await tx.query<(Record<string, unknown> & Omit<UnitCounts, 'counts'> & Found)[]>(
      `WITH units AS MATERIALIZED (${UNITS}), heads AS MATERIALIZED (
         SELECT * FROM unnest($5::uuid[], $6::date[], $7::bigint[]) AS h (id, as_of, cursor)
       ), places AS MATERIALIZED (
         SELECT h.id, h.as_of, h.cursor, u.level, u.unit_id, u.name
           FROM heads h CROSS JOIN units u
           JOIN statistics_rows r ON r.snapshot_id = h.id AND r.as_of = h.as_of AND r.level = u.level AND r.unit_id = u.unit_id
                                 AND r.grade_level = -1
          WHERE (h.cursor, u.level, u.unit_id) > ($8::bigint, $9::text, $10::uuid)
          ORDER BY h.cursor, u.level, u.unit_id LIMIT $11
       )
       SELECT p.id AS "snapshotId", p.cursor::text AS cursor, p.level, p.unit_id AS "unitId", p.name,
              r.school_id AS "schoolId", r.municipality_id AS "municipalityId", r.school_kind AS "schoolKind",
              r.founder_type AS "founderType", r.general, ${COUNTS}
         FROM places p
         JOIN statistics_rows r ON r.snapshot_id = p.id AND r.as_of = p.as_of AND r.level = p.level AND r.unit_id = p.unit_id
                               AND r.grade_level = -1
        ORDER BY p.cursor, p.level, p.unit_id`,
      [
        ...scopeParameters(scope),
        ...[heads.map(({ id }) => id), heads.map(({ asOf }) => asOf), heads.map(({ cursor }) => cursor)],
        ...[after.cursor, after.level, after.unitId, limit + 1],
      ],
    );
    return found.map(changedRow);
  }
}

interface Found {
  readonly snapshotId: Uuid;
  readonly cursor: string;
}

function changedRow(row: Record<string, unknown> & Omit<UnitCounts, 'counts'> & Found): ChangedRow {
  const { level, unitId, name, schoolId, municipalityId, schoolKind, founderType, general } = row;
  const counts = Object.fromEntries(
    COUNT_COLUMNS.map((column) => [column, row[column]]),
  ) as unknown as Counts;
  return {
    snapshotId: row.snapshotId,
    place: { cursor: row.cursor, level, unitId },
    unit: {
      ...{ level, unitId, gradeLevel: null, name, schoolId, municipalityId, schoolKind, founderType },
      ...{ general, counts },
    },
  };
}
