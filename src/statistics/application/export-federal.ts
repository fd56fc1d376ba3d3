import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Territory } from '../../territory/index.js';
import { type FederalTable, federalTable } from '../domain/federal-table.js';
import { METHODOLOGY } from '../domain/indicator.js';
import { statisticsDay } from '../domain/statistics-day.js';
import { fileTitle } from '../gateway/report-words.js';
import { writeFederalCsv } from '../gateway/write-csv.js';
import { writeFederalJson } from '../gateway/write-json.js';
import { ExportRows } from '../store/export-rows.repository.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import { ReportPeriods } from '../store/report-periods.repository.js';
import { ReportPublications } from '../store/report-publications.repository.js';
import type { ExportAct, ExportedFile } from './make-export.js';

export const FEDERAL_FORMATS = ['csv', 'json'] as const;
export type FederalFormat = (typeof FEDERAL_FORMATS)[number];

/** The file for the federation: published figures only, counts only, small cells kept back (roles.md 19, STAT-08). */
@Injectable()
export class ExportFederal {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReportPeriods) private readonly periods: ReportPeriods,
    @Inject(ReportPublications) private readonly publications: ReportPublications,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(ExportRows) private readonly rows: ExportRows,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @param periodId null: the last period that was locked
   * @throws DomainError `NOTHING_PUBLISHED` when no such period was ever locked
   */
  async execute(act: ExportAct, periodId: Uuid | null, format: FederalFormat): Promise<ExportedFile> {
    const table = await this.unitOfWork.run(async (tx) => {
      const made = await this.table(tx, act, periodId);
      const { asOf, snapshotId, revision, schools, periodId: id } = made.header;
      await this.audit.record(tx, {
        ...{ regionId: act.reach.regionId, at: act.now, actor: act.actor, action: 'statistics.exported' },
        ...{ subject: { kind: 'report_period', id }, traceId: act.traceId ?? undefined },
        facts: { kind: 'federal', format, asOf, snapshotId, revision, schools },
      });
      return made;
    });
    const { header } = table;
    return {
      format,
      name: `${fileTitle(['Федеральная выгрузка', header.regionName], header.asOf)}.${format}`,
      content: Buffer.from(format === 'csv' ? writeFederalCsv(table) : writeFederalJson(table)),
    };
  }

  private async table(tx: EntityManager, { reach }: ExportAct, asked: Uuid | null): Promise<FederalTable> {
    const { regionId } = reach;
    const periodId = await this.rows.publishedPeriod(tx, regionId, asked);
    const publication = periodId === null ? null : await this.publications.newest(tx, regionId, periodId);
    const period = periodId === null ? null : await this.periods.find(tx, reach, periodId);
    if (publication === null || period === null) throw new DomainError('NOTHING_PUBLISHED', 'not_found');
    const region = await this.territory.region(tx, regionId);
    const snapshot = await this.counts.byId(tx, publication.snapshotId);
    const units = await this.rows.federalUnits(tx, regionId, publication.id);
    return federalTable(
      {
        ...{ regionCode: region.code, regionName: region.name, periodId: period.id, period: period.name },
        ...{
          formCode: period.formCode,
          formVersion: period.formVersion,
          asOf: period.asOf,
          timeZone: region.timeZone,
        },
        ...{ moment: statisticsDay(period.asOf, region.timeZone).moment, snapshotId: publication.snapshotId },
        ...{ revision: snapshot?.revision ?? 1, methodology: snapshot?.methodology ?? METHODOLOGY },
        schools: units.reduce((all, { schools }) => all + schools, 0),
        schoolsMissing: await this.rows.missingOf(tx, publication.id),
      },
      units,
    );
  }
}
