import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import { type AuditFilter, AuditTrail, ReadAudit, type ShownEntry } from '../../../audit/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { FindCase } from '../../../signin/index.js';
import { isNumber, keyOf } from '../cursor-key.js';
import { csvLine } from '../statistics/csv-answers.js';
import { AuditedAs } from './audited-as.js';
import {
  type AuditEventDto,
  AuditEventsPageDto,
  AuditEventsQuery,
  AuditExportParams,
  SecurityAlertsQuery,
} from './audit-events.dto.js';

const HEADINGS = [
  ...['id', 'at', 'actor_kind', 'actor_id', 'action', 'subject_kind', 'subject_id', 'school_id', 'reason'],
  ...['reason_withheld', 'facts', 'request_id', 'grants'],
];
/** A sign-in that does not exist: a case number that nobody has finds nothing. */
const NOTHING = '-';

/** What the security officer sees of the trail: who did what to what and when; no personal data (roles.md, 17). */
@ApiTags('audit')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class AuditEventsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ReadAudit) private readonly read: ReadAudit,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(FindCase) private readonly cases: FindCase,
  ) {}

  /** Записи аудита, новые сначала; поиск сам записывается. */
  @Get('audit-events')
  @RequiresRight('audit.read')
  @AuditedAs('audit.searched', 'audit')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AuditEventsQuery,
  ): Promise<AuditEventsPageDto> {
    return this.page(principal, await this.filterOf(principal, query), query);
  }

  /** Тревоги: много показов за сутки и другие, новые сначала. */
  @Get('security-alerts')
  @RequiresRight('audit.read')
  @AuditedAs('audit.alerts_read', 'audit')
  async alerts(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SecurityAlertsQuery,
  ): Promise<AuditEventsPageDto> {
    const filter = await this.filterOf(
      principal,
      Object.assign(new AuditEventsQuery(), { action: 'alert.*' }),
    );
    return this.page(principal, filter, query);
  }

  /** Выгрузка для СИЕМ теми же отборами, старые сначала; limit и cursor не действуют. Выгрузка записывается. */
  @Get('audit-events/export.:format')
  @RequiresRight('audit.export')
  @ApiOkResponse({
    content: {
      'application/x-ndjson': {
        schema: {
          type: 'string',
          description: 'по записи на строке',
          example: '{"id":1,"action":"link.revoked"}',
        },
      },
      'text/csv': { schema: { type: 'string', description: 'по записи на строке, с заголовками' } },
    },
  })
  async export(
    @CurrentPrincipal() principal: Principal,
    @Param() { format }: AuditExportParams,
    @Query() query: AuditEventsQuery,
    @Res() response: Response,
  ): Promise<void> {
    const { regionId, esiaPersonId } = principal;
    const now = this.clock.now();
    const filter = await this.filterOf(principal, query);
    // Before the first line leaves, so that it is of what is exported only where nothing was.
    const until = filter.until !== null && filter.until < now ? filter.until : now;
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, {
        ...{ regionId, at: now, action: 'audit.exported' },
        actor: { kind: 'administrator', id: esiaPersonId },
        facts: { format, from: filter.from, until, action: filter.action, subjectKind: filter.subjectKind },
      }),
    );
    const isCsv = format === 'csv';
    response.setHeader(
      'Content-Type',
      isCsv ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    );
    response.setHeader('Content-Disposition', `attachment; filename="audit.${format}"`);
    const entries = this.read.all(regionId, { ...filter, until });
    await pipeline(Readable.from(isCsv ? csvOf(entries) : linesOf(entries)), response);
  }

  private async page(
    { regionId }: Principal,
    filter: AuditFilter,
    query: SecurityAlertsQuery,
  ): Promise<AuditEventsPageDto> {
    const [at, id] = keyOf(query, isNumber, isNumber) ?? [];
    const after = at === undefined || id === undefined ? null : { at, id };
    const found = await this.read.page(regionId, filter, { after, limit: query.limit + 1, order: 'newest' });
    const { items, next_cursor } = pageOf(found, query.limit, ({ key }) => key);
    return { items: items.map(({ entry }) => present(entry)), next_cursor };
  }

  private async filterOf({ regionId }: Principal, query: AuditEventsQuery): Promise<AuditFilter> {
    const signIn =
      query.case_number === undefined
        ? null
        : await this.unitOfWork.direct((tx) => this.cases.execute(tx, regionId, query.case_number ?? ''));
    const byCase = query.case_number === undefined ? {} : { kind: 'sign_in', id: signIn?.id ?? NOTHING };
    return {
      actorId: query.actor_id ?? null,
      action: query.action ?? null,
      subjectKind: byCase.kind ?? query.subject_kind ?? null,
      subjectId: byCase.id ?? query.subject_id ?? null,
      schoolId: (query.school_id ?? null) as Uuid | null,
      from: query.from === undefined ? null : new Date(query.from),
      until: query.until === undefined ? null : new Date(query.until),
      traceId: query.request_id ?? null,
      grantId: (query.grant_id ?? null) as Uuid | null,
    };
  }
}

function present(entry: ShownEntry): AuditEventDto {
  const { id, at, actor, action, subject, reason, facts } = entry;
  return {
    ...{ id, at, actor: { ...actor }, action, subject: subject && { ...subject } },
    ...{ school_id: entry.schoolId, reason, reason_withheld: entry.reasonWithheld, facts },
    ...{ request_id: entry.traceId, grants: entry.grants.map((grant) => ({ ...grant })) },
  };
}

async function* linesOf(entries: AsyncIterable<ShownEntry>): AsyncGenerator<string, void, undefined> {
  for await (const entry of entries) yield `${JSON.stringify(present(entry))}\n`;
}

async function* csvOf(entries: AsyncIterable<ShownEntry>): AsyncGenerator<string, void, undefined> {
  yield csvLine(HEADINGS);
  for await (const {
    id,
    at,
    actor,
    action,
    subject,
    schoolId,
    reason,
    reasonWithheld,
    facts,
    traceId,
    grants,
  } of entries) {
    yield csvLine([
      ...[id, at.toISOString(), actor.kind, actor.id, action, subject?.kind ?? null, subject?.id ?? null],
      ...[schoolId, reason, reasonWithheld, JSON.stringify(facts), traceId],
      grants.map(({ id, role }) => `${role}:${id}`).join(' '),
    ]);
  }
}
