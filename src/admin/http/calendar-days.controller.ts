import { Body, Controller, Delete, Get, Headers, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { CampaignBoard, ChangeCalendar } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { etagOf, seenRevision } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import { Territory } from '../../territory/index.js';
import { AdministratorActs } from './administrator-acts.js';
import {
  CalendarChangedDto,
  CalendarDaysPageDto,
  CalendarDaysQuery,
  CalendarPeriodDto,
  NewCalendarPeriodDto,
} from './calendar-days.dto.js';
import { dayOf, schoolYearOf } from './campaign-days.js';
import { isDay, isUuid, keyOf } from './cursor-key.js';

type Act = Awaited<ReturnType<AdministratorActs['of']>>;
type Work = (tx: Parameters<AdministratorActs['of']>[0], act: Act) => Promise<Uuid>;

/** Days on which no password may end, and days without lessons. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1/calendar-days')
export class CalendarDaysController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
    @Inject(CampaignBoard) private readonly board: CampaignBoard,
    @Inject(ChangeCalendar) private readonly calendar: ChangeCalendar,
  ) {}

  /** Календарь региона и ваших школ. С 25 августа по 15 сентября отключать нельзя и без записи в нём. */
  @Get()
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CalendarDaysQuery,
  ): Promise<CalendarDaysPageDto> {
    const page = { limit: query.limit, after: keyOf(query, isDay, isUuid) };
    const found = await this.unitOfWork.direct(async (tx) => {
      const { timeZone } = await this.territory.region(tx, principal.regionId);
      const today = dayIn(this.clock.now(), timeZone);
      const from = query.from === undefined ? schoolYearOf(today) : dayOf('from', query.from);
      const filter = { schoolId: (query.school_id ?? null) as Uuid | null, from };
      return this.board.calendar(tx, reachOf(principal, 'campaigns.read'), filter, page);
    });
    const { items, next_cursor } = pageOf(found, query.limit, ({ startsOn, id }) => [startsOn, id]);
    return {
      next_cursor,
      items: items.map(({ id, schoolId, schoolName, kind, name, startsOn, endsOn, revision }) => ({
        ...{ id, school_id: schoolId, school_name: schoolName, kind, name },
        ...{ starts_on: startsOn, ends_on: endsOn, etag: etagOf(revision) },
      })),
    };
  }

  /** Добавить период. В ответе — назначенные даты отключения, которые теперь запрещены. */
  @Post()
  @RequiresRight('calendar.change')
  add(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewCalendarPeriodDto,
  ): Promise<CalendarChangedDto> {
    const entry = { ...periodOf(body), schoolId: (body.school_id ?? null) as Uuid | null };
    return this.changed(principal, (tx, act) => this.calendar.add(tx, act, entry));
  }

  /** Изменить период. */
  @Put(':id')
  @RequiresRight('calendar.change')
  @ApiHeader({ name: 'If-Match', required: true, description: 'etag периода из списка.' })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: CalendarPeriodDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<CalendarChangedDto> {
    const period = { ...periodOf(body), revision: seenRevision(ifMatch) };
    return this.changed(principal, async (tx, act) => {
      await this.calendar.change(tx, act, id, period);
      return id;
    });
  }

  /** Убрать период. */
  @Delete(':id')
  @RequiresRight('calendar.change')
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<CalendarChangedDto> {
    return this.changed(principal, async (tx, act) => {
      await this.calendar.remove(tx, act, id);
      return id;
    });
  }

  private async changed(principal: Principal, work: Work): Promise<CalendarChangedDto> {
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'calendar.change');
      const id = await work(tx, act);
      const dates = await this.calendar.forbiddenDates(tx, principal.regionId, act.today);
      return { id, forbidden_dates: dates.map((one) => ({ ...one })) };
    });
  }
}

function periodOf({ kind, name, starts_on, ends_on }: CalendarPeriodDto) {
  return { kind, name, startsOn: dayOf('starts_on', starts_on), endsOn: dayOf('ends_on', ends_on) };
}
