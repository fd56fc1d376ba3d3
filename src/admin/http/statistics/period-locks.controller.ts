import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { idOfPath } from '../../../platform/http/validation.js';
import {
  LockPeriod,
  type PeriodLock,
  presentCell,
  type PublicationReading,
  ReadRollups,
} from '../../../statistics/index.js';
import {
  type LockedRecordDto,
  LockPeriodDto,
  PeriodLockDto,
  PublicationDto,
  PublicationQuery,
  type PublishedReportDto,
} from './period-locks.dto.js';
import { presentFigures } from './present-rollup.js';
import { ReportActs } from './report-acts.js';

/** The lock of a period by the ministry, and the figures that it published. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/report-periods/:id')
export class PeriodLocksController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(LockPeriod) private readonly locking: LockPeriod,
    @Inject(ReadRollups) private readonly reading: ReadRollups,
  ) {}

  /** Закрыть период: все отчёты и своды сразу. Принятые публикуются, остальные названы отсутствующими. Повтор ничего не меняет. */
  @Post('lock')
  @HttpCode(200)
  @RequiresRight('reports.lock')
  async lock(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { missing = [], end_corrections = false }: LockPeriodDto,
  ): Promise<PeriodLockDto> {
    const reasons = missing.map(({ school_id, reason }) => ({ schoolId: school_id, reason }));
    const order = { periodId: id, reasons, endsCorrections: end_corrections };
    const { publication, reports, rollups } = await this.unitOfWork.run(async (tx) =>
      this.locking.execute(tx, await this.acts.of(tx, principal, 'reports.lock'), order),
    );
    return { publication, reports: reports.map(presentLocked), rollups: rollups.map(presentLocked) };
  }

  /** Опубликованные числа закрытого периода: принятые отчёты, своды, регион и список отсутствующих. */
  @Get('publication')
  @RequiresRight('reports.read')
  async publication(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() { number }: PublicationQuery,
  ): Promise<PublicationDto> {
    const scope = reachOf(principal, 'reports.read');
    const which = { periodId: id, number: number ?? null };
    const reading = await this.unitOfWork.run((tx) => this.reading.publication(tx, scope, which));
    const { publication, form, rollups, region } = reading;
    return {
      ...{ number: publication.number, published_at: publication.publishedAt },
      ...{ published_by: publication.publishedBy, snapshot_id: publication.snapshotId },
      region: region === null ? null : presentFigures(form, region),
      municipalities: rollups.map((rollup) => ({
        ...{ municipality_id: rollup.municipalityId, municipality_name: rollup.municipalityName },
        ...{ oktmo: rollup.oktmo, rollup_id: rollup.rollupId, revision: rollup.revision },
        figures: rollup.figures === null ? null : presentFigures(form, rollup.figures),
        ...{ missing_reason: rollup.missingReason, under_correction: rollup.underCorrection },
      })),
      reports: reading.reports.map((report) => presentPublished(form, report)),
    };
  }
}

function presentLocked({ id, unitId, missing, reason }: PeriodLock['reports'][number]): LockedRecordDto {
  return { id, unit_id: unitId, missing, reason };
}

function presentPublished(
  form: PublicationReading['form'],
  report: PublicationReading['reports'][number],
): PublishedReportDto {
  const { cells, own } = report;
  return {
    ...{ school_id: report.schoolId, school_name: report.schoolName, report_id: report.reportId },
    ...{ municipality_id: report.municipalityId, revision: report.revision, snapshot_id: report.snapshotId },
    cells:
      cells === null || own === null ? null : form.columns.map((column) => presentCell(column, cells, own)),
    ...{ missing_reason: report.missingReason, under_correction: report.underCorrection },
  };
}
