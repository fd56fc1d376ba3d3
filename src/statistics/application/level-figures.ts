import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { baseDay, type Cells, type CellSources, indicatorById } from '../domain/report-cells.js';
import { isComputed, type ReportForm } from '../domain/report-form.js';
import { figuresOf, type SchoolCounts } from '../domain/rollup-figures.js';
import { type FiguresPeriod, LevelRows, type ReportingLevel } from '../store/level-rows.repository.js';
import { type BindableSnapshot, ReportCounts } from '../store/report-counts.repository.js';
import { ReportForms } from '../store/report-forms.repository.js';
import { FillCells } from './fill-cells.js';

/** An accepted report as figures need it. */
export interface LevelReport {
  readonly schoolId: Uuid;
  readonly snapshotId: Uuid;
  readonly cells: Cells;
}

/** Which figures are wanted. */
export interface WantedFigures {
  readonly periodId: Uuid;
  readonly level: ReportingLevel;
  readonly place: CellSources['place'];
}

/** Computes the figures of a municipality or of the region from accepted reports and the level's own frozen row (f.0.8). */
@Injectable()
export class LevelFigures {
  constructor(
    @Inject(LevelRows) private readonly rows: LevelRows,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(FillCells) private readonly filling: FillCells,
  ) {}

  /**
   * Distinct adults come from the newest snapshot that the period or one of these reports is bound to: after a correction that
   * is the restated one.
   */
  async of(
    tx: EntityManager,
    { periodId, level, place }: WantedFigures,
    reports: readonly LevelReport[],
  ): Promise<{ readonly figures: Cells; readonly snapshotId: Uuid }> {
    const period = await this.rows.period(tx, periodId);
    const { regionId, formCode: code, formVersion: version } = period;
    const form = await this.forms.find(tx, regionId, { code, version });
    if (form === null) throw new Error('a period without its form');
    const bound = [...new Set([period.snapshotId, ...reports.map(({ snapshotId }) => snapshotId)])];
    const snapshot = await this.rows.newestOf(tx, bound);
    const figures = figuresOf(form.columns, {
      ...{ place, schools: reports.map(({ cells }) => cells) },
      level: await this.ofLevel(tx, level, { period, form, snapshot }),
      counts: await this.ofSchools(tx, form, period, reports),
    });
    return { figures, snapshotId: snapshot.id };
  }

  private async ofLevel(
    tx: EntityManager,
    level: ReportingLevel,
    {
      period,
      form,
      snapshot,
    }: { readonly period: FiguresPeriod; readonly form: ReportForm; readonly snapshot: BindableSnapshot },
  ): Promise<SchoolCounts> {
    const { regionId, asOf } = period;
    const { ageBasis } = form;
    const [week, month] = [
      await this.counts.newest(tx, { regionId, ageBasis, asOf: baseDay('week', asOf) }),
      await this.counts.newest(tx, { regionId, ageBasis, asOf: baseDay('month', asOf) }),
    ];
    const accepted = await this.rows.lastAccepted(tx, level, period);
    return {
      now: await this.rows.of(tx, level, snapshot),
      bases: {
        week: await this.rows.of(tx, level, week),
        month: await this.rows.of(tx, level, month),
        accepted: await this.rows.of(tx, level, accepted),
      },
    };
  }

  /** Only differences of shares need the counts behind the cells: the others add up. */
  private async ofSchools(
    tx: EntityManager,
    form: ReportForm,
    { regionId }: FiguresPeriod,
    reports: readonly LevelReport[],
  ): Promise<SchoolCounts[]> {
    if (!needsCounts(form)) return [];
    const found: SchoolCounts[] = [];
    for (const snapshotId of new Set(reports.map((report) => report.snapshotId))) {
      const snapshot = await this.counts.byId(tx, snapshotId);
      const schools = reports.filter((report) => report.snapshotId === snapshotId);
      if (snapshot === null) throw new Error('a report without its snapshot');
      const ids = schools.map(({ schoolId }) => schoolId);
      found.push(...(await this.filling.countsOf(tx, { regionId, form, snapshot }, ids)).values());
    }
    return found;
  }
}

function needsCounts({ columns }: ReportForm): boolean {
  return columns
    .filter(isComputed)
    .some(
      (column) =>
        column.kind === 'growth' &&
        column.measure === 'I-22' &&
        indicatorById(column.indicator)?.distinct !== true,
    );
}
