import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Cells } from '../domain/report-cells.js';
import type { OwnStatements } from '../domain/report-own.js';

/** What one lock published. */
export interface Publication {
  readonly id: Uuid;
  readonly number: number;
  readonly snapshotId: Uuid;
  /** Of the whole region. */
  readonly figures: Cells;
  readonly publishedBy: Uuid;
  readonly publishedAt: Date;
}

/** A school in a publication: its figures, or why there are none. */
export interface PublishedReport {
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly reportId: Uuid;
  /** Null: the school reports directly. */
  readonly municipalityId: Uuid | null;
  readonly revision: number;
  readonly snapshotId: Uuid;
  readonly cells: Cells | null;
  readonly own: OwnStatements | null;
  readonly missingReason: string | null;
  readonly underCorrection: boolean;
}

/** A municipality in a publication. */
export interface PublishedRollup {
  readonly municipalityId: Uuid;
  readonly municipalityName: string;
  readonly oktmo: string;
  readonly rollupId: Uuid;
  readonly revision: number;
  readonly figures: Cells | null;
  readonly missingReason: string | null;
  readonly underCorrection: boolean;
}

/** A roll-up as a publication takes it in. */
export interface RollupToPublish {
  readonly rollupId: Uuid;
  readonly municipalityId: Uuid;
  readonly municipalityName: string;
  readonly oktmo: string;
  readonly revision: number;
  readonly missingReason: string | null;
  /** Not locked: its correction is under way, so the publication before stands. */
  readonly underCorrection: boolean;
}

const OF_REPORTS = `b.school_id AS "schoolId", school.short_name AS "schoolName", b.report_id AS "reportId",
  b.municipality_id AS "municipalityId", b.revision, b.snapshot_id AS "snapshotId", b.cells, b.own,
  b.missing_reason AS "missingReason", b.under_correction AS "underCorrection"`;

/** Publications of periods: written once by a lock, frozen by the database, read in scope. */
@Injectable()
export class ReportPublications {
  /** The newest one; null while the period was never locked. */
  async newest(tx: EntityManager, regionId: Uuid, periodId: Uuid): Promise<Publication | null> {
    const [row] = await tx.query<Publication[]>(
      `SELECT id, number, snapshot_id AS "snapshotId", figures, published_by AS "publishedBy", published_at AS "publishedAt"
         FROM report_publications WHERE region_id = $1 AND period_id = $2 ORDER BY number DESC LIMIT 1`,
      [regionId, periodId],
    );
    return row ?? null;
  }

  async byNumber(
    tx: EntityManager,
    regionId: Uuid,
    periodId: Uuid,
    number: number,
  ): Promise<Publication | null> {
    const [row] = await tx.query<Publication[]>(
      `SELECT id, number, snapshot_id AS "snapshotId", figures, published_by AS "publishedBy", published_at AS "publishedAt"
         FROM report_publications WHERE region_id = $1 AND period_id = $2 AND number = $3`,
      [regionId, periodId, number],
    );
    return row ?? null;
  }

  /** Schools of a publication in scope, by name. */
  reports(tx: EntityManager, scope: SchoolScope, publicationId: Uuid): Promise<PublishedReport[]> {
    return tx.query(
      `SELECT ${OF_REPORTS} FROM published_reports b JOIN schools school ON school.id = b.school_id
        WHERE school.region_id = $1 AND ($2::boolean OR b.municipality_id = ANY ($3::uuid[]) OR b.school_id = ANY ($4::uuid[]))
          AND b.publication_id = $5 ORDER BY school.short_name, b.school_id`,
      [...scopeParameters(scope), publicationId],
    );
  }

  /** Municipalities of a publication in scope, by name. */
  rollups(tx: EntityManager, scope: SchoolScope, publicationId: Uuid): Promise<PublishedRollup[]> {
    return tx.query(
      `SELECT b.municipality_id AS "municipalityId", town.name AS "municipalityName", town.oktmo, b.rollup_id AS "rollupId",
              b.revision, b.figures, b.missing_reason AS "missingReason", b.under_correction AS "underCorrection"
         FROM published_rollups b JOIN municipalities town ON town.id = b.municipality_id
        WHERE town.region_id = $1 AND ($2::boolean OR b.municipality_id = ANY ($3::uuid[])) AND b.publication_id = $4
        ORDER BY town.name, b.municipality_id`,
      [scope.regionId, scope.wholeRegion, scope.municipalityIds, publicationId],
    );
  }

  /** What a publication would hold of schools now: locked ones as they are, one under correction as it was published before. */
  reportsToPublish(tx: EntityManager, periodId: Uuid, before: Uuid | null): Promise<PublishedReport[]> {
    return tx.query(
      `SELECT q.school_id AS "schoolId", school.short_name AS "schoolName", q.id AS "reportId",
              r.municipality_id AS "municipalityId",
              CASE WHEN q.state = 'locked' THEN q.revision ELSE b.revision END AS revision,
              CASE WHEN q.state = 'locked' THEN q.snapshot_id ELSE b.snapshot_id END AS "snapshotId",
              CASE WHEN q.state <> 'locked' THEN b.cells WHEN NOT q.missing THEN q.cells END AS cells,
              CASE WHEN q.state <> 'locked' THEN b.own WHEN NOT q.missing THEN q.own END AS own,
              CASE WHEN q.state <> 'locked' THEN b.missing_reason ELSE q.missing_reason END AS "missingReason",
              q.state <> 'locked' AS "underCorrection"
         FROM school_reports q JOIN schools school ON school.id = q.school_id
         LEFT JOIN rollups r ON r.id = q.rollup_id
         LEFT JOIN published_reports b ON b.publication_id = $2 AND b.school_id = q.school_id
        WHERE q.period_id = $1 ORDER BY q.school_id`,
      [periodId, before],
    );
  }

  rollupsToPublish(tx: EntityManager, periodId: Uuid): Promise<RollupToPublish[]> {
    return tx.query(
      `SELECT r.id AS "rollupId", r.municipality_id AS "municipalityId", town.name AS "municipalityName", town.oktmo,
              r.revision, r.missing_reason AS "missingReason", r.state <> 'locked' AS "underCorrection"
         FROM rollups r JOIN municipalities town ON town.id = r.municipality_id WHERE r.period_id = $1 ORDER BY r.id`,
      [periodId],
    );
  }

  /** Writes one publication whole. */
  async add(
    tx: EntityManager,
    publication: Publication & { readonly regionId: Uuid; readonly periodId: Uuid },
    reports: readonly PublishedReport[],
    rollups: readonly Omit<PublishedRollup, 'municipalityName' | 'oktmo'>[],
  ): Promise<void> {
    const { id, regionId, periodId, number, snapshotId, figures, publishedBy, publishedAt } = publication;
    await tx.query(
      `INSERT INTO report_publications (id, region_id, period_id, number, snapshot_id, figures, published_by, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, regionId, periodId, number, snapshotId, JSON.stringify(figures), publishedBy, publishedAt],
    );
    await tx.query(
      `INSERT INTO published_reports (publication_id, school_id, report_id, municipality_id, revision, snapshot_id, cells, own,
         missing_reason, under_correction)
       SELECT $1, "schoolId", "reportId", "municipalityId", revision, "snapshotId", cells, own, "missingReason", "underCorrection"
         FROM jsonb_to_recordset($2::jsonb) AS b ("schoolId" uuid, "reportId" uuid, "municipalityId" uuid, revision integer,
           "snapshotId" uuid, cells jsonb, own jsonb, "missingReason" text, "underCorrection" boolean)`,
      [id, JSON.stringify(reports)],
    );
    await tx.query(
      `INSERT INTO published_rollups (publication_id, municipality_id, rollup_id, revision, figures, missing_reason,
         under_correction)
       SELECT $1, "municipalityId", "rollupId", revision, figures, "missingReason", "underCorrection"
         FROM jsonb_to_recordset($2::jsonb) AS b ("municipalityId" uuid, "rollupId" uuid, revision integer, figures jsonb,
           "missingReason" text, "underCorrection" boolean)`,
      [id, JSON.stringify(rollups)],
    );
  }
}
