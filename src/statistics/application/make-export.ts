import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { SchoolScope } from '../../territory/index.js';
import { coverageSeries } from '../domain/coverage-series.js';
import { ReportFiles } from '../gateway/report-files.js';
import type { ChartToDraw } from '../gateway/report-files.worker.js';
import { fileTitle } from '../gateway/report-words.js';
import { writeCsv } from '../gateway/write-csv.js';
import { writeJson } from '../gateway/write-json.js';
import { ExportRows } from '../store/export-rows.repository.js';
import { chartBegin, type ChartUnit, type ExportedTable, ExportTables } from './export-tables.js';

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is exported. */
export type ExportSubject =
  | { readonly kind: 'period'; readonly id: Uuid }
  | { readonly kind: 'report'; readonly id: Uuid }
  | { readonly kind: 'day'; readonly asOf: CalendarDate };

/** Who asks, how far they see, and when. */
export interface ExportAct {
  readonly actor: AuditActor;
  readonly reach: SchoolScope;
  readonly now: Date;
  readonly traceId: string | null;
}

/** A file with the name under which people keep it. */
export interface ExportedFile {
  readonly name: string;
  readonly format: string;
  readonly content: Buffer;
}

/** Makes the files of reports. Every export is in the audit before anybody has it (quality.md, security 13). */
@Injectable()
export class MakeExport {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ExportTables) private readonly tables: ExportTables,
    @Inject(ExportRows) private readonly rows: ExportRows,
    @Inject(ReportFiles) private readonly files: ReportFiles,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `NOT_FOUND` out of scope, `EXPORT_DAY_NOT_COUNTED` for a day without a snapshot */
  async execute(act: ExportAct, subject: ExportSubject, format: ExportFormat): Promise<ExportedFile> {
    const { exported, chart } = await this.unitOfWork.run(async (tx) => {
      const table = await this.tableOf(tx, act.reach, subject);
      await this.record(tx, act, subject, table, format);
      return { exported: table, chart: format === 'pdf' ? await this.chartOf(tx, act.reach, table) : null };
    });
    const { header } = exported.table;
    return {
      format,
      name: `${fileTitle([header.title, header.scope, header.period ?? ''], header.asOf)}.${format}`,
      content: await this.write(exported.table, chart, format),
    };
  }

  private tableOf(tx: EntityManager, reach: SchoolScope, subject: ExportSubject): Promise<ExportedTable> {
    switch (subject.kind) {
      case 'period':
        return this.tables.ofPeriod(tx, reach, subject.id);
      case 'report':
        return this.tables.ofReport(tx, reach, subject.id);
      case 'day':
        return this.tables.ofDay(tx, reach, subject.asOf);
    }
  }

  private async record(
    tx: EntityManager,
    { actor, reach, now, traceId }: ExportAct,
    subject: ExportSubject,
    { table, schools }: ExportedTable,
    format: ExportFormat,
  ): Promise<void> {
    const { asOf, snapshotId, revision, status } = table.header;
    await this.audit.record(tx, {
      ...{
        regionId: reach.regionId,
        at: now,
        actor,
        action: 'statistics.exported',
        traceId: traceId ?? undefined,
      },
      ...(subject.kind === 'day' ? {} : { subject: { kind: `report_${subject.kind}`, id: subject.id } }),
      facts: { kind: subject.kind, format, asOf, snapshotId, revision, status, schools },
    });
  }

  private async chartOf(
    tx: EntityManager,
    reach: SchoolScope,
    { table, unit }: ExportedTable,
  ): Promise<ChartToDraw | null> {
    if (unit === null) return null;
    const { asOf } = table.header;
    return chartOf(
      unit,
      await this.rows.coverage(tx, reach.regionId, unit, { from: chartBegin(asOf), to: asOf }),
    );
  }

  private async write(
    table: ExportedTable['table'],
    chart: ChartToDraw | null,
    format: ExportFormat,
  ): Promise<Buffer> {
    switch (format) {
      case 'xlsx':
        return this.files.write({ kind: 'xlsx', table });
      case 'pdf':
        return this.files.write({ kind: 'pdf', table, chart });
      case 'csv':
        return Buffer.from(writeCsv(table));
      case 'json':
        return Buffer.from(writeJson(table));
    }
  }
}

/** One day makes no line: a chart begins with the second. */
function chartOf(unit: ChartUnit, days: Parameters<typeof coverageSeries>[0]): ChartToDraw | null {
  return days.length < 2
    ? null
    : { subject: { name: unit.name, asOf: days.at(-1)?.day ?? null }, series: coverageSeries(days) };
}
