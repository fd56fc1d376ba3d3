import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { idOfPath } from '../../../platform/http/validation.js';
import {
  CountReportDays,
  OpenReportPeriod,
  type ReportPeriod,
  ReportPeriods,
} from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { isDay, isUuid, keyOf } from '../cursor-key.js';
import { ReportActs } from './report-acts.js';
import {
  OpenReportPeriodDto,
  ReportPeriodDto,
  ReportPeriodsPageDto,
  ReportPeriodsQuery,
} from './report-periods.dto.js';

/** Reporting periods: the ministry opens one, and every obliged school has a report in it. */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/report-periods')
export class ReportPeriodsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(ReportPeriods) private readonly periods: ReportPeriods,
    @Inject(OpenReportPeriod) private readonly opening: OpenReportPeriod,
    @Inject(CountReportDays) private readonly days: CountReportDays,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Периоды, в которых вам видны отчёты, новые сначала. */
  @Get()
  @RequiresRight('reports.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ReportPeriodsQuery,
  ): Promise<ReportPeriodsPageDto> {
    const filter = { state: query.state ?? null, formCode: query.form_code ?? null };
    const page = { limit: query.limit, after: keyOf(query, isDay, isUuid) };
    const scope = reachOf(principal, 'reports.read');
    const found = await this.unitOfWork.direct((tx) => this.periods.list(tx, scope, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ asOf, id }) => [asOf, id]);
    return { items: items.map(present), next_cursor };
  }

  /** Один период. */
  @Get(':id')
  @RequiresRight('reports.read')
  find(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<ReportPeriodDto> {
    const scope = reachOf(principal, 'reports.read');
    return this.unitOfWork.direct(async (tx) => {
      const period = await this.periods.find(tx, scope, id);
      if (period === null) throw new DomainError('NOT_FOUND', 'not_found');
      return present(period);
    });
  }

  /** Открыть период: каждая обязанная школа получает отчёт, заполненный из снимка на эту дату. */
  @Post()
  @RequiresRight('reports.open')
  async open(
    @CurrentPrincipal() principal: Principal,
    @Body() body: OpenReportPeriodDto,
  ): Promise<ReportPeriodDto> {
    const asked = {
      ...{ formCode: body.form_code, formVersion: body.form_version ?? null, name: body.name },
      ...{ firstDay: dayOf('first_day', body.first_day), asOf: dayOf('as_of', body.as_of) },
      ...{ dueOn: dayOf('due_on', body.due_on), dueZone: body.due_zone ?? null },
    };
    await this.days.execute({ ...asked, regionId: principal.regionId, now: this.clock.now() });
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'reports.open');
      const period = await this.periods.find(tx, act.reach, await this.opening.execute(tx, act, asked));
      if (period === null) throw new DomainError('NOT_FOUND', 'not_found');
      return present(period);
    });
  }
}

function present(period: ReportPeriod): ReportPeriodDto {
  return {
    ...{ id: period.id, form_code: period.formCode, form_version: period.formVersion, name: period.name },
    ...{ first_day: period.firstDay, as_of: period.asOf, due_on: period.dueOn, due_zone: period.dueZone },
    ...{ due_before: period.dueBefore, snapshot_id: period.snapshotId, state: period.state },
    ...{ opened_by: period.openedBy, opened_at: period.openedAt, locked_at: period.lockedAt },
    schools: period.schools,
  };
}
