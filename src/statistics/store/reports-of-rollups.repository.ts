import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Cells } from '../domain/report-cells.js';
import type { ReportState } from '../domain/report-moves.js';

/** A school's report as its roll-up sees it. */
export interface ReportOfRollup {
  readonly id: Uuid;
  readonly schoolId: Uuid;
  readonly schoolName: string;
  readonly state: ReportState;
  /** Accepted by whoever it goes to, and nothing has reopened it since; a locked one may be. */
  readonly accepted: boolean;
  readonly revision: number;
  readonly snapshotId: Uuid;
  readonly cells: Cells;
  readonly late: boolean;
  readonly dueBefore: Date;
}

/** The reports of schools behind a roll-up. */
@Injectable()
export class ReportsOfRollups {
  /** By the name of the school. */
  of(tx: EntityManager, rollupId: Uuid): Promise<ReportOfRollup[]> {
    return tx.query(
      `SELECT q.id, q.school_id AS "schoolId", s.short_name AS "schoolName", q.state,
              q.state = 'accepted' OR (q.state = 'locked' AND NOT q.missing) AS accepted, q.revision,
              q.snapshot_id AS "snapshotId", q.cells, q.late, q.due_before AS "dueBefore"
         FROM school_reports q JOIN schools s ON s.id = q.school_id
        WHERE q.rollup_id = $1 ORDER BY s.short_name, q.id`,
      [rollupId],
    );
  }
}
