import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { type Cells, cellsOf, type CellSources } from '../domain/report-cells.js';
import type { OwnColumn, ReportColumn, ReportForm } from '../domain/report-form.js';
import { NOTHING_STATED, type OwnStatements } from '../domain/report-own.js';
import { sumCounts } from '../domain/sum-counts.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import { type SchoolReport, SchoolReports } from '../store/school-reports.repository.js';
import { FillCells, type SchoolCounts } from './fill-cells.js';
import { ReportGrounds } from './report-grounds.js';

/** A legal entity in one period: the reports of its schools and branches, and their figures together. */
export interface LegalEntityReading {
  readonly inn: string | null;
  readonly reports: readonly SchoolReport[];
  readonly columns: readonly ReportColumn[];
  readonly cells: Cells;
  readonly own: OwnStatements;
}

/** REP-06: branches report separately and roll up to the legal entity, which its ИНН tells. */
@Injectable()
export class ReadLegalEntity {
  constructor(
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(FillCells) private readonly filling: FillCells,
    @Inject(ReportGrounds) private readonly grounds: ReportGrounds,
  ) {}

  /** The entity of one report, of the reports in scope. @throws DomainError NOT_FOUND */
  async of(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<LegalEntityReading> {
    const report = await this.reports.find(tx, scope, id);
    if (report === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { inn, periodId } = report;
    const all = inn === null ? [report] : await this.reports.ofLegalEntity(tx, scope, { periodId, inn });
    const form = await this.grounds.formOf(tx, report);
    const sources = together(await this.countsOf(tx, form, all), inn);
    const own = { ...NOTHING_STATED, figures: ownTogether(form.columns, all) };
    return { inn, reports: all, columns: form.columns, cells: cellsOf(form.columns, sources), own };
  }

  /** Each report counts from its own snapshot: one may have been refreshed, another not. */
  private async countsOf(
    tx: EntityManager,
    form: ReportForm,
    reports: readonly SchoolReport[],
  ): Promise<readonly SchoolCounts[]> {
    const found: SchoolCounts[] = [];
    for (const snapshotId of new Set(reports.map((one) => one.snapshotId))) {
      const bound = reports.filter((one) => one.snapshotId === snapshotId);
      const snapshot = await this.counts.byId(tx, snapshotId);
      const [{ regionId } = { regionId: null }] = bound;
      if (snapshot === null || regionId === null) throw new Error('a report of a snapshot that is not there');
      const schoolIds = bound.map(({ schoolId }) => schoolId);
      found.push(...(await this.filling.countsOf(tx, { regionId, form, snapshot }, schoolIds)).values());
    }
    return found;
  }
}

function together(schools: readonly SchoolCounts[], inn: string | null): CellSources {
  const base = (window: keyof CellSources['bases']) => sumCounts(schools.map(({ bases }) => bases[window]));
  return {
    now: sumCounts(schools.map(({ now }) => now)),
    bases: { week: base('week'), month: base('month'), accepted: base('accepted') },
    place: { municipality: null, oktmo: null, school: null, inn },
  };
}

/** Where one school states its own figure, the computed ones of the others stand beside it. */
function ownTogether(
  columns: readonly ReportColumn[],
  reports: readonly SchoolReport[],
): Readonly<Record<string, number>> {
  const sums = columns
    .filter((column): column is OwnColumn => column.kind === 'own')
    .filter(({ key }) => reports.some(({ own }) => key in own.figures))
    .flatMap(({ key, beside }): [string, number][] => {
      const figures = reports.map(({ own, cells }) => own.figures[key] ?? numberIn(cells[beside]));
      return figures.includes(null) ? [] : [[key, figures.reduce<number>((sum, one) => sum + (one ?? 0), 0)]];
    });
  return Object.fromEntries(sums);
}

function numberIn(cell: Cells[string] | undefined): number | null {
  return typeof cell === 'object' && cell !== null ? cell.numerator : null;
}
