import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { ConfirmCutover, OrderCampaigns, PreviewAct } from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { revisionOf } from '../../platform/http/etag.js';
import { ProblemCatalog } from '../../platform/http/problem-catalog.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AdministratorActs } from './administrator-acts.js';
import {
  CampaignActDto,
  CampaignActPreviewDto,
  CampaignActResultDto,
  CampaignConfirmationDto,
  CampaignOrderDto,
  CampaignResultDto,
  ConfirmedDto,
} from './campaign-acts.dto.js';
import { actOf, orderOf } from './campaign-acts.parse.js';
import { presentHeld, presentMoved, presentPreview } from './present-campaign-act.js';

/** What people order upon campaigns: always with an author and a reason. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class CampaignActsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
    @Inject(OrderCampaigns) private readonly orders: OrderCampaigns,
    @Inject(PreviewAct) private readonly previews: PreviewAct,
    @Inject(ConfirmCutover) private readonly confirmation: ConfirmCutover,
    @Inject(ProblemCatalog) private readonly catalog: ProblemCatalog,
  ) {}

  /** Одно действие над многими кампаниями: каждая школа целиком или никак; перенос по отбору — каждая кампания отдельно. */
  @Post('campaign-acts')
  @HttpCode(200)
  @RequiresRight('campaigns.plan')
  async order(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CampaignActDto,
  ): Promise<CampaignActResultDto> {
    const ordered = actOf(body);
    const { actId, steps, held } = await this.unitOfWork.run(async (tx) =>
      this.orders.execute(tx, await this.acts.of(tx, principal, 'campaigns.plan'), ordered),
    );
    return {
      ...{ act_id: actId, moved: steps.length, held: held.length },
      items: [...steps.map(presentMoved), ...held.map((one) => presentHeld(one, this.catalog))],
    };
  }

  /** Что будет: какие кампании переведутся, какие останутся, сколько записей затронет, по школам. Ничего не меняет. */
  @Post('campaign-acts/preview')
  @HttpCode(200)
  @RequiresRight('campaigns.plan')
  async preview(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CampaignActDto,
  ): Promise<CampaignActPreviewDto> {
    const ordered = actOf(body);
    const act = await this.unitOfWork.direct((tx) => this.acts.of(tx, principal, 'campaigns.plan'));
    return presentPreview(await this.previews.execute(act, ordered), this.catalog);
  }

  /** Действие над одной кампанией в том виде, в каком вы её видели: нужен If-Match. Следующие волны идут за переносом и возвратом. */
  @Post('campaigns/:id/acts')
  @HttpCode(200)
  @RequiresRight('campaigns.plan')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag кампании, как её открыли.' })
  async orderOne(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: CampaignOrderDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<CampaignResultDto[]> {
    const order = orderOf(body);
    const revision = seen(ifMatch);
    const steps = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'campaigns.plan');
      return this.orders.one(tx, act, { campaignId: id, revision, order, reason: body.reason });
    });
    return steps.map(presentMoved);
  }

  /** Подтвердить отключение этой даты. В ответе — отказы от Госуслуг: без бумажной замены отключение не состоится. */
  @Post('campaigns/:id/confirmation')
  @HttpCode(200)
  @RequiresRight('campaigns.confirm')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag кампании, как её открыли.' })
  async confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: CampaignConfirmationDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ConfirmedDto> {
    const revision = seen(ifMatch);
    const refusals = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'campaigns.confirm');
      return this.confirmation.execute(tx, act, { campaignId: id, revision, reason });
    });
    return {
      without_paper: refusals.filter(({ paperConfirmedAt }) => paperConfirmedAt === null).length,
      refusals: refusals.map(({ id: refusal_id, refusedOn, paperConfirmedAt }) => ({
        ...{ refusal_id, refused_on: refusedOn, paper_confirmed_at: paperConfirmedAt },
      })),
    };
  }
}

function seen(ifMatch: string | undefined): number {
  const revision = revisionOf(ifMatch);
  if (revision === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
  return revision;
}
