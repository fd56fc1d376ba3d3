import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, type reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  DecideExemptions,
  type Exemption,
  type ExemptionDecision,
  type OverlayAct,
} from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { etagOf, revisionOf } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import { type ExemptionDto, ExemptionReasonDto, ManagerDecisionDto } from './exemptions.dto.js';
import { OverlayActs } from './overlay-acts.js';
import { presentExemption } from './present-exemption.js';

const IF_MATCH = { name: 'If-Match', description: 'ETag исключения, каким вы его видели', required: true };

type Decide = (tx: EntityManager, decision: ExemptionDecision, act: OverlayAct) => Promise<Exemption>;

/** Decisions about exemptions: by the principal for the own people, by the campaign manager above the quota and for more. */
@ApiTags('exemptions')
@ApiCookieAuth('admin')
@Controller('api/v1/exemptions/:id')
export class ExemptionDecisionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DecideExemptions) private readonly decisions: DecideExemptions,
    @Inject(OverlayActs) private readonly acts: OverlayActs,
  ) {}

  /** Руководитель школы: дать исключение человеку или продлить его. Сверх лимита заявка уходит руководителю кампании. */
  @Post('approve')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('exemptions.approve')
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ExemptionReasonDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const decision = { id, revision: revisionOf(ifMatch), office: 'principal', reason } as const;
    return this.decided(principal, 'exemptions.approve', response, decision, (...all) =>
      this.decisions.approve(...all),
    );
  }

  /** Руководитель школы: отказать в исключении или в продлении. */
  @Post('reject')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('exemptions.approve')
  reject(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ExemptionReasonDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const decision = { id, revision: revisionOf(ifMatch), office: 'principal', reason } as const;
    return this.decided(principal, 'exemptions.approve', response, decision, (...all) =>
      this.decisions.reject(...all),
    );
  }

  /** Руководитель школы: отозвать исключение человека раньше срока. */
  @Post('revoke')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('exemptions.approve')
  revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ExemptionReasonDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const decision = { id, revision: revisionOf(ifMatch), office: 'principal', reason } as const;
    return this.decided(principal, 'exemptions.approve', response, decision, (...all) =>
      this.decisions.revoke(...all),
    );
  }

  /** Руководитель кампании: решение по любой заявке; отозвать он может исключение класса, школы или роли. */
  @Post('decision')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('exemptions.decide')
  decide(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason, decision: verb }: ManagerDecisionDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const decision = { id, revision: revisionOf(ifMatch), office: 'campaign_manager', reason } as const;
    return this.decided(principal, 'exemptions.decide', response, decision, (...all) =>
      this.decisions[verb](...all),
    );
  }

  /** Школа проверила: у ребёнка всё ещё нет документов. Следующая проверка — через квартал. */
  @Post('review')
  @HttpCode(200)
  @ApiHeader(IF_MATCH)
  @RequiresRight('exemptions.request')
  review(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ExemptionReasonDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExemptionDto> {
    const decision = { id, revision: revisionOf(ifMatch), office: 'principal', reason } as const;
    return this.decided(principal, 'exemptions.request', response, decision, (...all) =>
      this.decisions.confirmNeed(...all),
    );
  }

  private async decided(
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
    response: Response,
    decision: ExemptionDecision,
    decide: Decide,
  ): Promise<ExemptionDto> {
    const one = await this.unitOfWork.run(async (tx) =>
      decide(tx, decision, await this.acts.of(tx, principal, right)),
    );
    response.setHeader('ETag', etagOf(one.revision));
    return presentExemption(principal, one);
  }
}
