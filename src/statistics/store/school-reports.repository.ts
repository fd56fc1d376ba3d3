import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Cells } from '../domain/report-cells.js';
import type { ReportRoute, ReportState } from '../domain/report-moves.js';
import { type OwnStatements, ownStatements } from '../domain/report-own.js';

/** A school's report with what is always asked of it: its period, its school, its municipality's roll-up. */
export interface SchoolReport {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly periodId: Uuid;
  readonly periodName: string;
  readonly formCode: string;
  readonly formVersion: number;
  readonly asOf: CalendarDate;
  readonly dueZone: string;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly inn: string | null;
  readonly route: ReportRoute;
  readonly rollupId: Uuid | null;
  readonly rollupState: string | null;
  /** To whom a municipal school reports, as of the first day of the period; null on the direct route. */
  readonly municipalityId: Uuid | null;
  readonly state: ReportState;
  readonly revision: number;
  readonly signedRevision: number | null;
  readonly snapshotId: Uuid;
  readonly cells: Cells;
  readonly own: OwnStatements;
  readonly dueBefore: Date;
  readonly late: boolean;
  readonly missing: boolean;
  readonly missingReason: string | null;
  readonly submittedBy: Uuid | null;
  readonly submittedAt: Date | null;
  readonly acceptedBy: Uuid | null;
  readonly acceptedAt: Date | null;
  readonly changedAt: Date;
  readonly etag: number;
}

/** What one move writes. */
export interface ReportChange {
  readonly state: ReportState;
  readonly revision: number;
  readonly late: boolean;
  readonly missing: boolean;
  readonly missingReason: string | null;
  readonly dueBefore: Date;
  readonly submitted: { readonly by: Uuid; readonly at: Date } | null;
  readonly accepted: { readonly by: Uuid; readonly at: Date } | null;
  readonly snapshotId: Uuid;
  readonly cells: Cells;
  readonly own: OwnStatements;
  readonly at: Date;
}

const COLUMNS = `r.id, r.region_id AS "regionId", r.period_id AS "periodId", p.name AS "periodName",
  p.form_code AS "formCode", p.form_version AS "formVersion", p.as_of AS "asOf", p.due_zone AS "dueZone",
  r.school_id AS "schoolId", school.short_name AS "schoolName", school.inn, r.route, r.rollup_id AS "rollupId",
  rollup.state AS "rollupState", rollup.municipality_id AS "municipalityId", r.state, r.revision,
  (SELECT max(v.revision) FROM report_revisions v WHERE v.report_id = r.id) AS "signedRevision",
  r.snapshot_id AS "snapshotId", r.cells, r.own, r.due_before AS "dueBefore", r.late, r.missing,
  r.missing_reason AS "missingReason", r.submitted_by AS "submittedBy", r.submitted_at AS "submittedAt",
  r.accepted_by AS "acceptedBy", r.accepted_at AS "acceptedAt", r.changed_at AS "changedAt", r.etag`;

const REPORTS = `school_reports r JOIN report_periods p ON p.id = r.period_id
  JOIN schools AS school ON school.id = r.school_id LEFT JOIN rollups rollup ON rollup.id = r.rollup_id`;

/**
 * A condition on reports for a scope, $1…$4 are those of scopeParameters: a municipality answers for the reports that were
 * opened for its roll-up (the founder hierarchy of the first day of the period), whatever the school has become since.
 */
export const REPORT_IN_SCOPE = `(r.region_id = $1 AND ($2::boolean OR r.school_id = ANY($4::uuid[])
  OR rollup.municipality_id = ANY($3::uuid[])))`;

/** Reports of schools, always within a scope that SQL checks. */
@Injectable()
export class SchoolReports {
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<SchoolReport | null> {
    const [row] = await tx.query<SchoolReport[]>(
      `SELECT ${COLUMNS} FROM ${REPORTS} WHERE ${REPORT_IN_SCOPE} AND r.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row === undefined ? null : asRead(row);
  }

  /**
   * Locked until the end of the transaction, then read by a statement of its own, which sees what the awaited one wrote;
   * null when there is none, or it is out of scope. `withRollup`: its roll-up is held too, first, so that it stays in its state.
   */
  async lock(
    tx: EntityManager,
    scope: SchoolScope,
    id: Uuid,
    { withRollup = false }: { readonly withRollup?: boolean } = {},
  ): Promise<SchoolReport | null> {
    if (withRollup) {
      await tx.query(
        `SELECT FROM rollups WHERE id = (SELECT rollup_id FROM school_reports WHERE id = $1) FOR SHARE`,
        [id],
      );
    }
    await tx.query('SELECT FROM school_reports WHERE id = $1 FOR UPDATE', [id]);
    return this.find(tx, scope, id);
  }

  /** The reports of these schools in a roll-up or period, locked in the order of their ids. */
  async lockMany(
    tx: EntityManager,
    of: { readonly periodId: Uuid; readonly rollupId?: Uuid; readonly schoolIds?: readonly Uuid[] },
  ): Promise<SchoolReport[]> {
    const parameters = [of.periodId, of.rollupId ?? null, of.schoolIds ?? null];
    const which = `r.period_id = $1 AND ($2::uuid IS NULL OR r.rollup_id = $2)
      AND ($3::uuid[] IS NULL OR r.school_id = ANY ($3))`;
    await tx.query(`SELECT FROM school_reports r WHERE ${which} ORDER BY r.id FOR UPDATE`, parameters);
    const rows = await tx.query<SchoolReport[]>(
      `SELECT ${COLUMNS} FROM ${REPORTS} WHERE ${which} ORDER BY r.id`,
      parameters,
    );
    return rows.map(asRead);
  }

  /** The new etag; null when somebody moved the report in between: state and etag are guarded (e.4). */
  async change(tx: EntityManager, report: SchoolReport, change: ReportChange): Promise<number | null> {
    const { submitted, accepted } = change;
    const [rows] = await tx.query<[{ etag: number }[], number]>(
      `UPDATE school_reports SET state = $4, revision = $5, late = $6, missing = $7, missing_reason = $8, due_before = $9,
         submitted_by = $10, submitted_at = $11, accepted_by = $12, accepted_at = $13, snapshot_id = $14, cells = $15,
         own = $16, changed_at = $17, etag = etag + 1
       WHERE id = $1 AND state = $2 AND etag = $3 RETURNING etag`,
      [
        ...[report.id, report.state, report.etag],
        ...[change.state, change.revision, change.late, change.missing, change.missingReason],
        ...[change.dueBefore, submitted?.by ?? null, submitted?.at ?? null],
        ...[accepted?.by ?? null, accepted?.at ?? null, change.snapshotId],
        ...[JSON.stringify(change.cells), JSON.stringify(change.own), change.at],
      ],
    );
    return rows[0]?.etag ?? null;
  }

  /** At most `limit + 1`: the newest day first, schools by name within a period. */
  async list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: ReportFilter,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<SchoolReport[]> {
    const rows = await tx.query<SchoolReport[]>(
      `SELECT ${COLUMNS} FROM ${REPORTS}
        WHERE ${REPORT_IN_SCOPE}
          AND ($5::uuid IS NULL OR r.period_id = $5) AND ($6::text IS NULL OR r.state = $6)
          AND ($7::uuid IS NULL OR school.municipality_id = $7) AND ($8::uuid IS NULL OR r.school_id = $8)
          AND ($9::date IS NULL OR (p.as_of, p.id) < ($9, $10::uuid)
            OR (p.as_of, p.id) = ($9, $10::uuid) AND (school.short_name, r.id) > ($11, $12::uuid))
        ORDER BY p.as_of DESC, p.id DESC, school.short_name, r.id LIMIT $13`,
      [
        ...scopeParameters(scope),
        ...[filter.periodId, filter.state, filter.municipalityId, filter.schoolId],
        ...[0, 1, 2, 3].map((part) => page.after?.[part] ?? null),
        page.limit + 1,
      ],
    );
    return rows.map(asRead);
  }

  /** All reports of a period in scope whose schools share an ИНН: a legal entity and its branches (REP-06). */
  async ofLegalEntity(
    tx: EntityManager,
    scope: SchoolScope,
    { periodId, inn }: { readonly periodId: Uuid; readonly inn: string },
  ): Promise<SchoolReport[]> {
    const rows = await tx.query<SchoolReport[]>(
      `SELECT ${COLUMNS} FROM ${REPORTS} WHERE ${REPORT_IN_SCOPE} AND r.period_id = $5 AND school.inn = $6
        ORDER BY school.short_name, r.id`,
      [...scopeParameters(scope), periodId, inn],
    );
    return rows.map(asRead);
  }
}

export interface ReportFilter {
  readonly periodId: Uuid | null;
  readonly state: ReportState | null;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
}

function asRead(row: SchoolReport): SchoolReport {
  return { ...row, own: ownStatements(row.own) };
}
