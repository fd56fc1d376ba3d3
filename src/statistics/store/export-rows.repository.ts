import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../domain/counts.js';
import type { CoverageDay } from '../domain/coverage-series.js';
import type { FederalUnit } from '../domain/federal-table.js';
import type { Cells } from '../domain/report-cells.js';
import { type OwnStatements, ownStatements } from '../domain/report-own.js';
import type { ReportState } from '../domain/report-moves.js';
import { REPORT_IN_SCOPE } from './school-reports.repository.js';

/** Where a school is, and through which municipality it reports; the municipality is null on the direct route. */
export interface ExportPlace {
  readonly schoolId: Uuid;
  readonly name: string;
  readonly inn: string | null;
  readonly municipality: string;
  readonly oktmo: string;
  readonly partId: Uuid | null;
  readonly partName: string | null;
  readonly partOktmo: string | null;
}

/** A report as an export shows it. */
export interface ExportReport extends ExportPlace {
  readonly reportId: Uuid;
  readonly state: ReportState;
  readonly snapshotId: Uuid;
  /** Null where no figure may be shown. */
  readonly cells: Cells | null;
  readonly own: OwnStatements;
  readonly missingReason: string | null;
}

/** A unit of a ranking with its counts. */
export interface RankedCounts {
  readonly id: Uuid;
  readonly name: string;
  readonly counts: Counts;
}

const PLACE = `school.id AS "schoolId", school.short_name AS name, school.inn, town.name AS municipality, town.oktmo,
  part.id AS "partId", part.name AS "partName", part.oktmo AS "partOktmo"`;
const COUNTS = [...PUPIL_COUNTS, ...PARTIAL_COUNTS].map((column) => `'${column}', c.${column}`).join(', ');
const SUMS = [
  ...PUPIL_COUNTS.map((column) => `'${column}', sum(c.${column})`),
  ...PARTIAL_COUNTS.map((column) => `'${column}', null`),
].join(', ');

/** Reads of what exports are made of, always within a scope that SQL checks. */
@Injectable()
export class ExportRows {
  /** Reports of a period as they stand, or one of them. */
  async reports(
    tx: EntityManager,
    scope: SchoolScope,
    of: { readonly periodId: Uuid; readonly reportId: Uuid | null },
  ): Promise<ExportReport[]> {
    const rows = await tx.query<ExportReport[]>(
      `SELECT r.id AS "reportId", r.state, r.snapshot_id AS "snapshotId", ${PLACE}, r.own,
              CASE WHEN NOT r.missing THEN r.cells END AS cells, r.missing_reason AS "missingReason"
         FROM school_reports r JOIN schools school ON school.id = r.school_id
         JOIN municipalities town ON town.id = school.municipality_id
         LEFT JOIN rollups rollup ON rollup.id = r.rollup_id LEFT JOIN municipalities part ON part.id = rollup.municipality_id
        WHERE ${REPORT_IN_SCOPE} AND r.period_id = $5 AND ($6::uuid IS NULL OR r.id = $6)
        ORDER BY part.name NULLS LAST, part.id, school.short_name, school.id`,
      [...scopeParameters(scope), of.periodId, of.reportId],
    );
    return rows.map((row) => ({ ...row, own: ownStatements(row.own) }));
  }

  /** What the newest lock published of schools in scope. */
  async published(tx: EntityManager, scope: SchoolScope, publicationId: Uuid): Promise<ExportReport[]> {
    const rows = await tx.query<ExportReport[]>(
      `SELECT b.report_id AS "reportId", 'locked' AS state, b.snapshot_id AS "snapshotId", ${PLACE}, b.cells,
              coalesce(b.own, '{}') AS own, b.missing_reason AS "missingReason"
         FROM published_reports b JOIN schools school ON school.id = b.school_id
         JOIN municipalities town ON town.id = school.municipality_id
         LEFT JOIN municipalities part ON part.id = b.municipality_id
        WHERE school.region_id = $1 AND ($2::boolean OR b.school_id = ANY ($4::uuid[]) OR b.municipality_id = ANY ($3::uuid[]))
          AND b.publication_id = $5
        ORDER BY part.name NULLS LAST, part.id, school.short_name, school.id`,
      [...scopeParameters(scope), publicationId],
    );
    return rows.map((row) => ({ ...row, own: ownStatements(row.own) }));
  }

  /** Figures of roll-ups of an open period as they were last built, by municipality. */
  async rollupFigures(tx: EntityManager, periodId: Uuid): Promise<ReadonlyMap<Uuid, Cells>> {
    const rows = await tx.query<{ id: Uuid; figures: Cells }[]>(
      `SELECT municipality_id AS id, figures FROM rollups WHERE period_id = $1 AND figures IS NOT NULL AND NOT missing`,
      [periodId],
    );
    return new Map(rows.map(({ id, figures }) => [id, figures]));
  }

  /** General schools (f.0.3) in scope that a snapshot has rows of; in their municipality by territory. */
  schools(
    tx: EntityManager,
    scope: SchoolScope,
    snapshot: { readonly id: Uuid; readonly asOf: CalendarDate },
  ): Promise<ExportPlace[]> {
    return tx.query(
      `SELECT school.id AS "schoolId", school.short_name AS name, school.inn, town.name AS municipality, town.oktmo,
              town.id AS "partId", town.name AS "partName", town.oktmo AS "partOktmo"
         FROM statistics_rows c JOIN schools school ON school.id = c.unit_id
         JOIN municipalities town ON town.id = coalesce(c.municipality_id, school.municipality_id)
        WHERE ${SCHOOL_IN_SCOPE} AND c.snapshot_id = $5 AND c.as_of = $6 AND c.level = 'school' AND c.grade_level = -1
          AND c.general
        ORDER BY town.name, town.id, school.short_name, school.id`,
      [...scopeParameters(scope), snapshot.id, snapshot.asOf],
    );
  }

  /** Rows of a level in a snapshot, by unit: what is counted anew there (f.0.8). */
  async level(
    tx: EntityManager,
    snapshot: { readonly id: Uuid; readonly asOf: CalendarDate },
    level: 'region' | 'municipality' | 'founder',
  ): Promise<ReadonlyMap<Uuid, Counts>> {
    const rows = await tx.query<{ id: Uuid; counts: Counts }[]>(
      `SELECT c.unit_id AS id, json_build_object(${COUNTS}) AS counts FROM statistics_rows c
        WHERE c.snapshot_id = $1 AND c.as_of = $2 AND c.level = $3 AND c.grade_level = -1`,
      [snapshot.id, snapshot.asOf, level],
    );
    return new Map(rows.map(({ id, counts }) => [id, counts]));
  }

  /** Units to be ranked: municipalities by territory, or general schools in scope. */
  ranked(
    tx: EntityManager,
    scope: SchoolScope,
    snapshot: { readonly id: Uuid; readonly asOf: CalendarDate },
    level: 'municipality' | 'school',
  ): Promise<RankedCounts[]> {
    const rows = `statistics_rows c WHERE c.snapshot_id = $5 AND c.as_of = $6 AND c.grade_level = -1`;
    return tx.query(
      level === 'school'
        ? `SELECT school.id, school.short_name AS name, c.counts FROM schools AS school
             JOIN (SELECT c.unit_id, json_build_object(${COUNTS}) AS counts FROM ${rows} AND c.level = 'school' AND c.general) c
               ON c.unit_id = school.id WHERE ${SCHOOL_IN_SCOPE} ORDER BY school.short_name, school.id`
        : `SELECT town.id, town.name, c.counts FROM municipalities town
             JOIN (SELECT c.unit_id, json_build_object(${COUNTS}) AS counts FROM ${rows} AND c.level = 'municipality') c
               ON c.unit_id = town.id
            WHERE town.region_id = $1 AND ($2::boolean OR town.id = ANY ($3::uuid[])) AND $4::uuid[] IS NOT NULL
            ORDER BY town.name, town.id`,
      [...scopeParameters(scope), snapshot.id, snapshot.asOf],
    );
  }

  /** Counts of published schools by municipality of their territory; what a lock listed as missing is in none. */
  federalUnits(
    tx: EntityManager,
    regionId: Uuid,
    publicationId: Uuid,
  ): Promise<(FederalUnit & { readonly schools: number })[]> {
    return tx.query(
      `SELECT town.id, town.name, town.oktmo, count(*)::integer AS schools, json_build_object(${SUMS}) AS counts
         FROM published_reports b JOIN schools school ON school.id = b.school_id AND school.region_id = $1
         JOIN municipalities town ON town.id = school.municipality_id
         JOIN statistics_snapshots s ON s.id = b.snapshot_id
         JOIN statistics_rows c ON c.snapshot_id = s.id AND c.as_of = s.as_of AND c.level = 'school'
          AND c.unit_id = b.school_id AND c.grade_level = -1
        WHERE b.publication_id = $2 AND b.missing_reason IS NULL
        GROUP BY town.id, town.name, town.oktmo ORDER BY town.name, town.id`,
      [regionId, publicationId],
    );
  }

  async isOfRegion(tx: EntityManager, regionId: Uuid, municipalityId: Uuid): Promise<boolean> {
    const found = await tx.query<object[]>('SELECT FROM municipalities WHERE region_id = $1 AND id = $2', [
      regionId,
      municipalityId,
    ]);
    return found.length > 0;
  }

  async missingOf(tx: EntityManager, publicationId: Uuid): Promise<number> {
    const [row] = await tx.query<{ missing: number }[]>(
      `SELECT count(*)::integer AS missing FROM published_reports WHERE publication_id = $1 AND missing_reason IS NOT NULL`,
      [publicationId],
    );
    return row?.missing ?? 0;
  }

  /** The last locked period, or the one that is named; null when there is none. */
  async publishedPeriod(tx: EntityManager, regionId: Uuid, periodId: Uuid | null): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT p.id FROM report_periods p WHERE p.region_id = $1 AND ($2::uuid IS NULL OR p.id = $2)
          AND EXISTS (SELECT FROM report_publications b WHERE b.period_id = p.id)
        ORDER BY p.as_of DESC, p.locked_at DESC NULLS LAST LIMIT 1`,
      [regionId, periodId],
    );
    return row?.id ?? null;
  }

  /** The newest revision of every frozen day of a unit, in order. */
  coverage(
    tx: EntityManager,
    regionId: Uuid,
    unit: { readonly level: 'region' | 'municipality' | 'founder' | 'school'; readonly id: Uuid },
    span: { readonly from: CalendarDate; readonly to: CalendarDate },
  ): Promise<CoverageDay[]> {
    return tx.query(
      `SELECT DISTINCT ON (c.as_of) c.as_of AS day, json_build_object(${COUNTS}) AS counts
         FROM statistics_rows c
         JOIN statistics_snapshots s ON s.id = c.snapshot_id AND s.region_id = $1 AND s.age_basis = 'as_of_date'
        WHERE c.level = $2 AND c.unit_id = $3 AND c.grade_level = -1 AND c.as_of BETWEEN $4 AND $5
        ORDER BY c.as_of, s.revision DESC`,
      [regionId, unit.level, unit.id, span.from, span.to],
    );
  }
}
