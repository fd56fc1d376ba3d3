import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import {
  addDays,
  type CalendarDate,
  dayIn,
  parseCalendarDate,
  startOfDay,
} from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Brownouts } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { Territory } from '../../territory/index.js';
import {
  BrownoutReportDto,
  BrownoutReportQuery,
  type LessonHoursDto,
  LessonHoursListDto,
  RecordLessonHoursDto,
} from './brownout-acts.dto.js';
import { StopBrownoutDto, StoppedBrownoutsDto } from './brownouts.dto.js';
import { isUuid, keyOf } from './cursor-key.js';

/** So far back the report looks, where nobody says how far. */
const REPORT_DAYS = 30;

/** What concerns many brownouts at once: a whole act, the report by school (I-39), the hours of lessons. */
@ApiTags('brownouts')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class BrownoutActsController {
  constructor(
    @Inject(Brownouts) private readonly brownouts: Brownouts,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Отменить все окна одного действия: запланированные — совсем, идущие закончить сейчас. */
  @Post('brownout-acts/:id/cancel')
  @HttpCode(200)
  @RequiresRight('brownouts.plan')
  async cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) actId: Uuid,
    @Body() { reason }: StopBrownoutDto,
  ): Promise<StoppedBrownoutsDto> {
    const planner = { esiaPersonId: principal.esiaPersonId, scope: reachOf(principal, 'brownouts.plan') };
    return { stopped: await this.brownouts.cancel(planner, { actId }, reason) };
  }

  /** По школам: скольким отказано и сколько из них привязалось за 48 часов. Учётная запись считается один раз. */
  @Get('brownout-report')
  @RequiresRight('campaigns.read')
  async report(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BrownoutReportQuery,
  ): Promise<BrownoutReportDto> {
    const when = await this.timeOf(principal.regionId, query);
    const page = { limit: query.limit, after: keyOf(query, (text) => text.length > 0, isUuid) };
    const found = await this.brownouts.bySchool(reachOf(principal, 'campaigns.read'), when, page);
    const { items, next_cursor } = pageOf(found, query.limit, ({ schoolName, schoolId }) => [
      schoolName,
      schoolId,
    ]);
    return {
      items: items.map((one) => ({
        ...{ school_id: one.schoolId, school_name: one.schoolName, windows: one.windows, held: one.held },
        ...{ denied: one.denied, linked_48h: one.linked48h, linked_share: one.share },
      })),
      next_cursor,
    };
  }

  /** Когда идут уроки: часы региона и школ, у которых они свои. Пробные отключения на них не попадают. */
  @Get('lesson-hours')
  @RequiresRight('campaigns.read')
  async lessons(@CurrentPrincipal() { regionId }: Principal): Promise<LessonHoursListDto> {
    const recorded = await this.brownouts.lessons(regionId);
    return {
      items: recorded.map(({ schoolId, weekdays, from, until }): LessonHoursDto => ({
        ...{ school_id: schoolId, weekdays: [...weekdays], from: timeOf(from), until: timeOf(until) },
      })),
    };
  }

  /** Записать часы уроков региона или одной школы. */
  @Put('lesson-hours')
  @HttpCode(204)
  @RequiresRight('calendar.change')
  recordLessons(@CurrentPrincipal() principal: Principal, @Body() body: RecordLessonHoursDto): Promise<void> {
    const decider = { esiaPersonId: principal.esiaPersonId, scope: reachOf(principal, 'calendar.change') };
    const hours = { weekdays: body.weekdays, from: minutesOf(body.from), until: minutesOf(body.until) };
    return this.brownouts.recordLessons(decider, (body.school_id ?? null) as Uuid | null, hours);
  }

  private async timeOf(regionId: Uuid, { from, to, act_id }: BrownoutReportQuery) {
    const { timeZone } = await this.unitOfWork.direct((tx) => this.territory.region(tx, regionId));
    const today = dayIn(this.clock.now(), timeZone);
    const last = to === undefined ? today : dayOf('to', to);
    const first = from === undefined ? addDays(last, -REPORT_DAYS) : dayOf('from', from);
    return {
      from: startOfDay(first, timeZone),
      until: startOfDay(addDays(last, 1), timeZone),
      actId: (act_id ?? null) as Uuid | null,
    };
  }
}

function dayOf(field: string, text: string): CalendarDate {
  const day = parseCalendarDate(text);
  if (day === null) throw new InvalidInput([{ field, message: 'такого дня нет в календаре' }]);
  return day;
}

/** Minutes from midnight of `08:30`. */
function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

function timeOf(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
