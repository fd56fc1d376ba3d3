import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import { startOfDay } from '../../../kernel/calendar-date.js';
import type { Uuid } from '../../../kernel/ids.js';
import { DeliveryLog, type LogFilter, type ShownDelivery } from '../../../notices/index.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { AuditedAs } from '../audit/audited-as.js';
import { dayOf } from '../campaign-days.js';
import { momentCursorOf, pageByMoment } from '../moment-cursor.js';
import {
  DeliveriesPageDto,
  DeliveriesQuery,
  DeliveryCountsDto,
  type DeliveryDto,
  OptOutDto,
} from './deliveries.dto.js';
import { DeliveryActs } from './delivery-acts.js';

/** The delivery log and the opt-outs that people ask a school for (NOT-10). */
@ApiTags('deliveries')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class DeliveriesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DeliveryLog) private readonly log: DeliveryLog,
    @Inject(DeliveryActs) private readonly acts: DeliveryActs,
  ) {}

  /** Сообщения людям ваших школ, новые сначала: канал, адрес под маской, что с ними стало. */
  @Get('deliveries')
  @RequiresRight('deliveries.read')
  @AuditedAs('deliveries.listed', 'delivery')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DeliveriesQuery,
  ): Promise<DeliveriesPageDto> {
    const page = { limit: query.limit, before: momentCursorOf(query.cursor) };
    const found = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'deliveries.read');
      return this.log.list(tx, act, filterOf(query, act.timeZone), page);
    });
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ createdAt }) => createdAt);
    return { items: items.map(present), next_cursor };
  }

  /** Сколько сообщений в каком состоянии, по каналам и причинам; без людей. */
  @Get('deliveries/counts')
  @RequiresRight('deliveries.counters')
  async counts(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DeliveriesQuery,
  ): Promise<DeliveryCountsDto> {
    const items = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'deliveries.counters');
      // Whoever sees no people must not find one by counting.
      const filter = { ...filterOf(query, act.timeZone), personId: null };
      return this.log.counts(tx, act, filter);
    });
    return { items: [...items] };
  }

  /** Записать отказ человека от необязательных сообщений по каналу; обязательные придут и дальше. */
  @Post('delivery-opt-outs')
  @HttpCode(204)
  @RequiresRight('deliveries.opt_out')
  optOut(@CurrentPrincipal() principal: Principal, @Body() body: OptOutDto): Promise<void> {
    return this.set(principal, body, true);
  }

  /** Записать, что человек снова хочет получать необязательные сообщения. */
  @Post('delivery-opt-outs/withdrawal')
  @HttpCode(204)
  @RequiresRight('deliveries.opt_out')
  optIn(@CurrentPrincipal() principal: Principal, @Body() body: OptOutDto): Promise<void> {
    return this.set(principal, body, false);
  }

  private async set(principal: Principal, body: OptOutDto, out: boolean): Promise<void> {
    const wish = {
      personId: body.person_id.toLowerCase() as Uuid,
      channel: body.channel,
      basis: body.basis,
      out,
    };
    await this.unitOfWork.run(async (tx) =>
      this.log.setOptOut(tx, await this.acts.of(tx, principal, 'deliveries.opt_out'), wish),
    );
  }
}

function filterOf(query: DeliveriesQuery, timeZone: string): LogFilter {
  return {
    ...{ channel: query.channel ?? null, state: query.state ?? null },
    personId: (query.person_id ?? null) as Uuid | null,
    noticeIssueId: (query.notice_issue_id ?? null) as Uuid | null,
    schoolId: (query.school_id ?? null) as Uuid | null,
    since: query.since === undefined ? null : startOfDay(dayOf('since', query.since), timeZone),
  };
}

function present(one: ShownDelivery): DeliveryDto {
  const { id, channel, address, mandatory, state, reason, attempts } = one;
  return {
    ...{ id, person_id: one.personId, notice_issue_id: one.noticeIssueId },
    ...{ channel, address, mandatory, state, reason, attempts },
    next_attempt_at: state === 'queued' ? one.notBefore : null,
    ...{ created_at: one.createdAt, sent_at: one.sentAt, changed_at: one.changedAt },
  };
}
