import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import { DAYS_BEFORE, REMINDER_STAGES, type ReminderStage } from '../domain/reminder-stage.js';

/** What somebody owes, as the list shows it. */
export interface ReportReminder {
  readonly id: string;
  readonly reportId: Uuid | null;
  readonly rollupId: Uuid | null;
  readonly periodId: Uuid;
  readonly periodName: string;
  readonly schoolId: Uuid | null;
  readonly schoolName: string | null;
  readonly municipalityId: Uuid | null;
  readonly municipalityName: string | null;
  readonly state: string;
  readonly stage: ReminderStage;
  readonly dueOn: CalendarDate;
  readonly dueBefore: Date;
  readonly openedAt: Date;
}

/** The due day of a term in its zone: the term is the start of the day after (EC-121). */
const DUE_ON = `((owed.due_before - interval '1 millisecond') AT TIME ZONE p.due_zone)::date`;

const STAGES = REMINDER_STAGES.map((stage) => `('${stage}', ${String(DAYS_BEFORE[stage])}::integer)`).join(
  ', ',
);

function openOf(
  table: 'school_reports' | 'rollups',
  column: 'report_id' | 'rollup_id',
  states: string,
): string {
  return `INSERT INTO report_reminders (${column}, stage, due_before, opened_at)
    SELECT owed.id, s.stage, owed.due_before, $1 FROM ${table} owed
      JOIN report_periods p ON p.id = owed.period_id
     CROSS JOIN (VALUES ${STAGES}) AS s (stage, days)
     WHERE owed.state IN (${states})
       AND CASE WHEN s.days IS NULL THEN $1::timestamptz >= owed.due_before
                ELSE ($1::timestamptz AT TIME ZONE p.due_zone)::date >= ${DUE_ON} - s.days END
    ON CONFLICT DO NOTHING RETURNING id`;
}

/** Reminders of what is owed: each stage of each term once, whenever the job comes. */
@Injectable()
export class ReportReminders {
  /** Opens what has come due; after a stop all that was due in between, and never one twice. How many were opened. */
  async open(tx: EntityManager, now: Date): Promise<number> {
    const reports = await tx.query<unknown[]>(openOf('school_reports', 'report_id', `'open', 'returned'`), [
      now,
    ]);
    const rollups = await tx.query<unknown[]>(openOf('rollups', 'rollup_id', `'draft', 'returned'`), [now]);
    return reports.length + rollups.length;
  }

  /** What is owed still: of each report and roll-up the last reminder of its present term. At most `limit + 1`, by term. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: { readonly periodId: Uuid | null; readonly stage: ReminderStage | null },
    page: { readonly limit: number; readonly after: { readonly at: Date; readonly id: string } | null },
  ): Promise<ReportReminder[]> {
    return tx.query(
      `WITH owed AS (
         SELECT q.id, q.period_id, q.due_before, q.state, q.id AS report_id, NULL::uuid AS rollup_id, q.school_id,
                r.municipality_id
           FROM school_reports q LEFT JOIN rollups r ON r.id = q.rollup_id
          WHERE q.region_id = $1 AND q.state IN ('open', 'returned')
            AND ($2::boolean OR q.school_id = ANY ($4::uuid[]) OR r.municipality_id = ANY ($3::uuid[]))
          UNION ALL
         SELECT r.id, r.period_id, r.due_before, r.state, NULL, r.id, NULL, r.municipality_id
           FROM rollups r WHERE r.region_id = $1 AND r.state IN ('draft', 'returned')
            AND ($2::boolean OR r.municipality_id = ANY ($3::uuid[]))
       )
       SELECT m.id::text, owed.report_id AS "reportId", owed.rollup_id AS "rollupId", p.id AS "periodId", p.name AS "periodName",
              owed.school_id AS "schoolId", school.short_name AS "schoolName", owed.municipality_id AS "municipalityId",
              town.name AS "municipalityName", owed.state, m.stage, ${DUE_ON} AS "dueOn", owed.due_before AS "dueBefore",
              m.opened_at AS "openedAt"
         FROM owed
         JOIN report_periods p ON p.id = owed.period_id
        CROSS JOIN LATERAL (
          SELECT b.id, b.stage, b.opened_at FROM report_reminders b
           WHERE (b.report_id = owed.report_id OR b.rollup_id = owed.rollup_id) AND b.due_before = owed.due_before
           ORDER BY array_position($5::text[], b.stage) DESC LIMIT 1) m
         LEFT JOIN schools school ON school.id = owed.school_id
         LEFT JOIN municipalities town ON town.id = owed.municipality_id
        WHERE ($6::uuid IS NULL OR owed.period_id = $6) AND ($7::text IS NULL OR m.stage = $7)
          AND ($8::timestamptz IS NULL OR (owed.due_before, m.id) > ($8, $9::bigint))
        ORDER BY owed.due_before, m.id LIMIT $10`,
      [
        ...[...scopeParameters(scope), REMINDER_STAGES, filter.periodId, filter.stage],
        ...[page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
      ],
    );
  }
}
