import { Controller, Get, Inject, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, OpenToApiKeys, reachOf, RequiresRight } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { ContentTag } from '../../../platform/http/content-tag.interceptor.js';
import { type GrowthAsked, type GrowthDays, ReadGrowth } from '../../../statistics/index.js';
import { type SchoolScope, Territory } from '../../../territory/index.js';
import { dateOf } from '../date-of-body.js';
import { unitOf } from './asked-unit.js';
import { GrowthDecompositionDto, GrowthDto, GrowthQuery } from './growth.dto.js';
import { presentDecomposition, presentGrowth } from './present-growth.js';
import { indicatorsOf } from './present-statistics.js';

/** Growth and its reasons (STAT-03, I-20…I-24, f.4). */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@ApiBearerAuth('api-key')
@OpenToApiKeys()
@ApiResponse({ status: 304, description: 'If-None-Match: не изменилось' })
@UseInterceptors(ContentTag)
@Controller('api/v1/statistics/growth')
export class GrowthController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ReadGrowth) private readonly growth: ReadGrowth,
  ) {}

  /** Прирост показателей единицы между двумя днями, за неделю, за месяц или с начала кампании. */
  @Get()
  @RequiresRight('statistics.read')
  async between(@CurrentCaller() caller: Caller, @Query() query: GrowthQuery): Promise<GrowthDto> {
    const keys = new Set(indicatorsOf(query.indicators).map(({ key }) => key));
    const reach = reachOf(caller, 'statistics.read');
    const asked = askedOf(reach, query);
    return this.unitOfWork.run(async (tx) => {
      const { timeZone } = await this.territory.region(tx, reach.regionId);
      return presentGrowth(await this.growth.growth(tx, reach, asked), keys, timeZone);
    });
  }

  /** Из чего сложился прирост привязанных: новые и потерянные привязки, прибывшие и выбывшие, дни рождения. Сумма сходится до человека. */
  @Get('decomposition')
  @RequiresRight('statistics.read')
  async decomposition(
    @CurrentCaller() caller: Caller,
    @Query() query: GrowthQuery,
  ): Promise<GrowthDecompositionDto> {
    const reach = reachOf(caller, 'statistics.read');
    const asked = askedOf(reach, query);
    const found = await this.unitOfWork.run((tx) => this.growth.decomposition(tx, reach, asked));
    return presentDecomposition(found);
  }
}

function askedOf(reach: SchoolScope, query: GrowthQuery): GrowthAsked {
  return { unit: unitOf(reach, query), days: daysOf(query), basis: query.age_basis };
}

function daysOf({ from, to, window }: GrowthQuery): GrowthDays {
  const [first, last] = [dateOf('from', from), dateOf('to', to)];
  if (window !== undefined && first === null) return { kind: 'window', window, to: last };
  if (window !== undefined || first === null || last === null) {
    throw new DomainError('GROWTH_DAYS_MISSING', 'invalid');
  }
  return { kind: 'days', from: first, to: last };
}
