import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Caller, CurrentCaller, OpenToApiKeys, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { ProcessReadings } from '../../../statistics/index.js';
import { isUuid, keyOf } from '../cursor-key.js';
import { dateOf } from '../date-of-body.js';
import { ProcessPageDto, ProcessQuery } from './process.dto.js';

/** How the change-over goes, day by day (STAT-06). */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@ApiBearerAuth('api-key')
@OpenToApiKeys()
@Controller('api/v1/statistics/process')
export class ProcessController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ProcessReadings) private readonly readings: ProcessReadings,
  ) {}

  /** Показатели хода перехода за день: входы по паролю, риск, дела, пробные отключения. С If-None-Match ответит 304. */
  @Get()
  @RequiresRight('statistics.read')
  async read(
    @CurrentCaller() caller: Caller,
    @Query() query: ProcessQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProcessPageDto> {
    const asked = {
      ...{ asOf: dateOf('as_of', query.as_of), level: query.level, limit: query.limit },
      unitId: (query.unit_id?.toLowerCase() ?? null) as Uuid | null,
      after: (keyOf(query, isUuid)?.[0] ?? null) as Uuid | null,
    };
    const scope = reachOf(caller, 'statistics.read');
    const found = await this.unitOfWork.direct((tx) => this.readings.of(tx, scope, asked));
    const { items, next_cursor } = pageOf(found.units, query.limit, ({ unitId }) => [unitId]);
    const page: ProcessPageDto = {
      as_of: found.asOf,
      items: items.map(({ unitId, name, takenAt, methodology, feedComplete, indicators, breakdown }) => ({
        ...{ unit_id: unitId, name, taken_at: takenAt, methodology, feed_complete: feedComplete },
        ...{ indicators: [...indicators], breakdown },
      })),
      next_cursor,
    };
    // The answer is of a frozen day: the tag is of its text, and Express answers 304 by it (RFC 9110, 13.1.2).
    const digest = createHash('sha256').update(JSON.stringify(page)).digest('base64url');
    response.setHeader('ETag', `"${digest}"`);
    return page;
  }
}
