import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, daysBetween, formatRussianDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Schools, type SchoolScope, Territory } from '../../territory/index.js';
import { coverageSeries } from '../domain/coverage-series.js';
import { type RankedUnit, ranking } from '../domain/ranking.js';
import { ReportFiles } from '../gateway/report-files.js';
import { ExportRows } from '../store/export-rows.repository.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import type { ChartUnit } from './export-tables.js';

type ChartLevel = 'region' | 'municipality' | 'school';
type RankingLevel = 'municipality' | 'school';

/** Beyond that a line of days is no line. */
const LONGEST_DAYS = 3 * 366;

/** Charts and rankings of coverage, for whoever may read statistics, within their scope. */
@Injectable()
export class ShowCoverage {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(ExportRows) private readonly rows: ExportRows,
    @Inject(ReportFiles) private readonly files: ReportFiles,
  ) {}

  /**
   * Coverage and growth of a unit as SVG.
   *
   * @throws DomainError `NOT_FOUND` for a unit out of scope, `STATISTICS_SPAN_WRONG` for a wrong span
   */
  async chart(
    scope: SchoolScope,
    asked: { readonly level: ChartLevel; readonly id: Uuid },
    span: { readonly from: CalendarDate; readonly to: CalendarDate },
  ): Promise<Buffer> {
    const length = daysBetween(span.from, span.to);
    if (length < 1 || length > LONGEST_DAYS) {
      throw new DomainError('STATISTICS_SPAN_WRONG', 'invalid', { days: LONGEST_DAYS });
    }
    const chart = await this.unitOfWork.direct(async (tx) => {
      const unit = await this.unit(tx, scope, asked);
      const days = await this.rows.coverage(tx, scope.regionId, unit, span);
      return { subject: { name: unit.name, asOf: days.at(-1)?.day ?? null }, series: coverageSeries(days) };
    });
    return this.files.write({ kind: 'svg', chart });
  }

  /** @throws DomainError `EXPORT_DAY_NOT_COUNTED` for a day without a snapshot */
  async ranking(scope: SchoolScope, level: RankingLevel, asOf: CalendarDate): Promise<readonly RankedUnit[]> {
    const { regionId } = scope;
    return this.unitOfWork.direct(async (tx) => {
      const snapshot = await this.counts.newest(tx, { regionId, asOf, ageBasis: 'as_of_date' });
      if (snapshot === null) {
        throw new DomainError('EXPORT_DAY_NOT_COUNTED', 'not_found', { day: formatRussianDate(asOf) });
      }
      return ranking(await this.rows.ranked(tx, scope, snapshot, level));
    });
  }

  /** A municipality sees the schools that it founded; the region all on its territory (EC-126). */
  private async unit(
    tx: EntityManager,
    scope: SchoolScope,
    { level, id }: { readonly level: ChartLevel; readonly id: Uuid },
  ): Promise<ChartUnit> {
    switch (level) {
      case 'region': {
        if (!scope.wholeRegion || id !== scope.regionId) throw new DomainError('NOT_FOUND', 'not_found');
        return { level, id, name: (await this.territory.region(tx, id)).name };
      }
      case 'municipality': {
        const name = await this.territory.municipalityName(tx, id);
        const isSeen = scope.wholeRegion
          ? await this.rows.isOfRegion(tx, scope.regionId, id)
          : scope.municipalityIds.includes(id);
        if (name === null || !isSeen) throw new DomainError('NOT_FOUND', 'not_found');
        return { level: scope.wholeRegion ? 'municipality' : 'founder', id, name };
      }
      case 'school': {
        const school = await this.schools.find(tx, scope, id);
        if (school === null) throw new DomainError('NOT_FOUND', 'not_found');
        return { level, id, name: school.shortName };
      }
    }
  }
}
