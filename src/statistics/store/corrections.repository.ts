import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { CorrectionDifference } from '../domain/correction-difference.js';
import type { CorrectionState } from '../domain/correction-moves.js';
import type { Cells } from '../domain/report-cells.js';
import type { ReportRoute } from '../domain/report-moves.js';
import { REPORT_IN_SCOPE } from './school-reports.repository.js';

/** A principal's request to correct a locked report, with how far it has come. */
export interface Correction {
  readonly id: Uuid;
  readonly reportId: Uuid;
  readonly regionId: Uuid;
  readonly periodId: Uuid;
  readonly periodName: string;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly route: ReportRoute;
  readonly rollupId: Uuid | null;
  readonly state: CorrectionState;
  readonly reason: string;
  readonly difference: readonly CorrectionDifference[];
  /** The restated snapshot, and the cells that it gives. */
  readonly snapshotId: Uuid;
  readonly cells: Cells;
  readonly askedBy: Uuid;
  readonly askedAt: Date;
  readonly agreedBy: Uuid | null;
  readonly agreedAt: Date | null;
  readonly decidedBy: Uuid | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** Who decided, and in what words. */
export interface CorrectionDecision {
  readonly by: Uuid;
  readonly at: Date;
  readonly reason: string | null;
}

const COLUMNS = `k.id, k.report_id AS "reportId", r.region_id AS "regionId", r.period_id AS "periodId", p.name AS "periodName",
  r.school_id AS "schoolId", school.short_name AS "schoolName", r.route, r.rollup_id AS "rollupId", k.state, k.reason,
  k.difference, k.snapshot_id AS "snapshotId", k.cells, k.asked_by AS "askedBy", k.asked_at AS "askedAt",
  k.agreed_by AS "agreedBy", k.agreed_at AS "agreedAt", k.decided_by AS "decidedBy", k.decided_at AS "decidedAt",
  k.decision_reason AS "decisionReason"`;

const CORRECTIONS = `report_corrections k JOIN school_reports r ON r.id = k.report_id
  JOIN report_periods p ON p.id = r.period_id JOIN schools AS school ON school.id = r.school_id
  LEFT JOIN rollups rollup ON rollup.id = r.rollup_id`;

/** Requests for corrections of locked reports (e.4), always within a scope that SQL checks. */
@Injectable()
export class Corrections {
  /** Null while another request about this report waits. */
  async add(
    tx: EntityManager,
    asked: Pick<
      Correction,
      'reportId' | 'reason' | 'difference' | 'snapshotId' | 'cells' | 'askedBy' | 'askedAt'
    >,
  ): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO report_corrections (report_id, state, reason, difference, snapshot_id, cells, asked_by, asked_at)
       VALUES ($1, 'asked', $2, $3, $4, $5, $6, $7)
       ON CONFLICT (report_id) WHERE state IN ('asked', 'agreed') DO NOTHING RETURNING id`,
      [
        ...[asked.reportId, asked.reason, JSON.stringify(asked.difference), asked.snapshotId],
        ...[JSON.stringify(asked.cells), asked.askedBy, asked.askedAt],
      ],
    );
    return row?.id ?? null;
  }

  /** At most `limit + 1`, the newest first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: {
      readonly state: CorrectionState | null;
      readonly periodId: Uuid | null;
      readonly reportId: Uuid | null;
    },
    page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: Uuid } | null },
  ): Promise<Correction[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${CORRECTIONS}
        WHERE ${REPORT_IN_SCOPE} AND ($5::text IS NULL OR k.state = $5) AND ($6::uuid IS NULL OR r.period_id = $6)
          AND ($7::uuid IS NULL OR k.report_id = $7)
          AND ($8::timestamptz IS NULL OR (date_trunc('milliseconds', k.asked_at), k.id) < ($8, $9::uuid))
        ORDER BY date_trunc('milliseconds', k.asked_at) DESC, k.id DESC LIMIT $10`,
      [
        ...[...scopeParameters(scope), filter.state, filter.periodId, filter.reportId],
        ...[page.before?.at ?? null, page.before?.id ?? null, page.limit + 1],
      ],
    );
  }

  /** Null when there is none, or it is another's. */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Correction | null> {
    const [row] = await tx.query<Correction[]>(
      `SELECT ${COLUMNS} FROM ${CORRECTIONS} WHERE ${REPORT_IN_SCOPE} AND k.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  /** Its roll-up, its report and itself are held, in this order (as everywhere), and read anew. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Correction | null> {
    const seen = await this.find(tx, scope, id);
    if (seen === null) return null;
    if (seen.rollupId !== null)
      await tx.query('SELECT FROM rollups WHERE id = $1 FOR UPDATE', [seen.rollupId]);
    await tx.query('SELECT FROM school_reports WHERE id = $1 FOR UPDATE', [seen.reportId]);
    await tx.query('SELECT FROM report_corrections WHERE id = $1 FOR UPDATE', [id]);
    return this.find(tx, scope, id);
  }

  async agree(tx: EntityManager, id: Uuid, { by, at }: CorrectionDecision): Promise<void> {
    await tx.query(
      `UPDATE report_corrections SET state = 'agreed', agreed_by = $2, agreed_at = $3 WHERE id = $1 AND state = 'asked'`,
      [id, by, at],
    );
  }

  async decide(
    tx: EntityManager,
    id: Uuid,
    state: 'approved' | 'refused',
    { by, at, reason }: CorrectionDecision,
  ): Promise<void> {
    await tx.query(
      `UPDATE report_corrections SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
        WHERE id = $1 AND state IN ('asked', 'agreed')`,
      [id, state, by, at, reason],
    );
  }
}
