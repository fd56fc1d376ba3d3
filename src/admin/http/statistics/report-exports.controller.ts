import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { EXPORT_FORMATS, MakeExport } from '../../../statistics/index.js';
import { ExportActs, formatOf } from './export-acts.js';
import { FILE, sendFile } from '../../../platform/http/send-file.js';

/** Reports as files: XLSX of the ministry's layout, CSV, JSON, PDF for signature. */
@ApiTags('exports')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class ReportExportsController {
  constructor(
    @Inject(ExportActs) private readonly acts: ExportActs,
    @Inject(MakeExport) private readonly exports: MakeExport,
  ) {}

  /** Отчётный период файлом: принятые показатели; школа и муниципалитет до закрытия видят и свои проекты. Выгрузка записывается. */
  @Get('report-periods/:id/export.:format')
  @RequiresRight('reports.export')
  @ApiParam({ name: 'format', enum: EXPORT_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async period(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Param('format') asked: string,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(EXPORT_FORMATS, asked);
    const act = this.acts.of(principal, 'reports.export');
    sendFile(response, await this.exports.execute(act, { kind: 'period', id }, format));
  }

  /** Отчёт одной школы файлом: до принятия — с пометкой «проект». Выгрузка записывается. */
  @Get('reports/:id/export.:format')
  @RequiresRight('reports.export')
  @ApiParam({ name: 'format', enum: EXPORT_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async report(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Param('format') asked: string,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(EXPORT_FORMATS, asked);
    const act = this.acts.of(principal, 'reports.export');
    sendFile(response, await this.exports.execute(act, { kind: 'report', id }, format));
  }
}
