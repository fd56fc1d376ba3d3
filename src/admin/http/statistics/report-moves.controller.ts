import { Body, Controller, Headers, HttpCode, Inject, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, type reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { etagOf, revisionOf } from '../../../platform/http/etag.js';
import { idOfPath } from '../../../platform/http/validation.js';
import {
  DecideReport,
  FillReport,
  ReadReports,
  type ReportsAct,
  type SchoolReport,
  SubmitReport,
} from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { presentDetails } from './present-report.js';
import { ReportActs } from './report-acts.js';
import { FillReportDto, RecallReportDto, ReportDetailsDto, ReturnReportDto } from './reports.dto.js';

const IF_MATCH = { name: 'If-Match', description: 'ETag отчёта, каким вы его видели', required: true };
const MAY_MATCH = { ...IF_MATCH, required: false };

type Deed = (tx: EntityManager, act: ReportsAct) => Promise<SchoolReport>;

/** What is done with a school's report (e.4): filled, submitted, recalled, returned, accepted. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/reports/:id')
export class ReportMovesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(FillReport) private readonly filling: FillReport,
    @Inject(SubmitReport) private readonly submitting: SubmitReport,
    @Inject(DecideReport) private readonly deciding: DecideReport,
    @Inject(ReadReports) private readonly reading: ReadReports,
  ) {}

  /** Школа вписывает свои числа, объяснения и примечание. Расчётные столбцы не меняются. */
  @Patch()
  @ApiHeader(IF_MATCH)
  @RequiresRight('reports.fill')
  fill(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { cells }: FillReportDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'reports.fill', response, (tx, act) =>
      this.filling.state(tx, act, seen, cells),
    );
  }

  /** До срока: взять самый новый пересчёт за ту же дату. Свои числа и объяснения остаются. */
  @Post('refresh')
  @HttpCode(200)
  @ApiHeader(MAY_MATCH)
  @RequiresRight('reports.fill')
  refresh(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'reports.fill', response, (tx, act) => this.filling.refresh(tx, act, seen));
  }

  /** Руководитель школы подписывает и сдаёт отчёт. После срока тоже можно: с отметкой late. */
  @Post('submit')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('reports.submit')
  submit(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'reports.submit', response, (tx, act) =>
      this.submitting.execute(tx, act, seen),
    );
  }

  /** Руководитель школы отзывает сданный отчёт, пока его не приняли. */
  @Post('recall')
  @HttpCode(200)
  @ApiHeader(MAY_MATCH)
  @RequiresRight('reports.submit')
  recall(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: RecallReportDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'reports.submit', response, (tx, act) =>
      this.deciding.recall(tx, act, seen, reason ?? null),
    );
  }

  /** Вернуть школе: причина, новый срок, замечания по столбцам. Принятый отчёт — пока свод не сдан. */
  @Post('return')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('reports.accept')
  return(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason, due_on, comments }: ReturnReportDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    const returned = { reason, dueOn: dayOf('due_on', due_on), comments: comments ?? [] };
    return this.done(principal, 'reports.accept', response, (tx, act) =>
      this.deciding.return(tx, act, seen, returned),
    );
  }

  /** Принять: муниципалитет — отчёты своих школ, министерство — школ, которые отчитываются прямо. */
  @Post('accept')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('reports.accept')
  accept(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDetailsDto> {
    const seen = { id, seen: revisionOf(ifMatch) };
    return this.done(principal, 'reports.accept', response, (tx, act) => this.deciding.accept(tx, act, seen));
  }

  private async done(
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
    response: Response,
    deed: Deed,
  ): Promise<ReportDetailsDto> {
    const { reading, now } = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, right);
      return { reading: await this.reading.read(tx, await deed(tx, act)), now: act.now };
    });
    response.setHeader('ETag', etagOf(reading.report.etag));
    return presentDetails(reading, now);
  }
}
