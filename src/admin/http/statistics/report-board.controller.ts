import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import {
  DisciplineBoard,
  type DisciplineLine,
  REMINDER_TEXTS,
  type ReportReminder,
  ReportReminders,
  roundedShare,
} from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { isMoment, isNumber, keyOf } from '../cursor-key.js';
import { ReportActs } from './report-acts.js';
import {
  DisciplinePageDto,
  DisciplineQuery,
  type DisciplineRowDto,
  RemindersPageDto,
  RemindersQuery,
  type ReportReminderDto,
} from './report-board.dto.js';

/** What is owed, and how schools and municipalities report (REP-03, REP-07). */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class ReportBoardController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(ReportReminders) private readonly reminders: ReportReminders,
    @Inject(DisciplineBoard) private readonly board: DisciplineBoard,
  ) {}

  /** Напоминания о несданном, ближний срок сначала: последнее по каждому отчёту и своду. Сдали — напоминания нет. */
  @Get('report-reminders')
  @RequiresRight('reports.read')
  async remindersOf(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RemindersQuery,
  ): Promise<RemindersPageDto> {
    const filter = { periodId: (query.period_id ?? null) as Uuid | null, stage: query.stage ?? null };
    const [at, id] = keyOf(query, isMoment, isNumber) ?? [];
    const after = at === undefined || id === undefined ? null : { at: new Date(at), id };
    const scope = reachOf(principal, 'reports.read');
    const page = { limit: query.limit, after };
    const found = await this.unitOfWork.direct((tx) => this.reminders.list(tx, scope, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, (reminder) => [
      ...[reminder.dueBefore.toISOString(), reminder.id],
    ]);
    return { items: items.map(presentReminder), next_cursor };
  }

  /** Дисциплина отчётности: в срок, с опозданием, не сдано; доли, медиана времени приёма и место. */
  @Get('reports/discipline')
  @RequiresRight('reports.read')
  async discipline(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DisciplineQuery,
  ): Promise<DisciplinePageDto> {
    const filter = {
      ...{ by: query.by, periodId: (query.period_id ?? null) as Uuid | null },
      formCode: query.form_code ?? null,
      since: query.since === undefined ? null : dayOf('since', query.since),
      until: query.until === undefined ? null : dayOf('until', query.until),
    };
    const [start] = keyOf(query, isNumber) ?? ['0'];
    const scope = reachOf(principal, 'reports.read');
    const lines = await this.unitOfWork.direct((tx) =>
      this.board.execute(tx, scope, this.acts.now(), filter),
    );
    const rest = lines.map((line, index) => ({ line, index })).slice(Number(start));
    const { items, next_cursor } = pageOf(rest, query.limit, ({ index }) => [String(index + 1)]);
    return { items: items.map(({ line }) => presentLine(line)), next_cursor };
  }
}

function presentReminder(reminder: ReportReminder): ReportReminderDto {
  return {
    ...{ id: reminder.id, report_id: reminder.reportId, rollup_id: reminder.rollupId },
    ...{ period_id: reminder.periodId, period_name: reminder.periodName, school_id: reminder.schoolId },
    ...{ school_name: reminder.schoolName, municipality_id: reminder.municipalityId },
    ...{ municipality_name: reminder.municipalityName, state: reminder.state, stage: reminder.stage },
    ...{ text: REMINDER_TEXTS[reminder.stage], due_on: reminder.dueOn, due_before: reminder.dueBefore },
    opened_at: reminder.openedAt,
  };
}

function presentLine(line: DisciplineLine): DisciplineRowDto {
  return {
    ...{ id: line.unitId, name: line.name, obliged: line.obliged, submitted: line.submitted },
    ...{ on_time: line.onTime, late: line.late, overdue: line.overdue, missing: line.missing },
    ...{ returned: line.returned, submission_rate: line.submissionRate, return_rate: line.returnRate },
    submission_rate_percent: roundedShare(line.submissionRate),
    return_rate_percent: roundedShare(line.returnRate),
    ...{ municipal_latency_seconds: line.latencySeconds, place: line.place },
  };
}
