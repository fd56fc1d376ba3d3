import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { PageQuery } from '../../../platform/http/page-query.dto.js';
import { idOfPath, InvalidInput } from '../../../platform/http/validation.js';
import { type Leak, leakClock, LeakDesk, noticeStanding } from '../../../privacy/index.js';
import { isMoment, isUuid, keyOf } from '../cursor-key.js';
import { pageByMoment } from '../moment-cursor.js';
import {
  ConclusionDto,
  LeakCardDto,
  type LeakDto,
  LeaksPageDto,
  LeaksQuery,
  NewLeakDto,
  NoticeSentDto,
  TouchedPeopleDto,
} from './leaks.dto.js';
import { officerOf } from './officer-of.js';

/** Leaks: whom they touched, and the hours that the law gives (PD-08). */
@ApiTags('personal-data')
@ApiCookieAuth('admin')
@Controller('api/v1/leaks')
export class LeaksController {
  constructor(
    @Inject(LeakDesk) private readonly leaks: LeakDesk,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Случаи утечки, новые сначала, со сроками уведомлений. */
  @Get()
  @RequiresRight('leaks.read')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: LeaksQuery): Promise<LeaksPageDto> {
    const now = this.clock.now();
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.leaks.list(officerOf(principal, 'leaks.read', now), page);
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ foundAt }) => foundAt);
    return { items: items.map((leak) => present(leak, now)), next_cursor };
  }

  /** Записать случай: через кого или где, и когда. */
  @Post()
  @RequiresRight('leaks.record')
  async record(@CurrentPrincipal() principal: Principal, @Body() body: NewLeakDto): Promise<LeakDto> {
    const now = this.clock.now();
    return present(await this.leaks.record(officerOf(principal, 'leaks.record', now), leakOf(body)), now);
  }

  /** Случай и скольких людей он мог коснуться, по категориям: посчитано по аудиту. */
  @Get(':id')
  @RequiresRight('leaks.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<LeakCardDto> {
    const now = this.clock.now();
    const { leak, touched } = await this.leaks.read(officerOf(principal, 'leaks.read', now), id);
    return Object.assign(present(leak, now), { touched });
  }

  /** Кого мог коснуться: идентификаторы, только ответственному за персональные данные. */
  @Get(':id/people')
  @RequiresRight('leaks.people')
  async people(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PageQuery,
  ): Promise<TouchedPeopleDto> {
    const page = { limit: query.limit, after: keyOf(query, isUuid)?.[0] ?? null };
    const found = await this.leaks.people(officerOf(principal, 'leaks.people', this.clock.now()), id, page);
    const { items, next_cursor } = pageOf(found, query.limit, (person) => [person]);
    return { items: [...items], next_cursor };
  }

  /** Роскомнадзор уведомлён. */
  @Post(':id/notices')
  @HttpCode(204)
  @RequiresRight('leaks.record')
  notify(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { notice }: NoticeSentDto,
  ): Promise<void> {
    return this.leaks.notified(officerOf(principal, 'leaks.record', this.clock.now()), id, notice);
  }

  /** Закрыть случай с выводом. */
  @Post(':id/close')
  @HttpCode(204)
  @RequiresRight('leaks.record')
  close(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { conclusion }: ConclusionDto,
  ): Promise<void> {
    return this.leaks.close(officerOf(principal, 'leaks.record', this.clock.now()), id, conclusion);
  }
}

function leakOf(body: NewLeakDto): Parameters<LeakDesk['record']>[1] {
  const { actor_kind: actorKind, actor_id: actorId, school_id: schoolId } = body;
  if ((actorKind === undefined) !== (actorId === undefined))
    throw new InvalidInput([{ field: 'actor_id', message: 'actor_kind и actor_id называют вместе' }]);
  if (actorId === undefined && schoolId === undefined)
    throw new InvalidInput([{ field: 'actor_id', message: 'назовите, через кого утечка, или школу' }]);
  return {
    ...{ what: body.what, foundAt: momentOf('found_at', body.found_at) },
    ...{ from: momentOf('from', body.from), to: momentOf('to', body.to) },
    ...{ actorKind: actorKind ?? null, actorId: actorId ?? null },
    schoolId: (schoolId?.toLowerCase() ?? null) as Uuid | null,
  };
}

/** A moment with its offset: an hour without one could be any. */
function momentOf(field: string, text: string): Date {
  const moment = new Date(text);
  if (
    !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ||
    Number.isNaN(moment.getTime()) ||
    moment.getUTCFullYear() < 2000
  )
    throw new InvalidInput([{ field, message: 'нужны дата и время с часовым поясом' }]);
  return moment;
}

function present(leak: Leak, now: Date): LeakDto {
  const { firstNoticeDue, inquiryNoticeDue } = leakClock(leak.foundAt);
  return {
    ...{ id: leak.id, what: leak.what, found_at: leak.foundAt, from: leak.from, to: leak.to },
    ...{ actor_kind: leak.actorKind, actor_id: leak.actorId, school_id: leak.schoolId },
    first_notice_due: firstNoticeDue,
    first_notice: noticeStanding(firstNoticeDue, leak.firstNoticeAt, now),
    inquiry_notice_due: inquiryNoticeDue,
    inquiry_notice: noticeStanding(inquiryNoticeDue, leak.inquiryNoticeAt, now),
    ...{ closed_at: leak.closedAt, conclusion: leak.conclusion },
  };
}
