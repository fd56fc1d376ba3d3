import { Body, Controller, Get, Headers, Inject, Put, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { etagOf, revisionOf } from '../../../platform/http/etag.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { StatisticsPolicies, type StatisticsPolicy } from '../../../statistics/index.js';
import { dateOf } from '../date-of-body.js';
import { StatisticsPolicyChangeDto, StatisticsPolicyDto } from './statistics.dto.js';

/** What the region decides about its statistics. */
@ApiTags('statistics')
@ApiCookieAuth('admin')
@Controller('api/v1/statistics/policy')
export class StatisticsPolicyController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(StatisticsPolicies) private readonly policies: StatisticsPolicies,
  ) {}

  /** Политика статистики региона: с какого дня идёт кампания. */
  @Get()
  @RequiresRight('statistics.read')
  async read(
    @CurrentPrincipal() { regionId }: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatisticsPolicyDto> {
    return present(await this.unitOfWork.direct((tx) => this.policies.read(tx, regionId)), response);
  }

  /** Задать первый день кампании: от него считается прирост «с начала кампании» (I-24). */
  @Put()
  @RequiresRight('statistics.policy')
  @ApiHeader({ name: 'If-Match', required: true, description: 'etag политики из GET.' })
  async change(
    @CurrentPrincipal() { regionId, esiaPersonId: administratorId }: Principal,
    @Body() body: StatisticsPolicyChangeDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StatisticsPolicyDto> {
    const campaignStartedOn = dateOf('campaign_started_on', body.campaign_started_on ?? undefined);
    const revision = revisionOf(ifMatch);
    if (revision === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
    if (Number.isNaN(revision)) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    const changed = await this.unitOfWork.run((tx) =>
      this.policies.change(tx, {
        ...{ regionId, campaignStartedOn, revision, reason: body.reason, administratorId },
        ...{ now: this.clock.now(), traceId: currentRequestId() },
      }),
    );
    return present(changed, response);
  }
}

function present({ campaignStartedOn, revision }: StatisticsPolicy, response: Response): StatisticsPolicyDto {
  const etag = etagOf(revision);
  response.setHeader('ETag', etag);
  return { campaign_started_on: campaignStartedOn, etag };
}
