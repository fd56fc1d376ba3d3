import {
  presentCell,
  type PresentedCell,
  type ReportForm,
  type Rollup,
  type RollupReading,
} from '../../../statistics/index.js';
import type { RollupDetailsDto, RollupDto } from './rollups.dto.js';

const NOTHING_OWN = { figures: {}, explanations: {}, texts: {} };

/** A roll-up as lists show it. */
export function presentRollup(rollup: Rollup, now: Date): Pick<RollupDto, keyof RollupDto> {
  const { period, municipality, state } = rollup;
  const isOwed = state === 'draft' || state === 'returned';
  return {
    id: rollup.id,
    period: {
      ...{ id: period.id, name: period.name, as_of: period.asOf },
      ...{ form_code: period.form.code, form_version: period.form.version },
    },
    municipality: { id: municipality.id, name: municipality.name, oktmo: municipality.oktmo },
    ...{ state, revision: rollup.revision, due_before: rollup.dueBefore },
    ...{ overdue: isOwed && now >= rollup.dueBefore, late: rollup.late },
    ...{ missing: rollup.missing, missing_reason: rollup.missingReason, built_at: rollup.builtAt },
    ...{ submitted_by: rollup.submittedBy, submitted_at: rollup.submittedAt },
    ...{ accepted_by: rollup.acceptedBy, accepted_at: rollup.acceptedAt, changed_at: rollup.changedAt },
  };
}

/** A roll-up with its figures in the order of the form, and its schools. */
export function presentRollupDetails({ rollup, form, schools }: RollupReading, now: Date): RollupDetailsDto {
  const built = new Map(rollup.builtFrom.map(({ reportId, revision }) => [reportId, revision]));
  const missing = new Map(rollup.missingSchools.map(({ schoolId, reason }) => [schoolId, reason]));
  return {
    ...presentRollup(rollup, now),
    snapshot_id: rollup.builtSnapshotId,
    figures: presentFigures(form, rollup.figures),
    schools: schools.map((school) => ({
      ...{ report_id: school.id, school_id: school.schoolId, school_name: school.schoolName },
      ...{ state: school.state, accepted: school.accepted, revision: school.revision, late: school.late },
      ...{ due_before: school.dueBefore, built_from_revision: built.get(school.id) ?? null },
      missing_reason: missing.get(school.schoolId) ?? null,
    })),
  };
}

/** Figures of a level in the order of the form; what schools say in their own words is no figure. Empty for none. */
export function presentFigures(form: ReportForm, figures: Rollup['figures']): PresentedCell[] {
  if (figures === null) return [];
  return form.columns
    .filter(({ kind }) => kind !== 'own' && kind !== 'text')
    .map((column) => presentCell(column, figures, NOTHING_OWN));
}
