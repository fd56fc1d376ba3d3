import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type MaskedLink, SchoolDecisions, SchoolReadings } from '../../linking/index.js';
import { pageOf } from '../../platform/http/cursor.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import {
  ConfirmLinkDto,
  LinkHistoryDto,
  LinksPageDto,
  LinkStateDto,
  RefuseLinkDto,
  LinksQuery,
  RevokeLinkDto,
  SuspendLinkDto,
} from './links.dto.js';
import { momentCursorOf } from './moment-cursor.js';
import { presentLink, presentStep } from './present-link.js';

/** The links of a school's accounts: who, why, and their end. */
@ApiTags('links')
@ApiCookieAuth('admin')
@Controller('api/v1/links')
export class LinksController {
  constructor(
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
  ) {}

  /** Привязки ваших школ, новые сначала; имена под маской. */
  @Get()
  @RequiresRight('links.read')
  @AuditedAs('links.listed', 'link')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: LinksQuery): Promise<LinksPageDto> {
    const after = momentCursorOf(query.cursor);
    const found = await this.readings.links(at(principal, 'links.read'), {
      schoolId: (query.school_id ?? null) as Uuid | null,
      personId: (query.person_id ?? null) as Uuid | null,
      state: (query.state ?? null) as MaskedLink['link']['state'] | null,
      after: after && { createdAt: after.at, id: after.id },
      limit: query.limit + 1,
    });
    const { items, next_cursor } = pageOf(found, query.limit, ({ link }) => [
      link.createdAt.toISOString(),
      link.id,
    ]);
    return { items: items.map(presentLink), next_cursor };
  }

  /** История привязки: какое правило, что совпало, кто и почему. Значений в ней нет. */
  @Get(':id/history')
  @RequiresRight('links.read')
  @AuditedAs('link.history_read', 'link')
  async history(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<LinkHistoryDto> {
    const found = await this.readings.history(at(principal, 'links.read'), id);
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { id, state: found.link.state, steps: found.steps.map(presentStep) };
  }

  /** Отвязать с причиной. После wrong_person запись свободна сразу, иначе другому — через сутки. */
  @Post(':id/revoke')
  @HttpCode(200)
  @RequiresRight('links.end')
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason, basis }: RevokeLinkDto,
  ): Promise<LinkStateDto> {
    const order = { linkId: id, reason, basis: basis ?? null };
    const decider = at(principal, 'links.end');
    await this.decisions.revokeLink(decider, order);
    return this.stateOf(decider, id);
  }

  /** Приостановить на слово пользователя, что его Госуслуги в чужих руках. Вернёт доступ только школа. */
  @Post(':id/suspend')
  @HttpCode(200)
  @RequiresRight('links.lock')
  async suspend(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() _body: SuspendLinkDto,
  ): Promise<LinkStateDto> {
    const decider = at(principal, 'links.lock');
    await this.decisions.lockLink(decider, id);
    return this.stateOf(decider, id);
  }

  /** Вернуть доступ после блокировки или спора: школа видела человека и документ. */
  @Post(':id/resume')
  @HttpCode(200)
  @RequiresRight('links.end')
  async resume(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { basis }: ConfirmLinkDto,
  ): Promise<LinkStateDto> {
    const decider = at(principal, 'links.end');
    await this.decisions.resumeLink(decider, { linkId: id, basis });
    return this.stateOf(decider, id);
  }

  /** Подтвердить привязку, которая ждёт доказательства: школа видела документ. */
  @Post(':id/confirm')
  @HttpCode(200)
  @RequiresRight('link_reviews.decide')
  async confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { basis }: ConfirmLinkDto,
  ): Promise<LinkStateDto> {
    const decider = at(principal, 'link_reviews.decide');
    await this.decisions.confirmLink(decider, { linkId: id, basis });
    return this.stateOf(decider, id);
  }

  /** Не подтвердить привязку, которая ждёт доказательства. */
  @Post(':id/refuse')
  @HttpCode(200)
  @RequiresRight('link_reviews.decide')
  async refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: RefuseLinkDto,
  ): Promise<LinkStateDto> {
    const decider = at(principal, 'link_reviews.decide');
    await this.decisions.refuseLink(decider, { linkId: id, reason });
    return this.stateOf(decider, id);
  }

  private async stateOf(decider: ReturnType<typeof at>, id: Uuid): Promise<LinkStateDto> {
    const found = await this.readings.history(decider, id);
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { state: found.link.state };
  }
}

function at(principal: Principal, right: Parameters<typeof reachOf>[1]) {
  return { esiaPersonId: principal.esiaPersonId, place: reachOf(principal, right) };
}
