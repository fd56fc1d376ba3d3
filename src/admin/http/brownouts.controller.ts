import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Brownouts } from '../../legacy/index.js';
import { pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { AuditedAs } from './audit/audited-as.js';
import {
  BrownoutDto,
  BrownoutHitsDto,
  BrownoutPlanDto,
  BrownoutPreviewDto,
  BrownoutsPageDto,
  BrownoutsPlannedDto,
  BrownoutsQuery,
  StopBrownoutDto,
  StoppedBrownoutsDto,
} from './brownouts.dto.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import { presentBrownout, presentHit, presentPlanned, presentPreview } from './present-brownout.js';
import { pageByMoment } from './moment-cursor.js';

/** Brownouts: passwords of a school's wave are refused for some hours, to show who is not ready (LEG-07, LEG-08). */
@ApiTags('brownouts')
@ApiCookieAuth('admin')
@Controller('api/v1/brownouts')
export class BrownoutsController {
  constructor(@Inject(Brownouts) private readonly brownouts: Brownouts) {}

  /** Окна ваших школ, поздние сначала: состояние, засчитано ли, скольким отказано и сколько из них привязалось. */
  @Get()
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BrownoutsQuery,
  ): Promise<BrownoutsPageDto> {
    const filter = {
      ...{ schoolId: idOf(query.school_id), journalSystemId: idOf(query.journal_system_id) },
      ...{ wave: query.wave ?? null, state: query.state ?? null, actId: idOf(query.act_id) },
    };
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.brownouts.list(reachOf(principal, 'campaigns.read'), filter, page);
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ startsAt }) => startsAt);
    return { items: items.map(presentBrownout), next_cursor };
  }

  /** Одно окно. */
  @Get(':id')
  @RequiresRight('campaigns.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<BrownoutDto> {
    const filter = { id, schoolId: null, journalSystemId: null, wave: null, state: null, actId: null };
    const page = { limit: 1, after: null };
    const [found] = await this.brownouts.list(reachOf(principal, 'campaigns.read'), filter, page);
    if (found === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return presentBrownout(found);
  }

  /** Кому окно отказало и кто из них привязался за 48 часов; имена под маской. */
  @Get(':id/hits')
  @RequiresRight('credentials.read')
  @AuditedAs('brownout.hits_listed', 'brownout')
  async hits(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PageQuery,
  ): Promise<BrownoutHitsDto> {
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const found = await this.brownouts.hits(reachOf(principal, 'credentials.read'), id, page);
    const { items, next_cursor } = pageOf(found, query.limit, ({ firstAt, accountId }) => [
      firstAt.toISOString(),
      accountId,
    ]);
    return { items: items.map(presentHit), next_cursor };
  }

  /** Кого коснулось бы: числа по школам и волнам, чему мешает календарь, и когда можно. Ничего не меняет. */
  @Post('preview')
  @HttpCode(200)
  @RequiresRight('brownouts.plan')
  async preview(
    @CurrentPrincipal() principal: Principal,
    @Body() body: BrownoutPlanDto,
  ): Promise<BrownoutPreviewDto> {
    return presentPreview(await this.brownouts.preview(planner(principal), wantedOf(body)));
  }

  /** Запланировать окна для школ и волн одним действием. Где нельзя, там окна не будет, и ответ скажет почему. */
  @Post()
  @HttpCode(201)
  @RequiresRight('brownouts.plan')
  async plan(
    @CurrentPrincipal() principal: Principal,
    @Body() body: BrownoutPlanDto,
  ): Promise<BrownoutsPlannedDto> {
    const { actId, windows } = await this.brownouts.plan(planner(principal), wantedOf(body));
    const planned = windows.filter(({ windowId }) => windowId !== null).length;
    return {
      ...{ act_id: actId, planned, refused: windows.length - planned },
      windows: windows.map(presentPlanned),
    };
  }

  /** Отменить запланированное окно или закончить идущее раньше срока. */
  @Post(':id/cancel')
  @HttpCode(200)
  @RequiresRight('brownouts.plan')
  async cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: StopBrownoutDto,
  ): Promise<StoppedBrownoutsDto> {
    return { stopped: await this.brownouts.cancel(planner(principal), { id }, reason) };
  }
}

function planner(principal: Principal) {
  return { esiaPersonId: principal.esiaPersonId, scope: reachOf(principal, 'brownouts.plan') };
}

function idOf(text: string | undefined): Uuid | null {
  return (text ?? null) as Uuid | null;
}

function wantedOf(body: BrownoutPlanDto) {
  return {
    target: {
      journalSystemId: body.journal_system_id as Uuid,
      schoolIds: (body.school_ids ?? null) as readonly Uuid[] | null,
      waves: body.waves,
    },
    ...{ startsAt: momentOf('starts_at', body.starts_at), endsAt: momentOf('ends_at', body.ends_at) },
    ...{ share: body.share, reason: body.reason },
  };
}

/** A day that no calendar has would roll over to the next month. */
function momentOf(field: string, text: string): Date {
  if (parseCalendarDate(text.slice(0, 10)) === null) {
    throw new InvalidInput([{ field, message: 'такого дня нет в календаре' }]);
  }
  return new Date(text);
}
