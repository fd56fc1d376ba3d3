import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { etagOf, revisionOf } from '../../../platform/http/etag.js';
import { idOfPath } from '../../../platform/http/validation.js';
import { FederalControl, federalDifference, type FederalLine } from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { isUuid, keyOf } from '../cursor-key.js';
import {
  EnterFederalTotalDto,
  FederalComparisonDto,
  FederalComparisonQuery,
  type FederalCountsDto,
  FederalDayQuery,
  type FederalLineDto,
  FederalTotalsRecordedDto,
} from './federal-totals.dto.js';
import { ReportActs } from './report-acts.js';

/** A region's file has a line a school; more is not one. */
const LARGEST_FILE = 4 * 1024 * 1024;

const FILE = {
  schema: { type: 'string', description: 'ИНН (или school_id);Всего обучающихся;до 14;14–17;18+' },
};

/** REP-08: our count of pupils beside what schools wrote into the federal form ОО-1 of the same day. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class FederalTotalsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(FederalControl) private readonly control: FederalControl,
  ) {}

  /** Сверка с формой ОО-1 по школам: числа формы, наши за тот же день и разница. */
  @Get('reports/federal-comparison')
  @RequiresRight('reports.read')
  async compare(
    @CurrentPrincipal() principal: Principal,
    @Query() query: FederalComparisonQuery,
  ): Promise<FederalComparisonDto> {
    const what = { asOf: dayOf('as_of', query.as_of), onlyDifferent: query.only_different === 'true' };
    const page = { limit: query.limit, after: keyOf(query, () => true, isUuid) };
    const scope = reachOf(principal, 'reports.read');
    const found = await this.unitOfWork.direct((tx) => this.control.compare(tx, scope, what, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ schoolName, schoolId }) => [
      schoolName,
      schoolId,
    ]);
    return { items: items.map(present), next_cursor };
  }

  /** Записать числа ОО-1 одной школы; чтобы исправить записанные, нужен If-Match. */
  @Put('federal-totals/:id')
  @RequiresRight('reports.open')
  @ApiHeader({ name: 'If-Match', required: false, description: 'etag из сверки, если числа уже записаны.' })
  async enter(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: EnterFederalTotalDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FederalTotalsRecordedDto> {
    const { students, under14 = null, from14to17 = null, from18 = null } = body;
    const total = {
      ...{ schoolId: id, asOf: dayOf('as_of', body.as_of), seen: revisionOf(ifMatch) },
      counts: { students, under14, '14to17': from14to17, '18plus': from18 },
    };
    const etag = await this.unitOfWork.run(async (tx) =>
      this.control.enter(tx, await this.acts.of(tx, principal, 'reports.open'), total),
    );
    response.setHeader('ETag', etagOf(etag));
    return { schools: 1 };
  }

  /** Загрузить числа ОО-1 файлом CSV: все строки или ни одной. Записанные раньше за этот день заменяются. */
  @Post('federal-totals')
  @HttpCode(200)
  @RequiresRight('reports.open')
  @ApiConsumes('text/csv')
  @ApiBody(FILE)
  async upload(
    @CurrentPrincipal() principal: Principal,
    @Query() query: FederalDayQuery,
    @Req() request: Request,
  ): Promise<FederalTotalsRecordedDto> {
    const asOf = dayOf('as_of', query.as_of);
    const file = await bytesOf(request);
    const schools = await this.unitOfWork.run(async (tx) =>
      this.control.upload(tx, await this.acts.of(tx, principal, 'reports.open'), { asOf, file }),
    );
    return { schools };
  }
}

/** @throws DomainError TOO_LARGE */
async function bytesOf(request: Request): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_FILE) throw new DomainError('TOO_LARGE', 'too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function present(line: FederalLine): FederalLineDto {
  const { students, under14, ...ages } = federalDifference(line);
  return {
    ...{ school_id: line.schoolId, school_name: line.schoolName, inn: line.inn },
    ...{ municipality: line.municipality, federal: countsOf(line.federal), ours: countsOf(line.ours) },
    difference: { students, under14, from14to17: ages['14to17'], from18: ages['18plus'] },
    etag: line.etag === null ? null : etagOf(line.etag),
  };
}

function countsOf(counts: FederalLine['federal']): FederalCountsDto | null {
  if (counts === null) return null;
  const { students, under14 } = counts;
  return { students, under14, from14to17: counts['14to17'], from18: counts['18plus'] };
}
