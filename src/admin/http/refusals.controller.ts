import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type EsiaRefusal, EsiaRefusals, OverlayReadings } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import { dateOf } from './date-of-body.js';
import { CreatedDto } from './family-ties.dto.js';
import { momentCursorOf, pageByMoment } from './moment-cursor.js';
import { maySeePeople, OverlayActs } from './overlay-acts.js';
import {
  type RefusalDto,
  type RefusalReportDto,
  RefusalsPageDto,
  RefusalsQuery,
  RefusalToRecordDto,
} from './refusals.dto.js';

/** Refusals of ESIA: not exemptions, counted apart. */
@ApiTags('refusals')
@ApiCookieAuth('admin')
@Controller('api/v1/refusals')
export class RefusalsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(EsiaRefusals) private readonly refusals: EsiaRefusals,
    @Inject(OverlayReadings) private readonly readings: OverlayReadings,
    @Inject(OverlayActs) private readonly acts: OverlayActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Отказы ваших школ, новые сначала. */
  @Get()
  @RequiresRight('exemptions.read')
  @AuditedAs('refusals.listed', 'refusal')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RefusalsQuery,
  ): Promise<RefusalsPageDto> {
    const found = await this.readings.refusals(reachOf(principal, 'exemptions.read'), {
      schoolId: (query.school_id ?? null) as Uuid | null,
      personId: (query.person_id ?? null) as Uuid | null,
      ...{ isOpen: query.open ?? null, isConfirmed: query.confirmed ?? null },
      after: momentCursorOf(query.cursor),
      limit: query.limit + 1,
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ recordedAt }) => recordedAt);
    return { items: items.map((one) => present(principal, one)), next_cursor };
  }

  /** Сколько отказов сейчас, по школам: с подтверждённым бумажным порядком и без него (I-40). */
  @Get('report')
  @RequiresRight('exemptions.read')
  async report(@CurrentPrincipal() principal: Principal): Promise<RefusalReportDto> {
    const moment = this.clock.now();
    const rows = await this.readings.refusalCounts(reachOf(principal, 'exemptions.read'), moment);
    return {
      as_of: moment,
      confirmed: rows.reduce((sum, { confirmed }) => sum + confirmed, 0),
      unconfirmed: rows.reduce((sum, { unconfirmed }) => sum + unconfirmed, 0),
      items: rows.map(({ schoolId, ...counts }) => ({ school_id: schoolId, ...counts })),
    };
  }

  /** Записать отказ от Госуслуг: за себя или за ребёнка. */
  @Post()
  @RequiresRight('refusals.record')
  async record(
    @CurrentPrincipal() principal: Principal,
    @Body() body: RefusalToRecordDto,
  ): Promise<CreatedDto> {
    const wanted = {
      schoolId: body.school_id as Uuid,
      personId: body.person_id as Uuid,
      refusedById: (body.refused_by_id ?? null) as Uuid | null,
      basis: body.basis,
      refusedOn: dateOf('refused_on', body.refused_on) as CalendarDate,
    };
    return this.unitOfWork.run(async (tx) => ({
      id: await this.refusals.record(tx, wanted, await this.acts.of(tx, principal, 'refusals.record')),
    }));
  }

  /** Отозвать: человек согласился на Госуслуги, или запись ошибочна. */
  @Post(':id/withdraw')
  @HttpCode(204)
  @RequiresRight('refusals.record')
  async withdraw(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.refusals.withdraw(tx, id, await this.acts.of(tx, principal, 'refusals.record')),
    );
  }

  /** Руководитель школы: этот человек получает сведения дневника на бумаге. */
  @Post(':id/paper-confirmation')
  @HttpCode(204)
  @RequiresRight('refusals.confirm')
  async confirm(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.refusals.confirmPaper(tx, id, await this.acts.of(tx, principal, 'refusals.confirm')),
    );
  }
}

function present(principal: Principal, one: EsiaRefusal): RefusalDto {
  const withPeople = maySeePeople(principal, one.schoolId);
  return {
    id: one.id,
    school_id: one.schoolId,
    person_id: withPeople ? one.personId : null,
    refused_by_id: withPeople ? one.refusedById : null,
    basis: one.basis,
    refused_on: one.refusedOn,
    recorded_at: one.recordedAt,
    paper_confirmed_at: one.paperConfirmedAt,
    withdrawn_at: one.withdrawnAt,
  };
}
