import { Controller, Get, Inject, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Caller, CurrentCaller, OpenToApiKeys, reachOf, RequiresRight } from '../../../access/index.js';
import { type ChangesAsked, MarkReadings, ReadChanges } from '../../../statistics/index.js';
import { ContentTag } from '../../../platform/http/content-tag.interceptor.js';
import { encodeCursor } from '../../../platform/http/cursor.js';
import { isUuid, type KeyPart, keyOf } from '../cursor-key.js';
import { AsCsv, CsvAnswers } from './csv-answers.js';
import { indicatorsOf, presentHead, presentRow } from './present-statistics.js';
import { StatisticsAnswers } from './statistics-answers.js';
import { StatisticsChangesDto, StatisticsChangesQuery } from './statistics-changes.dto.js';
import { tableOfChanges } from './statistics-tables.js';

const isCursor: KeyPart = (text) => /^(0|[1-9]\d{0,17})$/.test(text);
const isLevel: KeyPart = (text) => /^[a-z]{4,12}$/.test(text);

/** What was counted since the caller last asked (REP-05). */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@ApiBearerAuth('api-key')
@ApiResponse({ status: 304, description: 'If-None-Match: не изменилось' })
@OpenToApiKeys()
@UseInterceptors(ContentTag, CsvAnswers)
@Controller('api/v1/statistics/changes')
export class StatisticsChangesController {
  constructor(
    @Inject(StatisticsAnswers) private readonly answers: StatisticsAnswers,
    @Inject(MarkReadings) private readonly marks: MarkReadings,
    @Inject(ReadChanges) private readonly changes: ReadChanges,
  ) {}

  /** Новые снимки и новые редакции прежних дней со строками вашей области. Кто продолжает с next_cursor, ничего не пропустит и не получит дважды. */
  @Get()
  @RequiresRight('statistics.read')
  @AsCsv(tableOfChanges)
  async read(
    @CurrentCaller() caller: Caller,
    @Query() query: StatisticsChangesQuery,
    @Req() request: Request,
  ): Promise<StatisticsChangesDto | undefined> {
    const indicators = indicatorsOf(query.indicators);
    const reach = reachOf(caller, 'statistics.read');
    const asked = { basis: query.age_basis, limit: query.limit, from: placeOf(query) };
    const found = await this.answers.give(
      ...[request, caller],
      (tx) => this.marks.ofChanges(tx, reach, query.age_basis),
      (tx) => this.changes.execute(tx, reach, asked),
    );
    if (found === undefined) return undefined;
    const { region, snapshots, rows, next, hasMore } = found;
    return {
      snapshots: snapshots.map((head) => presentHead(head, region.timeZone)),
      items: rows.map(({ snapshotId, unit }) =>
        Object.assign(presentRow(indicators, unit), { snapshot_id: snapshotId }),
      ),
      ...{ next_cursor: encodeCursor([next.cursor, next.level, next.unitId]), has_more: hasMore },
    };
  }
}

function placeOf(query: StatisticsChangesQuery): ChangesAsked['from'] {
  const key = keyOf(query, isCursor, isLevel, isUuid);
  if (key === null) return query.start;
  const [cursor = '0', level = '', unitId = ''] = key;
  return { cursor, level, unitId };
}
