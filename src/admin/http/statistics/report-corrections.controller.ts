import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Uuid } from '../../../kernel/ids.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { idOfPath } from '../../../platform/http/validation.js';
import {
  AskCorrection,
  type Correction,
  Corrections,
  DecideCorrection,
  type ReportsAct,
} from '../../../statistics/index.js';
import { dayOf } from '../campaign-days.js';
import { momentCursorOf } from '../moment-cursor.js';
import { ReportActs } from './report-acts.js';
import {
  ApproveCorrectionDto,
  AskCorrectionDto,
  CorrectionDetailsDto,
  type CorrectionDto,
  CorrectionsPageDto,
  CorrectionsQuery,
  RefuseCorrectionDto,
} from './report-corrections.dto.js';

/** Corrections of locked reports: the principal asks, the municipality agrees, the ministry approves (e.4, STAT-09). */
@ApiTags('reports')
@ApiCookieAuth('admin')
@Controller('api/v1/report-corrections')
export class ReportCorrectionsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ReportActs) private readonly acts: ReportActs,
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(AskCorrection) private readonly asking: AskCorrection,
    @Inject(DecideCorrection) private readonly deciding: DecideCorrection,
  ) {}

  /** Запросы на исправление, новые сначала. */
  @Get()
  @RequiresRight('reports.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CorrectionsQuery,
  ): Promise<CorrectionsPageDto> {
    const filter = {
      ...{ state: query.state ?? null, periodId: (query.period_id ?? null) as Uuid | null },
      reportId: (query.report_id ?? null) as Uuid | null,
    };
    const page = { limit: query.limit, before: momentCursorOf(query.cursor) };
    const scope = reachOf(principal, 'reports.read');
    const found = await this.unitOfWork.direct((tx) => this.corrections.list(tx, scope, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ askedAt, id }) => [
      askedAt.toISOString(),
      id,
    ]);
    return { items: items.map(present), next_cursor };
  }

  /** Один запрос с таблицей расхождений: что сдано и что говорит новый пересчёт. */
  @Get(':id')
  @RequiresRight('reports.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<CorrectionDetailsDto> {
    const scope = reachOf(principal, 'reports.read');
    const correction = await this.unitOfWork.direct((tx) => this.corrections.find(tx, scope, id));
    if (correction === null) throw new DomainError('NOT_FOUND', 'not_found');
    return presentDetails(correction);
  }

  /** Руководитель школы просит исправить закрытый отчёт. Расхождения с самым новым пересчётом запоминаются сразу. */
  @Post()
  @RequiresRight('reports.submit')
  ask(
    @CurrentPrincipal() principal: Principal,
    @Body() { report_id, reason }: AskCorrectionDto,
  ): Promise<CorrectionDetailsDto> {
    return this.done(principal, 'reports.submit', (tx, act) =>
      this.asking.execute(tx, act, { reportId: report_id as Uuid, reason }),
    );
  }

  /** Муниципалитет согласен с исправлением отчёта своей школы. */
  @Post(':id/agree')
  @HttpCode(200)
  @RequiresRight('reports.agree')
  agree(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<CorrectionDetailsDto> {
    return this.done(principal, 'reports.agree', (tx, act) => this.deciding.agree(tx, act, id));
  }

  /** Министерство утверждает: отчёт открыт новой редакцией, свод — черновик; прежние редакции остаются. */
  @Post(':id/approve')
  @HttpCode(200)
  @RequiresRight('reports.approve')
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason, due_on }: ApproveCorrectionDto,
  ): Promise<CorrectionDetailsDto> {
    const decision = { reason, dueOn: dayOf('due_on', due_on) };
    return this.done(principal, 'reports.approve', (tx, act) => this.deciding.approve(tx, act, id, decision));
  }

  /** Министерство отказывает: отчёт остаётся закрытым. */
  @Post(':id/refuse')
  @HttpCode(200)
  @RequiresRight('reports.approve')
  refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { reason }: RefuseCorrectionDto,
  ): Promise<CorrectionDetailsDto> {
    return this.done(principal, 'reports.approve', (tx, act) => this.deciding.refuse(tx, act, id, reason));
  }

  private async done(
    principal: Principal,
    right: Parameters<ReportActs['of']>[2],
    deed: (tx: EntityManager, act: ReportsAct) => Promise<Correction>,
  ): Promise<CorrectionDetailsDto> {
    return presentDetails(
      await this.unitOfWork.run(async (tx) => deed(tx, await this.acts.of(tx, principal, right))),
    );
  }
}

function present(correction: Correction): Pick<CorrectionDto, keyof CorrectionDto> {
  return {
    ...{ id: correction.id, report_id: correction.reportId, period_id: correction.periodId },
    ...{ period_name: correction.periodName, school_id: correction.schoolId },
    ...{ school_name: correction.schoolName, route: correction.route, state: correction.state },
    ...{ reason: correction.reason, asked_by: correction.askedBy, asked_at: correction.askedAt },
    ...{ agreed_by: correction.agreedBy, agreed_at: correction.agreedAt, decided_by: correction.decidedBy },
    ...{ decided_at: correction.decidedAt, decision_reason: correction.decisionReason },
  };
}

function presentDetails(correction: Correction): CorrectionDetailsDto {
  const { snapshotId, difference } = correction;
  return { ...present(correction), snapshot_id: snapshotId, difference: [...difference] };
}
