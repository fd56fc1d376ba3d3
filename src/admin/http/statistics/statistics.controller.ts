import { Controller, Get, Inject, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Caller, CurrentCaller, OpenToApiKeys, reachOf, RequiresRight } from '../../../access/index.js';
import { addDays, dayIn } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { ContentTag } from '../../../platform/http/content-tag.interceptor.js';
import { pageOf } from '../../../platform/http/cursor.js';
import {
  CompareRevisions,
  INDICATORS,
  MarkReadings,
  METHODOLOGY,
  ReadStatistics,
} from '../../../statistics/index.js';
import { Territory } from '../../../territory/index.js';
import { isUuid, type KeyPart, keyOf } from '../cursor-key.js';
import { dateOf } from '../date-of-body.js';
import { unitOf } from './asked-unit.js';
import { AsCsv, CsvAnswers } from './csv-answers.js';
import { dayOf } from '../campaign-days.js';
import {
  indicatorsOf,
  presentHead,
  presentHistory,
  presentIndicator,
  presentRow,
  presentUnit,
  presentValues,
} from './present-statistics.js';
import { StatisticsAnswers } from './statistics-answers.js';
import { tableOfChildren, tableOfHistory, tableOfUnit } from './statistics-tables.js';
import {
  IndicatorsDto,
  SnapshotsDto,
  StatisticsChildrenDto,
  StatisticsChildrenQuery,
  StatisticsDifferencesDto,
  StatisticsDifferencesQuery,
  StatisticsDto,
  StatisticsHistoryDto,
  StatisticsHistoryQuery,
  StatisticsQuery,
  StatisticsRevisionsQuery,
} from './statistics.dto.js';

const isName: KeyPart = () => true;
const DEFAULT_SPAN = 30;

/** Numbers of any day and level of one's scope (STAT-01, STAT-02, STAT-05, STAT-09, STAT-10). */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@ApiBearerAuth('api-key')
@ApiResponse({ status: 304, description: 'If-None-Match: не изменилось' })
@OpenToApiKeys()
@UseInterceptors(ContentTag, CsvAnswers)
@Controller('api/v1/statistics')
export class StatisticsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReadStatistics) private readonly statistics: ReadStatistics,
    @Inject(CompareRevisions) private readonly comparing: CompareRevisions,
    @Inject(StatisticsAnswers) private readonly answers: StatisticsAnswers,
    @Inject(MarkReadings) private readonly marks: MarkReadings,
  ) {}

  /** Показатели: что каждый говорит, из чего считается, на каких уровнях есть. */
  @Get('indicators')
  @RequiresRight('statistics.read')
  indicators(): IndicatorsDto {
    return { methodology: METHODOLOGY, items: INDICATORS.map(presentIndicator) };
  }

  /** Показатели одной единицы на день: последний посчитанный или любой прошлый. */
  @Get()
  @RequiresRight('statistics.read')
  @AsCsv(tableOfUnit)
  async unit(
    @CurrentCaller() caller: Caller,
    @Query() query: StatisticsQuery,
    @Req() request: Request,
  ): Promise<StatisticsDto | undefined> {
    const indicators = indicatorsOf(query.indicators);
    const reach = reachOf(caller, 'statistics.read');
    const [asked, day] = [unitOf(reach, query), dayAsked(query)];
    const found = await this.answers.give(
      ...[request, caller],
      (tx) => this.marks.ofDay(tx, reach, asked, day),
      (tx) => this.statistics.unit(tx, reach, asked, day),
    );
    if (found === undefined) return undefined;
    const { head, region, unit, counts } = found;
    return {
      snapshot: head === null ? null : presentHead(head, region.timeZone),
      ...{ unit: presentUnit(unit), suppressed: counts === null && unit.level === 'grade' && !unit.isOwn },
      values: presentValues(indicators, unit.level, counts),
    };
  }

  /** Что ниже: регион → муниципалитеты или учредители → школы → параллели → классы. Классы видит только сама школа. */
  @Get('children')
  @RequiresRight('statistics.read')
  @AsCsv(tableOfChildren)
  async children(
    @CurrentCaller() caller: Caller,
    @Query() query: StatisticsChildrenQuery,
    @Req() request: Request,
  ): Promise<StatisticsChildrenDto | undefined> {
    const indicators = indicatorsOf(query.indicators);
    const reach = reachOf(caller, 'statistics.read');
    const page = { by: query.by, limit: query.limit, after: keyOf(query, isName, isUuid) };
    const [asked, day] = [unitOf(reach, query), dayAsked(query)];
    const found = await this.answers.give(
      ...[request, caller],
      (tx) => this.marks.ofDay(tx, reach, asked, day),
      (tx) => this.statistics.children(tx, reach, asked, day, page),
    );
    if (found === undefined) return undefined;
    const { items, next_cursor } = pageOf(found.rows, query.limit, ({ key }) => key);
    return {
      snapshot: found.head === null ? null : presentHead(found.head, found.region.timeZone),
      ...{ unit: presentUnit(found.unit), next_cursor },
      items: items.map(({ unit }) => presentRow(indicators, unit)),
    };
  }

  /** Показатели одной единицы по дням, неделям или месяцам. */
  @Get('history')
  @RequiresRight('statistics.read')
  @AsCsv(tableOfHistory)
  async history(
    @CurrentCaller() caller: Caller,
    @Query() query: StatisticsHistoryQuery,
    @Req() request: Request,
  ): Promise<StatisticsHistoryDto | undefined> {
    const indicators = indicatorsOf(query.indicators);
    const reach = reachOf(caller, 'statistics.read');
    const { step, series, age_basis: basis } = query;
    const [asked, named] = [
      unitOf(reach, query),
      { to: dateOf('to', query.to), from: dateOf('from', query.from) },
    ];
    const found = await this.answers.give(
      ...[request, caller],
      (tx) => this.marks.ofHistory(tx, reach, asked, basis),
      async (tx) => {
        const { timeZone } = await this.territory.region(tx, reach.regionId);
        const to = named.to ?? addDays(dayIn(this.clock.now(), timeZone), -1);
        const from = named.from ?? addDays(to, -DEFAULT_SPAN);
        return this.statistics.history(tx, reach, asked, { from, to, step, basis, series });
      },
    );
    return found && presentHistory(indicators, found, basis);
  }

  /** Редакции дня: первая посчитана в срок, следующие — после исправлений прошлого. */
  @Get('revisions')
  @RequiresRight('statistics.read')
  async revisions(
    @CurrentCaller() { regionId }: Caller,
    @Query() { as_of, age_basis }: StatisticsRevisionsQuery,
  ): Promise<SnapshotsDto> {
    const day = dayOf('as_of', as_of);
    const { timeZone, found } = await this.unitOfWork.direct(async (tx) => ({
      timeZone: (await this.territory.region(tx, regionId)).timeZone,
      found: await this.statistics.revisions(tx, regionId, day, age_basis),
    }));
    return { items: found.map((snapshot) => presentHead(snapshot, timeZone)) };
  }

  /** Чем редакции одного дня различаются: сданное рядом с уточнённым, по единицам и столбцам. */
  @Get('differences')
  @RequiresRight('statistics.read')
  async differences(
    @CurrentCaller() caller: Caller,
    @Query() query: StatisticsDifferencesQuery,
  ): Promise<StatisticsDifferencesDto> {
    const reach = reachOf(caller, 'statistics.read');
    const page = { limit: query.limit, after: keyOf(query, isName, isUuid) };
    const { as_of, age_basis: basis, level, from_revision: from = null, to_revision: to = null } = query;
    const asked = { asOf: dayOf('as_of', as_of), basis, from, to, level };
    const { timeZone, found } = await this.unitOfWork.direct(async (tx) => ({
      timeZone: (await this.territory.region(tx, reach.regionId)).timeZone,
      found: await this.comparing.execute(tx, reach, asked, page),
    }));
    const { items, next_cursor } = pageOf(found.units, query.limit, ({ name, unitId }) => [name, unitId]);
    return {
      ...{
        before: presentHead(found.before, timeZone),
        after: presentHead(found.after, timeZone),
        next_cursor,
      },
      items: items.map(({ level: of, unitId, name, changes }) => ({
        ...{ level: of, id: unitId, name },
        changes: changes.map(({ column, before, after }) => ({
          ...{ column, before, after, difference: before === null || after === null ? null : after - before },
        })),
      })),
    };
  }
}

/** A revision is one of a named day. */
function dayAsked({ as_of: day, age_basis: basis, revision }: StatisticsQuery) {
  return { asOf: dateOf('as_of', day), basis, revision: day === undefined ? null : (revision ?? null) };
}
