import { Controller, Get, Inject, Query, UseInterceptors } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ContentTag } from '../../platform/http/content-tag.interceptor.js';
import { Schools, Territory } from '../../territory/index.js';
import { WaitingWorkOf } from './waiting-work-of.js';
import { TodayDto, TodayQuery } from './today.dto.js';
import { byUrgency, sayWork } from './today-words.js';

/** «Сегодня» (ADM-01): what waits for whoever asks, from every context. */
@ApiTags('today')
@ApiCookieAuth('admin')
@Controller('api/v1/today')
export class TodayController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(WaitingWorkOf) private readonly waiting: WaitingWorkOf,
  ) {}

  /** Что сделать сегодня: виды дел со счётом, сроком и списком, срочное сначала. С If-None-Match ответит 304. */
  @Get()
  @UseInterceptors(ContentTag)
  @RequiresRight('today.read')
  async read(@CurrentPrincipal() principal: Principal, @Query() query: TodayQuery): Promise<TodayDto> {
    const now = this.clock.now();
    const schoolId = (query.school_id ?? null) as Uuid | null;
    return this.unitOfWork.direct(async (tx) => {
      const { timeZone } = await this.territory.region(tx, principal.regionId);
      const today = dayIn(now, timeZone);
      const isKnown =
        schoolId === null ||
        (await this.schools.find(tx, reachOf(principal, 'schools.read'), schoolId)) !== null;
      if (!isKnown) throw new DomainError('NOT_FOUND', 'not_found');
      const asked = { schoolId, now, today, readerId: principal.esiaPersonId };
      const work = await this.waiting.all(tx, principal, asked);
      const tasks = work.map((one) => sayWork(one, { today, timeZone, schoolId }));
      return { day: today, school_id: schoolId, tasks: tasks.sort(byUrgency) };
    });
  }
}
