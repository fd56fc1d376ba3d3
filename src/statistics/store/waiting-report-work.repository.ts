import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { WaitingWork, WorkAsked } from '../../kernel/waiting-work.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { PupilScope } from '../domain/pupil-scope.js';
import { REPORT_IN_SCOPE } from './school-reports.repository.js';

/** Where each kind of work about reports reaches for whoever asks. */
export interface ReportWorkScopes {
  readonly filling: SchoolScope;
  readonly reading: SchoolScope;
  readonly accepting: SchoolScope;
  readonly rollups: SchoolScope;
  readonly acceptingRollups: SchoolScope;
  readonly agreeing: SchoolScope;
  readonly approving: SchoolScope;
  readonly declarations: PupilScope;
}

/** A declared account is asked after when it is not linked so many days later (I-06). */
const DECLARED_DAYS = 14;

const FROM = `school_reports r JOIN report_periods p ON p.id = r.period_id LEFT JOIN rollups rollup ON rollup.id = r.rollup_id`;
/** `due_before` is the start of the day after the last one (EC-121). */
const DUE_ON = (what: string) =>
  `min(((${what}.due_before - interval '1 second') AT TIME ZONE p.due_zone)::date) AS "dueOn", '{}'::jsonb AS facts`;
const SOME = 'HAVING count(*) > 0';
/** Rights that a municipality and the ministry hold: what is direct lies with the ministry. */
const MINE_ABOVE = `($2::boolean AND r.route = 'direct' OR NOT $2::boolean)`;

/** Reports, roll-ups, corrections and declarations that wait, counted in sets. */
@Injectable()
export class WaitingReportWork {
  async of(
    tx: EntityManager,
    scopes: ReportWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<readonly WaitingWork[]> {
    return [
      ...(await this.reports(tx, scopes, asked)),
      ...(await this.rollups(tx, scopes)),
      ...(await this.corrections(tx, scopes, asked)),
      ...(await this.declarations(tx, scopes.declarations, asked)),
    ];
  }

  private async reports(
    tx: EntityManager,
    scopes: ReportWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<WaitingWork[]> {
    const own = await tx.query<WaitingWork[]>(
      `SELECT CASE r.state WHEN 'open' THEN 'REPORT_TO_SUBMIT' ELSE 'REPORT_RETURNED' END AS code, NULL AS about,
              count(*)::integer AS count, min(r.changed_at) AS since, ${DUE_ON('r')}
         FROM ${FROM} WHERE ${REPORT_IN_SCOPE} AND r.state IN ('open', 'returned') AND ($5::uuid IS NULL OR r.school_id = $5)
        GROUP BY 1`,
      [...scopeParameters(scopes.filling), asked.schoolId],
    );
    // Whoever fills their own report is not told of it a second time as somebody else's.
    const below = await tx.query<WaitingWork[]>(
      `SELECT 'REPORT_OF_SCHOOL_MISSING' AS code, NULL AS about, count(*)::integer AS count, NULL::timestamptz AS since,
              ${DUE_ON('r')}
         FROM ${FROM} WHERE ${REPORT_IN_SCOPE} AND r.state IN ('open', 'returned') AND ($5::uuid IS NULL OR r.school_id = $5)
          AND r.school_id <> ALL ($4::uuid[]) ${SOME}`,
      [...scopeParameters(scopes.reading), asked.schoolId],
    );
    const sent = await tx.query<WaitingWork[]>(
      `SELECT 'REPORT_TO_ACCEPT' AS code, NULL AS about, count(*)::integer AS count, min(r.submitted_at) AS since, ${DUE_ON('r')}
         FROM ${FROM} WHERE ${REPORT_IN_SCOPE} AND ${MINE_ABOVE} AND r.state = 'submitted'
          AND ($5::uuid IS NULL OR r.school_id = $5) ${SOME}`,
      [...scopeParameters(scopes.accepting), asked.schoolId],
    );
    return [...own, ...below, ...sent];
  }

  private async rollups(tx: EntityManager, scopes: ReportWorkScopes): Promise<WaitingWork[]> {
    const counted = (code: string, states: string, since: string) =>
      `SELECT '${code}' AS code, NULL AS about, count(*)::integer AS count, min(r.${since}) AS since, ${DUE_ON('r')}
         FROM rollups r JOIN report_periods p ON p.id = r.period_id
        WHERE r.region_id = $1 AND ($2::boolean OR r.municipality_id = ANY ($3::uuid[])) AND r.state IN (${states}) ${SOME}`;
    const of = (scope: SchoolScope) => [scope.regionId, scope.wholeRegion, scope.municipalityIds];
    return [
      ...(await tx.query<WaitingWork[]>(
        counted('ROLLUP_TO_SUBMIT', `'draft', 'returned'`, 'changed_at'),
        of(scopes.rollups),
      )),
      ...(await tx.query<WaitingWork[]>(
        counted('ROLLUP_TO_ACCEPT', `'submitted'`, 'submitted_at'),
        of(scopes.acceptingRollups),
      )),
    ];
  }

  /** A correction of a municipal school is agreed to first; the ministry approves, and all of a direct school. */
  private async corrections(
    tx: EntityManager,
    scopes: ReportWorkScopes,
    asked: WorkAsked<Uuid>,
  ): Promise<WaitingWork[]> {
    const counted = (code: string, which: string) =>
      `SELECT '${code}' AS code, NULL AS about, count(*)::integer AS count, min(k.asked_at) AS since, NULL::date AS "dueOn",
              '{}'::jsonb AS facts
         FROM report_corrections k JOIN school_reports r ON r.id = k.report_id LEFT JOIN rollups rollup ON rollup.id = r.rollup_id
        WHERE ${REPORT_IN_SCOPE} AND ${which} AND ($5::uuid IS NULL OR r.school_id = $5) ${SOME}`;
    return [
      ...(await tx.query<WaitingWork[]>(
        counted('CORRECTION_TO_AGREE', `k.state = 'asked' AND r.route = 'municipal'`),
        [...scopeParameters(scopes.agreeing), asked.schoolId],
      )),
      ...(await tx.query<WaitingWork[]>(
        counted('CORRECTION_TO_APPROVE', `(k.state = 'agreed' OR k.state = 'asked' AND r.route = 'direct')`),
        [...scopeParameters(scopes.approving), asked.schoolId],
      )),
    ];
  }

  /** Pupils whose account was declared two weeks ago and who have not linked it. */
  private declarations(tx: EntityManager, scope: PupilScope, asked: WorkAsked<Uuid>): Promise<WaitingWork[]> {
    return tx.query<WaitingWork[]>(
      `SELECT 'DECLARED_NOT_LINKED' AS code, NULL AS about, count(DISTINCT e.person_id)::integer AS count,
              min(d.recorded_at) AS since, NULL::date AS "dueOn",
              jsonb_build_object('school_id', min(e.school_id::text), 'class_id', min(e.class_group_id::text)) AS facts
         FROM declarations d
         JOIN people q ON q.id = d.person_id
         JOIN enrollments e ON e.person_id = coalesce(q.merged_into_id, q.id) AND e.kind = 'main'
          AND e.valid_from <= $8::date AND (e.valid_to IS NULL OR e.valid_to > $8::date)
         JOIN schools school ON school.id = e.school_id
        WHERE ((${SCHOOL_IN_SCOPE}) OR e.class_group_id = ANY ($5::uuid[])) AND ($6::uuid IS NULL OR e.school_id = $6)
          AND d.withdrawn_at IS NULL AND d.recorded_at <= $7::timestamptz - interval '${DECLARED_DAYS} days'
          AND NOT EXISTS (
            SELECT FROM journal_accounts a
              JOIN journal_account_schools s ON s.journal_account_id = a.id AND s.school_id = e.school_id
              JOIN link_intervals i ON i.journal_account_id = a.id AND i.active_to IS NULL
             WHERE a.person_id = e.person_id AND a.role = 'student')
       HAVING count(*) > 0`,
      [...scopeParameters(scope), scope.classGroupIds, asked.schoolId, asked.now, asked.today],
    );
  }
}
