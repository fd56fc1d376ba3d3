import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { idOfPath } from '../../platform/http/validation.js';
import { FaultReports } from '../../roster/index.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The uploader's own file with the faults marked (ROS-04). */
@ApiTags('roster-imports')
@ApiCookieAuth('admin')
@Controller('api/v1/roster-imports')
export class RosterImportReportController {
  constructor(@Inject(FaultReports) private readonly reports: FaultReports) {}

  /** Загруженные файлы одной книгой Excel: ошибочные ячейки залиты, в последнем столбце — что исправить. */
  @Get(':id/report')
  @RequiresRight('roster_imports.read')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary', description: 'книга .xlsx' } })
  async report(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res() response: Response,
  ): Promise<void> {
    const { regionId, wholeRegion, schoolIds } = reachOf(principal, 'roster_imports.read');
    const reader = { regionId, wholeRegion, schoolIds, uploader: principal.esiaPersonId };
    const { content, bytes } = await this.reports.open(id, reader);
    response.setHeader('Content-Type', XLSX);
    response.setHeader('Content-Length', bytes);
    response.setHeader('Content-Disposition', 'attachment; filename="roster.xlsx"');
    // A reader who went away is no fault of ours, and there is nobody left to be told.
    await pipeline(content, response).catch(() => response.destroy());
  }
}
