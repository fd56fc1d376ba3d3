import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { type ImportBatch, RosterPushes, type RosterSender } from '../../roster/index.js';
import { CallingRosterSender, ForRosterSources } from './internal-client.guard.js';
import {
  PushedImportDto,
  PushedImportQuery,
  RosterPushAcceptedDto,
  RosterPushQuery,
} from './roster-pushes.dto.js';

const SECTIONS = ['orgs', 'classes', 'users', 'demographics', 'enrollments', 'journalAccounts'];
const ENTRIES = { type: 'array', items: { type: 'object', additionalProperties: true } };
const BODY = {
  schema: {
    type: 'object',
    description:
      'Разделы в любом порядке, каждый не обязателен; записи описаны в docs/formats.md, «Контингент в JSON».',
    properties: Object.fromEntries(SECTIONS.map((name) => [name, ENTRIES])),
    additionalProperties: false,
  },
};

/** Rosters that e-journals and contingent systems push (INT-09). */
@ApiTags('roster-imports')
@ApiBearerAuth('roster')
@ForRosterSources()
@Controller('internal/v1/roster-imports')
export class RosterPushesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RosterPushes) private readonly pushes: RosterPushes,
  ) {}

  /** Принять контингент в JSON. Отвечает, когда тело получено; загрузка идёт дальше сама. */
  @Post()
  @HttpCode(202)
  @ApiConsumes('application/json')
  @ApiBody(BODY)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    schema: { type: 'string' },
    description: 'от 8 до 200 знаков',
  })
  async receive(
    @CallingRosterSender() sender: RosterSender,
    @Query() query: RosterPushQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RosterPushAcceptedDto> {
    const { mode, dry_run: dryRun, source } = query;
    const { batchId, isNew } = await this.pushes.receive({
      sender,
      key,
      body: request,
      mode,
      dryRun,
      source,
    });
    response.setHeader('Location', `/internal/v1/roster-imports/${batchId}`);
    response.setHeader('Idempotency-Replayed', String(!isNew));
    return { id: batchId };
  }

  /** Одна ваша загрузка: состояние, счёт, ошибки; без людей. */
  @Get(':id')
  async find(
    @CallingRosterSender() sender: RosterSender,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PushedImportQuery,
  ): Promise<PushedImportDto> {
    return this.unitOfWork.run(async (tx) => {
      const batch = await this.pushes.find(tx, sender, id);
      if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
      return { ...present(batch), issues: await this.pushes.issues(tx, batch, query) };
    });
  }
}

function present(batch: ImportBatch): Omit<PushedImportDto, 'issues'> {
  const { kinds = {}, issues = null, skipped = false } = batch.counts;
  const counts = Object.entries(kinds).map(([kind, { setAside, ...rest }]) => [
    kind,
    { ...rest, set_aside: setAside },
  ]);
  return {
    id: batch.id,
    source: batch.source,
    state: batch.state,
    dry_run: batch.dryRun,
    started_at: batch.startedAt,
    finished_at: batch.finishedAt,
    counts: Object.fromEntries(counts) as PushedImportDto['counts'],
    issue_totals: issues,
    skipped,
  };
}
