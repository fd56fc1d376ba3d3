import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { BreakGlassDesk, EsiaOutageDesk } from '../../legacy/index.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath } from '../../platform/http/validation.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import {
  ApproveBreakGlassDto,
  BreakGlassEndedDto,
  BreakGlassOnDto,
  BreakGlassPageDto,
  DeclareOutageDto,
  EmergencyMadeDto,
  EndEmergencyDto,
  EsiaOutagesPageDto,
  RequestBreakGlassDto,
} from './emergencies.dto.js';
import { pageByMoment } from './moment-cursor.js';

/** What a region does when Госуслуги are down: break-glass (LEG-12) after the cut-over, the outage (LEG-19) before it. */
@ApiTags('emergencies')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class EmergenciesController {
  constructor(
    @Inject(BreakGlassDesk) private readonly breakGlass: BreakGlassDesk,
    @Inject(EsiaOutageDesk) private readonly outages: EsiaOutageDesk,
  ) {}

  /** Аварийный доступ: запросы и включения, новые сначала. */
  @Get('break-glass')
  @RequiresRight('emergencies.declare')
  async listBreakGlass(
    @CurrentPrincipal() { regionId }: Principal,
    @Query() query: PageQuery,
  ): Promise<BreakGlassPageDto> {
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.breakGlass.list(regionId, page);
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ requestedAt }) => requestedAt);
    return {
      items: items.map((one) => ({
        ...{ id: one.id, state: one.state, hours: one.hours, reason: one.reason, until: one.until },
        ...{ requested_by: one.requestedBy, requested_at: one.requestedAt },
        ...{ approved_by: one.approvedBy, approved_at: one.approvedAt },
        ...{ ended_by: one.endedBy, ended_at: one.endedAt },
      })),
      next_cursor,
    };
  }

  /** Запросить аварийный доступ для региона. Включит его второй человек, не позже чем через час. */
  @Post('break-glass')
  @HttpCode(201)
  @RequiresRight('emergencies.declare')
  async requestBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @Body() { hours, reason }: RequestBreakGlassDto,
  ): Promise<EmergencyMadeDto> {
    return { id: await this.breakGlass.request(principal, { hours, reason }) };
  }

  /** Подтвердить чужой запрос: пароли региона действуют с этой минуты и до названного срока. */
  @Post('break-glass/:id/approve')
  @HttpCode(200)
  @RequiresRight('emergencies.declare')
  async approveBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: ApproveBreakGlassDto,
  ): Promise<BreakGlassOnDto> {
    return { until: await this.breakGlass.approve(principal, id, reason) };
  }

  /** Закончить раньше срока или отозвать запрос; второй человек для этого не нужен. */
  @Post('break-glass/:id/end')
  @HttpCode(200)
  @RequiresRight('emergencies.declare')
  async endBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: EndEmergencyDto,
  ): Promise<BreakGlassEndedDto> {
    return { state: await this.breakGlass.end(principal, id, reason) };
  }

  /** Недоступность Госуслуг: когда, кем объявлена, чем кончилась; новые сначала. */
  @Get('esia-outages')
  @RequiresRight('emergencies.declare')
  async listOutages(
    @CurrentPrincipal() { regionId }: Principal,
    @Query() query: PageQuery,
  ): Promise<EsiaOutagesPageDto> {
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.outages.list(regionId, page);
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ startedAt }) => startedAt);
    return {
      items: items.map((one) => ({
        ...{ id: one.id, set_by: one.setBy, reason: one.reason, started_at: one.startedAt },
        ...{ until: one.until, ended_at: one.endedAt, ended_by: one.endedBy },
      })),
      next_cursor,
    };
  }

  /** Объявить недоступность Госуслуг: до отключения паролей они действуют с предупреждением, после него это ничего не меняет. */
  @Post('esia-outages')
  @HttpCode(201)
  @RequiresRight('emergencies.declare')
  async declareOutage(
    @CurrentPrincipal() principal: Principal,
    @Body() { hours, reason }: DeclareOutageDto,
  ): Promise<EmergencyMadeDto> {
    return { id: await this.outages.declare(principal, { hours, reason }) };
  }

  /** Госуслуги снова работают. */
  @Post('esia-outages/:id/end')
  @HttpCode(204)
  @RequiresRight('emergencies.declare')
  endOutage(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: EndEmergencyDto,
  ): Promise<void> {
    return this.outages.end(principal, id, reason);
  }
}
