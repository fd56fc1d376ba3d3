import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { canonicalJson } from '../../kernel/canonical-json.js';
import { checkMissing, type MissingSchool } from '../domain/missing-schools.js';
import { inTime } from '../domain/report-moves.js';
import { rollupRevision } from '../domain/rollup-moves.js';
import { type ReportOfRollup, ReportsOfRollups } from '../store/reports-of-rollups.repository.js';
import { RollupHistory } from '../store/rollup-history.repository.js';
import type { Rollup } from '../store/rollups.repository.js';
import { builtFrom } from './build-rollup.js';
import { hashOfContent } from './content-hash.js';
import type { ReportsAct } from './reports-act.js';
import { RollupMoves, type SeenRollup } from './rollup-moves.js';

/** The head of a municipality signs its roll-up and sends it to the ministry (e.4). */
@Injectable()
export class SubmitRollup {
  constructor(
    @Inject(RollupMoves) private readonly moves: RollupMoves,
    @Inject(RollupHistory) private readonly history: RollupHistory,
    @Inject(ReportsOfRollups) private readonly reports: ReportsOfRollups,
  ) {}

  /**
   * Signs what was built and seen: figures that are no longer those of the accepted reports are refused, and so is a list of
   * missing schools that leaves one out. While this runs no accepted report of the roll-up can be returned: the roll-up is held.
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG, ROLLUP_NOT_BUILT, ROLLUP_STALE,
   *   ROLLUP_MISSING_UNNAMED, ROLLUP_MISSING_WRONG
   */
  async execute(
    tx: EntityManager,
    act: ReportsAct,
    seen: SeenRollup,
    missing: readonly MissingSchool[],
  ): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'submit');
    const reports = await this.reports.of(tx, rollup.id);
    const accepted = reports.filter((report) => report.accepted);
    refuseIncomplete(reports, missing);
    refuseStale(rollup, accepted);
    const revision = rollupRevision('submit', rollup.revision, rollup.signedRevision);
    const late = !inTime(act.now, rollup.dueBefore);
    const submitted = { by: act.administratorId, at: act.now };
    const content = contentOf(rollup, accepted, missing);
    await this.history.sign(tx, rollup.id, {
      ...{
        revision,
        snapshotId: rollup.builtSnapshotId,
        content,
        signedBy: submitted.by,
        signedAt: submitted.at,
        late,
      },
      hash: hashOfContent(content),
    });
    return this.moves.execute(tx, act, rollup, {
      ...{ event: 'submit', reason: null, facts: { late, missing: missing.length } },
      change: { revision, late, missingSchools: missing, submitted, accepted: null },
    });
  }
}

function refuseIncomplete(reports: readonly ReportOfRollup[], missing: readonly MissingSchool[]): void {
  const { unnamed, accepted, foreign } = checkMissing(reports, missing);
  if (unnamed.length > 0) throw new DomainError('ROLLUP_MISSING_UNNAMED', 'conflict', { schools: unnamed });
  const wrong = [...accepted, ...foreign];
  if (wrong.length > 0) throw new DomainError('ROLLUP_MISSING_WRONG', 'conflict', { schools: wrong });
}

type Built = Rollup & { readonly figures: object; readonly builtSnapshotId: string };

function refuseStale(rollup: Rollup, accepted: readonly ReportOfRollup[]): asserts rollup is Built {
  if (rollup.figures === null) throw new DomainError('ROLLUP_NOT_BUILT', 'conflict');
  const [built, now] = [rollup.builtFrom, accepted.map(builtFrom)].map((from) =>
    canonicalJson(from.toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1))),
  );
  if (built !== now) throw new DomainError('ROLLUP_STALE', 'conflict');
}

/** What is signed. Its form is fixed: the hash of each revision is checked by whoever reads it. */
function contentOf(
  rollup: Built,
  accepted: readonly ReportOfRollup[],
  missing: readonly MissingSchool[],
): Readonly<Record<string, unknown>> {
  const { period, municipality, figures, builtSnapshotId } = rollup;
  return {
    ...{ form: period.form, period_id: period.id, as_of: period.asOf, municipality_id: municipality.id },
    ...{ snapshot_id: builtSnapshotId, figures },
    schools: accepted.map(({ schoolId, id, revision, cells }) => ({
      ...{ school_id: schoolId, report_id: id, revision, cells },
    })),
    missing: missing.map(({ schoolId, reason }) => ({ school_id: schoolId, reason })),
  };
}
