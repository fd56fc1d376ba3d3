import {
  type DifferenceCounts,
  type DifferenceRow,
  IMPORT_STEPS,
  type ImportBatch,
} from '../../roster/index.js';
import type { DifferenceCountsDto, DifferenceRowDto, RosterImportDto } from './roster-imports.dto.js';

/** A batch as its readers see it. */
export function presentImport(batch: ImportBatch): RosterImportDto {
  const { kinds = {}, issues = null, skipped = false } = batch.counts;
  const counts = Object.entries(kinds).map(([kind, { setAside, ...rest }]) => [
    kind,
    { ...rest, set_aside: setAside },
  ]);
  return {
    id: batch.id,
    school_id: batch.schoolId,
    source: batch.source,
    state: batch.state,
    dry_run: batch.dryRun,
    started_at: batch.startedAt,
    finished_at: batch.finishedAt,
    progress: presentProgress(batch),
    mass_change: presentMassChange(batch),
    decided_at: batch.decidedAt,
    decision_reason: batch.decisionReason,
    rolled_back_at: batch.rolledBackAt,
    counts: Object.fromEntries(counts) as RosterImportDto['counts'],
    issues,
    skipped,
  };
}

function presentProgress({ progress, heartbeatAt }: ImportBatch): RosterImportDto['progress'] {
  if (progress === null) return null;
  return {
    step: progress.step,
    step_name: IMPORT_STEPS[progress.step],
    files_read: progress.filesRead,
    files_total: progress.filesTotal,
    rows_read: progress.rowsRead,
    rows_total: progress.rowsTotal,
    heartbeat_at: heartbeatAt,
  };
}

function presentMassChange({ guard, level, levelSince }: ImportBatch): RosterImportDto['mass_change'] {
  if (guard === null) return null;
  return {
    decides: guard.decides,
    level,
    level_since: levelSince,
    schools: guard.schools.map(({ schoolId, left, changed, pupils }) => ({
      school_id: schoolId,
      left,
      changed,
      pupils,
    })),
    region: guard.region,
  };
}

export function presentCounts({ schoolId, ...counts }: DifferenceCounts): DifferenceCountsDto {
  return { ...counts, school_id: schoolId };
}

const FILES = { student: 'students', representative: 'representatives', staff: 'staff' } as const;

export function presentRow(difference: DifferenceRow): DifferenceRowDto {
  const { no, kind, change, schoolId, who, row, attributes, shown } = difference;
  const values = Object.entries(shown).map(([attribute, [was, willBe]]) => ({
    attribute,
    was,
    will_be: willBe,
  }));
  const file = row === null ? null : FILES[kind];
  return { no, kind, change, school_id: schoolId, who, file, row, attributes: [...attributes], values };
}
