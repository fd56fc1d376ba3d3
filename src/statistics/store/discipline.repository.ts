import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { Discipline } from '../domain/discipline.js';

/** Which reports are looked at. */
export interface DisciplineFilter {
  readonly periodId: Uuid | null;
  readonly formCode: string | null;
  readonly since: CalendarDate | null;
  readonly until: CalendarDate | null;
}

/** A line of the board. */
export type DisciplineRow = Discipline & {
  /** Null in the line of schools that report directly. */
  readonly unitId: Uuid | null;
  readonly name: string | null;
};

/** What became of each report before its period was locked. A correction afterwards has terms of its own. */
const REPORTS = `
  SELECT q.school_id, q.route, r.municipality_id, coalesce(s.last = 'submit', false) AS submitted,
         coalesce(v.late, false) AS late, coalesce(s.returned, false) AS returned, coalesce(s.missing, false) AS missing,
         e.id IS NULL AND $5::timestamptz >= q.due_before AS due,
         extract(epoch FROM a.at - (SELECT max(b.at) FROM report_steps b
           WHERE b.report_id = q.id AND b.event = 'submit' AND b.id < a.id)) AS latency
    FROM school_reports q
    JOIN report_periods p ON p.id = q.period_id
    LEFT JOIN rollups r ON r.id = q.rollup_id
    LEFT JOIN LATERAL (SELECT t.id, t.at FROM report_steps t
      WHERE t.report_id = q.id AND t.event = 'lock' ORDER BY t.id LIMIT 1) e ON true
    LEFT JOIN LATERAL (
      SELECT (array_agg(t.event ORDER BY t.id DESC) FILTER (WHERE t.event IN ('submit', 'recall')))[1] AS last,
             bool_or(t.event IN ('return', 'rollup_returned')) AS returned,
             bool_or(t.event = 'lock' AND t.from_state <> 'accepted') AS missing,
             max(t.id) FILTER (WHERE t.event = 'accept') AS accepted
        FROM report_steps t WHERE t.report_id = q.id AND (e.id IS NULL OR t.id <= e.id)) s ON true
    LEFT JOIN LATERAL (SELECT bool_or(w.late) AS late FROM report_revisions w
      WHERE w.report_id = q.id AND (e.at IS NULL OR w.signed_at <= e.at)) v ON true
    LEFT JOIN report_steps a ON a.id = s.accepted
   WHERE q.region_id = $1 AND ($2::boolean OR q.school_id = ANY ($4::uuid[]) OR r.municipality_id = ANY ($3::uuid[]))
     AND ($6::uuid IS NULL OR p.id = $6) AND ($7::text IS NULL OR p.form_code = $7)
     AND ($8::date IS NULL OR p.as_of >= $8) AND ($9::date IS NULL OR p.as_of <= $9)`;

const COUNTS = `count(*)::integer AS obliged, count(*) FILTER (WHERE d.submitted)::integer AS submitted,
  count(*) FILTER (WHERE d.submitted AND NOT d.late)::integer AS "onTime",
  count(*) FILTER (WHERE d.submitted AND d.late)::integer AS late,
  count(*) FILTER (WHERE d.due AND NOT d.submitted)::integer AS overdue,
  count(*) FILTER (WHERE d.missing)::integer AS missing,
  count(*) FILTER (WHERE d.submitted AND d.returned)::integer AS returned,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY d.latency) FILTER (WHERE d.route = 'municipal') AS "latencySeconds"`;

/** Reads how reports were handed in (REP-07, f.6), from their histories. */
@Injectable()
export class DisciplineReadings {
  /** By the name of the municipality, in the hierarchy of founders; schools that report directly are the last line. */
  byMunicipality(
    tx: EntityManager,
    scope: SchoolScope,
    now: Date,
    filter: DisciplineFilter,
  ): Promise<DisciplineRow[]> {
    return tx.query(
      `SELECT d.municipality_id AS "unitId", town.name, ${COUNTS} FROM (${REPORTS}) d
         LEFT JOIN municipalities town ON town.id = d.municipality_id
        GROUP BY d.municipality_id, town.name ORDER BY town.name, d.municipality_id`,
      parametersOf(scope, now, filter),
    );
  }

  /** By the name of the school. */
  bySchool(
    tx: EntityManager,
    scope: SchoolScope,
    now: Date,
    filter: DisciplineFilter,
  ): Promise<DisciplineRow[]> {
    return tx.query(
      `SELECT d.school_id AS "unitId", school.short_name AS name, ${COUNTS} FROM (${REPORTS}) d
         JOIN schools school ON school.id = d.school_id
        GROUP BY d.school_id, school.short_name ORDER BY school.short_name, d.school_id`,
      parametersOf(scope, now, filter),
    );
  }
}

function parametersOf(scope: SchoolScope, now: Date, filter: DisciplineFilter): unknown[] {
  const { periodId, formCode, since, until } = filter;
  return [...scopeParameters(scope), now, periodId, formCode, since, until];
}
