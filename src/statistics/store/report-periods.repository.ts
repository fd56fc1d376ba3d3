import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Cells } from '../domain/report-cells.js';
import type { ReportRoute } from '../domain/report-moves.js';

/** A reporting period: a form, a day, a snapshot, a term. */
export interface ReportPeriod {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly formCode: string;
  readonly formVersion: number;
  readonly name: string;
  /** On which day is judged who is obliged (f.6). */
  readonly firstDay: CalendarDate;
  readonly asOf: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly dueZone: string;
  readonly dueBefore: Date;
  readonly snapshotId: Uuid;
  readonly state: 'open' | 'locked';
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly lockedAt: Date | null;
  /** Reports in the reader's scope. */
  readonly schools: number;
}

/** A school that must report, as it was on the first day of the period. */
export interface ObligedSchool {
  readonly schoolId: Uuid;
  readonly route: ReportRoute;
  readonly municipalityId: Uuid;
  readonly municipality: string;
  readonly oktmo: string;
  readonly school: string;
  readonly inn: string | null;
}

const COLUMNS = `p.id, p.region_id AS "regionId", p.form_code AS "formCode", p.form_version AS "formVersion", p.name,
  p.first_day AS "firstDay", p.as_of AS "asOf", p.due_on AS "dueOn", p.due_zone AS "dueZone", p.due_before AS "dueBefore",
  p.snapshot_id AS "snapshotId", p.state, p.opened_by AS "openedBy", p.opened_at AS "openedAt", p.locked_at AS "lockedAt"`;

/** Reports of a period in scope $1…$4, as REPORT_IN_SCOPE; whoever has none of them does not see the period. */
const IN_SCOPE = `LATERAL (
    SELECT count(*)::integer AS schools FROM school_reports r LEFT JOIN rollups rollup ON rollup.id = r.rollup_id
     WHERE r.period_id = p.id
       AND ($2::boolean OR r.school_id = ANY($4::uuid[]) OR rollup.municipality_id = ANY($3::uuid[]))) seen`;
const VISIBLE = `p.region_id = $1 AND ($2::boolean OR seen.schools > 0)`;

/** Periods, and who must report in them. */
@Injectable()
export class ReportPeriods {
  /** Null when the form already has a period of this day. */
  async add(
    tx: EntityManager,
    period: Omit<ReportPeriod, 'id' | 'state' | 'lockedAt' | 'schools'>,
  ): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO report_periods (region_id, form_code, form_version, name, first_day, as_of, due_on, due_zone, due_before,
         snapshot_id, state, opened_by, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12)
       ON CONFLICT (region_id, form_code, as_of) DO NOTHING RETURNING id`,
      [
        ...[period.regionId, period.formCode, period.formVersion, period.name, period.firstDay, period.asOf],
        ...[
          period.dueOn,
          period.dueZone,
          period.dueBefore,
          period.snapshotId,
          period.openedBy,
          period.openedAt,
        ],
      ],
    );
    return row?.id ?? null;
  }

  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<ReportPeriod | null> {
    const [row] = await tx.query<ReportPeriod[]>(
      `SELECT ${COLUMNS}, seen.schools FROM report_periods p, ${IN_SCOPE} WHERE ${VISIBLE} AND p.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  /** At most `limit + 1`, the newest day first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: { readonly state: string | null; readonly formCode: string | null },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<ReportPeriod[]> {
    return tx.query(
      `SELECT ${COLUMNS}, seen.schools FROM report_periods p, ${IN_SCOPE}
        WHERE ${VISIBLE} AND ($5::text IS NULL OR p.state = $5) AND ($6::text IS NULL OR p.form_code = $6)
          AND ($7::date IS NULL OR (p.as_of, p.id) < ($7, $8::uuid))
        ORDER BY p.as_of DESC, p.id DESC LIMIT $9`,
      [
        ...scopeParameters(scope),
        ...[filter.state, filter.formCode, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /**
   * f.6: the active schools of these kinds on a day. A municipal school reports to its municipality, every other one to the
   * ministry (S1, EC-126); a branch reports by itself (REP-06).
   */
  obliged(
    tx: EntityManager,
    { regionId, firstDay }: Pick<ReportPeriod, 'regionId' | 'firstDay'>,
    schoolKinds: readonly string[],
  ): Promise<ObligedSchool[]> {
    return tx.query(
      `SELECT s.school_id AS "schoolId", CASE s.founder_type WHEN 'municipal' THEN 'municipal' ELSE 'direct' END AS route,
              s.municipality_id AS "municipalityId", m.name AS municipality, m.oktmo, s.short_name AS school, s.inn
         FROM schools_in_time s
         JOIN schools o ON o.id = s.school_id AND o.region_id = $1 AND (o.closed_on IS NULL OR o.closed_on > $2)
         JOIN municipalities_in_time m ON m.municipality_id = s.municipality_id
          AND (m.valid_from IS NULL OR m.valid_from <= $2) AND (m.valid_to IS NULL OR m.valid_to > $2)
        WHERE (s.valid_from IS NULL OR s.valid_from <= $2) AND (s.valid_to IS NULL OR s.valid_to > $2)
          AND s.kind = ANY ($3)
        ORDER BY s.school_id`,
      [regionId, firstDay, schoolKinds],
    );
  }

  /** A draft roll-up for each municipality that has obliged schools (e.4), by municipality. */
  async addRollups(
    tx: EntityManager,
    period: Pick<ReportPeriod, 'id' | 'regionId' | 'dueBefore' | 'openedAt'>,
    municipalityIds: readonly Uuid[],
  ): Promise<ReadonlyMap<Uuid, Uuid>> {
    const rows = await tx.query<{ id: Uuid; municipalityId: Uuid }[]>(
      `INSERT INTO rollups (region_id, period_id, municipality_id, state, due_before, changed_at)
       SELECT $1, $2, id, 'draft', $3, $4 FROM unnest($5::uuid[]) AS id
       RETURNING id, municipality_id AS "municipalityId"`,
      [period.regionId, period.id, period.dueBefore, period.openedAt, municipalityIds],
    );
    await tx.query(
      `INSERT INTO report_steps (rollup_id, event, to_state, actor_kind, revision, at)
       SELECT id, 'open', 'draft', 'system', 1, $2 FROM unnest($1::uuid[]) AS id`,
      [rows.map(({ id }) => id), period.openedAt],
    );
    return new Map(rows.map(({ id, municipalityId }) => [municipalityId, id]));
  }

  /** The prefilled reports of a period, all in one statement; their ids. */
  async addReports(
    tx: EntityManager,
    period: Pick<ReportPeriod, 'id' | 'regionId' | 'dueBefore' | 'openedAt' | 'snapshotId'>,
    reports: readonly {
      readonly schoolId: Uuid;
      readonly route: ReportRoute;
      readonly rollupId: Uuid | null;
      readonly cells: Cells;
    }[],
  ): Promise<Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO school_reports (region_id, period_id, school_id, route, rollup_id, state, snapshot_id, cells, due_before,
         changed_at)
       SELECT $1, $2, school_id, route, rollup_id, 'open', $3, cells, $4, $5
         FROM jsonb_to_recordset($6::jsonb) AS one (school_id uuid, route text, rollup_id uuid, cells jsonb)
       RETURNING id`,
      [
        ...[period.regionId, period.id, period.snapshotId, period.dueBefore, period.openedAt],
        JSON.stringify(
          reports.map(({ schoolId, route, rollupId, cells }) => ({
            ...{ school_id: schoolId, route, rollup_id: rollupId, cells },
          })),
        ),
      ],
    );
    return rows.map(({ id }) => id);
  }
}
