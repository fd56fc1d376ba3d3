import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { decodeCursor, type Page, pageOf } from '../../platform/http/cursor.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath, InvalidInput } from '../../platform/http/validation.js';
import { type BatchScope, type ImportBatch, RosterImports } from '../../roster/index.js';
import { Schools } from '../../territory/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { presentCounts, presentImport, presentRow } from './present-import.js';
import {
  DifferenceQuery,
  ImportDifferenceDto,
  ImportIssuesDto,
  ImportsQuery,
  IssuesQuery,
  RosterImportAcceptedDto,
  RosterImportDto,
  RosterImportsPageDto,
  RosterUploadQuery,
} from './roster-imports.dto.js';
import { pageByMoment } from './moment-cursor.js';

const FILES = {
  schema: {
    type: 'object',
    properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
    description: 'Файлы под именами из docs/formats.md: students.csv, classes.csv…, книги .xlsx, roster.json',
  },
};

/** Roster files from a school or from the region, and what became of them. */
@ApiTags('roster-imports')
@ApiCookieAuth('admin')
@Controller('api/v1/roster-imports')
export class RosterImportsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RosterImports) private readonly imports: RosterImports,
    @Inject(Schools) private readonly schools: Schools,
  ) {}

  /** Принять файлы контингента. Отвечает, когда файлы получены; загрузка идёт дальше сама. */
  @Post()
  @HttpCode(202)
  @RequiresRight('roster_imports.create')
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILES)
  async receive(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RosterUploadQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RosterImportAcceptedDto> {
    const schoolId = await this.placeOf(principal, query);
    const { mode, source, dry_run: dryRun, force } = query;
    const { batchId } = await this.imports.receive({
      body: request,
      headers: request.headers,
      regionId: principal.regionId,
      schoolId,
      mode,
      dryRun,
      forced: force ? forcedAs(principal, schoolId) : null,
      uploadedBy: principal.esiaPersonId,
      ...(source === undefined ? {} : { source }),
    });
    response.setHeader('Location', `/api/v1/roster-imports/${batchId}`);
    return { id: batchId };
  }

  /** Загрузки, новые сначала. */
  @Get()
  @RequiresRight('roster_imports.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ImportsQuery,
  ): Promise<RosterImportsPageDto> {
    const { limit, state } = query;
    const page = { limit: limit + 1, before: cursorOf(query), ...(state === undefined ? {} : { state }) };
    const found = await this.unitOfWork.run((tx) => this.imports.list(tx, scopeOf(principal), page));
    const { items, next_cursor }: Page<ImportBatch> = pageByMoment(
      found,
      query.limit,
      ({ startedAt }) => startedAt,
    );
    return { items: items.map(presentImport), next_cursor };
  }

  /** Одна загрузка: состояние и счёт. */
  @Get(':id')
  @RequiresRight('roster_imports.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<RosterImportDto> {
    const batch = await this.unitOfWork.run((tx) => this.imports.find(tx, id, scopeOf(principal)));
    if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
    return presentImport(batch);
  }

  /** Ошибки загрузки по порядку: файл, строка, столбец, что исправить. */
  @Get(':id/issues')
  @RequiresRight('roster_imports.read')
  @AuditedAs('roster_import.issues_read', 'roster_import')
  async issues(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: IssuesQuery,
  ): Promise<ImportIssuesDto> {
    const items = await this.unitOfWork.run((tx) => this.imports.issues(tx, id, scopeOf(principal), query));
    if (items === null) throw new DomainError('NOT_FOUND', 'not_found');
    return { items };
  }

  /** Что изменит проверочная загрузка: счёт и строки под маской (И*** П. С.), без СНИЛС и дат; лишь люди ваших школ. */
  @Get(':id/difference')
  @RequiresRight('roster_imports.read')
  @AuditedAs('roster_import.difference_read', 'roster_import')
  async difference(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: DifferenceQuery,
  ): Promise<ImportDifferenceDto> {
    const { schoolIds } = reachOf(principal, 'people.read');
    const page = {
      schoolIds,
      schoolId: (query.school_id ?? null) as Uuid | null,
      after: numberOf(query),
      limit: query.limit,
    };
    const found = await this.unitOfWork.run((tx) =>
      this.imports.difference(tx, id, scopeOf(principal), page),
    );
    if (found === null) throw new DomainError('NOT_FOUND', 'not_found');
    const { items, next_cursor } = pageOf(found.rows, query.limit, ({ no }) => [String(no)]);
    return { counts: found.counts.map(presentCounts), items: items.map(presentRow), next_cursor };
  }

  /** The school whose rows may come in, null for the whole region; who has several schools must say which. */
  private async placeOf(principal: Principal, { school_id: asked }: RosterUploadQuery): Promise<Uuid | null> {
    const reach = reachOf(principal, 'roster_imports.create');
    if (asked !== undefined) {
      const school = await this.unitOfWork.run((tx) => this.schools.find(tx, reach, asked as Uuid));
      if (school === null) throw new DomainError('NOT_FOUND', 'not_found');
      return school.id;
    }
    if (reach.wholeRegion) return null;
    const [only, ...others] = reach.schoolIds;
    if (only === undefined || others.length > 0) {
      throw new InvalidInput([{ field: 'school_id', message: 'укажите, для какой из ваших школ эти файлы' }]);
    }
    return only;
  }
}

function scopeOf(principal: Principal): BatchScope {
  const { regionId, wholeRegion, schoolIds } = reachOf(principal, 'roster_imports.read');
  return { regionId, schoolIds: wholeRegion ? null : schoolIds };
}

/** ROS-03: only who may approve a mass change may allow it beforehand, and no further than that. */
function forcedAs(principal: Principal, schoolId: Uuid | null): 'school' | 'ministry' {
  const { wholeRegion, schoolIds } = reachOf(principal, 'roster_imports.decide');
  if (wholeRegion) return 'ministry';
  if (schoolId !== null && schoolIds.includes(schoolId)) return 'school';
  throw new DomainError('FORBIDDEN', 'forbidden');
}

function numberOf({ cursor }: PageQuery): number {
  if (cursor === undefined) return 0;
  const [text = ''] = decodeCursor(cursor, 1) ?? [];
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  }
  return Number(text);
}

/** The moment of a cursor, as Date.toISOString writes it: a year that PostgreSQL does not know would fail in it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function cursorOf({ cursor }: PageQuery): { readonly startedAt: Date; readonly id: Uuid } | null {
  if (cursor === undefined) return null;
  const [moment = '', text = ''] = decodeCursor(cursor, 2) ?? [];
  const [startedAt, id] = [new Date(MOMENT.test(moment) ? moment : NaN), parseUuid(text)];
  if (Number.isNaN(startedAt.getTime()) || id === null) {
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  }
  return { startedAt, id };
}
