import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Caller, CurrentCaller, OpenToApiKeys, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { ExportFederal, FEDERAL_FORMATS, MakeExport, ShowCoverage } from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { ExportActs, formatOf } from './export-acts.js';
import {
  CoverageChartQuery,
  DayExportQuery,
  FederalExportQuery,
  RankingDto,
  RankingQuery,
} from './exports.dto.js';
import { FILE, sendFile } from '../../../platform/http/send-file.js';

/** A day is not signed: its files are tables only. */
const DAY_FORMATS = ['xlsx', 'csv', 'json'] as const;

/** Numbers of a day as files, the federal file, charts and rankings. */
@ApiTags('exports')
@ApiCookieAuth('admin')
@Controller('api/v1/statistics')
export class StatisticsExportsController {
  constructor(
    @Inject(ExportActs) private readonly acts: ExportActs,
    @Inject(MakeExport) private readonly exports: MakeExport,
    @Inject(ExportFederal) private readonly federalExport: ExportFederal,
    @Inject(ShowCoverage) private readonly coverage: ShowCoverage,
  ) {}

  /** Показатели на дату файлом в форме министерства. Выгрузка записывается. */
  @Get('export.:format')
  @RequiresRight('statistics.export')
  @OpenToApiKeys()
  @ApiBearerAuth('api-key')
  @ApiParam({ name: 'format', enum: DAY_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async day(
    @CurrentCaller() caller: Caller,
    @Param('format') asked: string,
    @Query() query: DayExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(DAY_FORMATS, asked);
    const act = this.acts.of(caller, 'statistics.export');
    const subject = { kind: 'day', asOf: dayOf('as_of', query.as_of) } as const;
    sendFile(response, await this.exports.execute(act, subject, format));
  }

  /** Федеральная выгрузка: только числа, только закрытые периоды, малые ячейки скрыты. Выгрузка записывается. */
  @Get('federal.:format')
  @RequiresRight('statistics.federal')
  @OpenToApiKeys()
  @ApiBearerAuth('api-key')
  @ApiParam({ name: 'format', enum: FEDERAL_FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse(FILE)
  async federal(
    @CurrentCaller() caller: Caller,
    @Param('format') asked: string,
    @Query() query: FederalExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(FEDERAL_FORMATS, asked);
    const act = this.acts.of(caller, 'statistics.federal');
    const period = (query.period_id ?? null) as Uuid | null;
    sendFile(response, await this.federalExport.execute(act, period, format));
  }

  /** График охвата и прироста, SVG без сценариев: читается и в чёрно-белой печати. */
  @Get('charts/coverage.svg')
  @RequiresRight('statistics.read')
  @OpenToApiKeys()
  @ApiBearerAuth('api-key')
  @ApiProduces('image/svg+xml')
  @ApiOkResponse(FILE)
  async chart(
    @CurrentCaller() caller: Caller,
    @Query() query: CoverageChartQuery,
    @Res() response: Response,
  ): Promise<void> {
    const scope = reachOf(caller, 'statistics.read');
    const unit = { level: query.level, id: (query.unit_id ?? caller.regionId) as Uuid };
    const span = { from: dayOf('from', query.from), to: dayOf('to', query.to) };
    const picture = await this.coverage.chart(scope, unit, span);
    response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
    response.setHeader('Content-Security-Policy', "default-src 'none'");
    response.setHeader('Cache-Control', 'private, no-store');
    response.end(picture);
  }

  /** Рейтинг по доле привязанных: от 10 несовершеннолетних; малые ячейки скрыты. */
  @Get('rankings')
  @RequiresRight('statistics.read')
  @OpenToApiKeys()
  @ApiBearerAuth('api-key')
  async rankings(@CurrentCaller() caller: Caller, @Query() query: RankingQuery): Promise<RankingDto> {
    const scope = reachOf(caller, 'statistics.read');
    const items = await this.coverage.ranking(scope, query.level, dayOf('as_of', query.as_of));
    return { as_of: query.as_of, items: [...items] };
  }
}
