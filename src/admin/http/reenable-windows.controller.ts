import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  OverlayReadings,
  ReenablePasswords,
  ReenableSchool,
  type ReenableWindow,
} from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { momentCursorOf, pageByMoment } from './moment-cursor.js';
import { OverlayActs } from './overlay-acts.js';
import {
  ReenableAccountDto,
  ReenabledSchoolDto,
  ReenableReasonDto,
  ReenableSchoolDto,
  ReenableTermsDto,
  type ReenableWindowDto,
  ReenableWindowsPageDto,
  ReenableWindowsQuery,
} from './reenable-windows.dto.js';

/** Some days in which an old password works again. */
@ApiTags('reenable-windows')
@ApiCookieAuth('admin')
@Controller('api/v1/reenable-windows')
export class ReenableWindowsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReenablePasswords) private readonly passwords: ReenablePasswords,
    @Inject(ReenableSchool) private readonly school: ReenableSchool,
    @Inject(OverlayReadings) private readonly readings: OverlayReadings,
    @Inject(OverlayActs) private readonly acts: OverlayActs,
  ) {}

  /** Просьбы и возобновления ваших школ, новые сначала. */
  @Get()
  @RequiresRight('reenable.decide')
  @AuditedAs('reenable_windows.listed', 'reenable_window')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ReenableWindowsQuery,
  ): Promise<ReenableWindowsPageDto> {
    const found = await this.readings.windows(reachOf(principal, 'reenable.decide'), {
      schoolId: (query.school_id ?? null) as Uuid | null,
      state: query.state ?? null,
      after: momentCursorOf(query.cursor),
      limit: query.limit + 1,
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ requestedAt }) => requestedAt);
    return { items: items.map(present), next_cursor };
  }

  /** Возобновить вход по паролю для одной записи: один раз, не больше 7 дней. */
  @Post()
  @RequiresRight('reenable.decide')
  give(
    @CurrentPrincipal() principal: Principal,
    @Body() { account_id, days, reason }: ReenableAccountDto,
  ): Promise<ReenableWindowDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'reenable.decide');
      return present(await this.passwords.give(tx, account_id as Uuid, { days: days ?? null, reason }, act));
    });
  }

  /** Руководитель кампании: возобновить для всех непривязанных записей школы и волны. */
  @Post('school')
  @RequiresRight('reenable.school')
  giveToSchool(
    @CurrentPrincipal() principal: Principal,
    @Body() { campaign_id, days, reason }: ReenableSchoolDto,
  ): Promise<ReenabledSchoolDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'reenable.school');
      return this.school.execute(tx, campaign_id as Uuid, { days: days ?? null, reason }, act);
    });
  }

  /** Удовлетворить просьбу пользователя. */
  @Post(':id/approve')
  @HttpCode(200)
  @RequiresRight('reenable.decide')
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { days, reason }: ReenableTermsDto,
  ): Promise<ReenableWindowDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'reenable.decide');
      return present(await this.passwords.approve(tx, id, { days: days ?? null, reason }, act));
    });
  }

  /** Отказать с причиной. Пользователь может попросить снова. */
  @Post(':id/refuse')
  @HttpCode(200)
  @RequiresRight('reenable.decide')
  refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ReenableReasonDto,
  ): Promise<ReenableWindowDto> {
    return this.unitOfWork.run(async (tx) =>
      present(
        await this.passwords.refuse(tx, id, reason, await this.acts.of(tx, principal, 'reenable.decide')),
      ),
    );
  }
}

function present(one: ReenableWindow): ReenableWindowDto {
  return {
    id: one.id,
    scope: one.scope,
    account_id: one.accountId,
    external_id: one.externalId,
    person_id: one.personId,
    school_id: one.schoolId,
    campaign_id: one.campaignId,
    state: one.state,
    requested_at: one.requestedAt,
    reason: one.reason,
    decided_at: one.decidedAt,
    decision_reason: one.decisionReason,
    until: one.until,
  };
}
