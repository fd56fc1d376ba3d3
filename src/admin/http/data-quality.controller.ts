import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { maskName } from '../../kernel/person-name.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { FILE } from '../../platform/http/send-file.js';
import { QualityBoard } from '../../roster/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { isUuid, type KeyPart, keyOf } from './cursor-key.js';
import {
  PrematchDto,
  PrematchPeopleDto,
  PrematchPeopleQuery,
  QualityCountsDto,
  QualityPeopleDto,
  QualityPeopleQuery,
  QualityQuery,
  QualityTableQuery,
  SanityListDto,
} from './data-quality.dto.js';
import { maskedNumber } from './people.presenter.js';
import { sendTable } from './quality-table.js';

const isKind: KeyPart = (text) => ['student', 'representative', 'staff'].includes(text);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The data-quality board: what is wrong with the rosters, and who would link by themselves. */
@ApiTags('data-quality')
@ApiCookieAuth('admin')
@Controller('api/v1/data-quality')
export class DataQualityController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(QualityBoard) private readonly board: QualityBoard,
  ) {}

  /** Счётчики качества данных по школам, а для одной школы и по классам. */
  @Get()
  @RequiresRight('data_quality.counters')
  async counts(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityQuery,
  ): Promise<QualityCountsDto> {
    const reading = this.reading(principal, 'data_quality.counters', query);
    const found = await this.unitOfWork.direct((tx) => this.board.counts(tx, reading));
    return {
      items: found.map(({ schoolId, schoolName, classId, classLabel, kind, total, ready, problems }) => ({
        ...{ school_id: schoolId, school_name: schoolName, class_id: classId, class_label: classLabel },
        ...{ kind, total, ready, problems },
      })),
    };
  }

  /** Люди и что в их данных исправить; имена скрыты, защищённых людей нет. */
  @Get('people')
  @RequiresRight('data_quality.read')
  @AuditedAs('data_quality.people_listed', 'school')
  async people(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityPeopleQuery,
  ): Promise<QualityPeopleDto> {
    const reading = this.reading(principal, 'data_quality.read', query);
    const page = { limit: query.limit, after: keyOf(query, isUuid, isKind, isUuid) };
    const found = await this.unitOfWork.direct((tx) => this.board.people(tx, reading, filterOf(query), page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ id, kind, schoolId }) => [
      id,
      kind,
      schoolId,
    ]);
    return {
      next_cursor,
      items: items.map((row) => ({
        ...{
          id: row.id,
          name: maskName(row),
          birth_year: row.birthYear,
          snils: maskedNumber(row.snilsLast2),
        },
        ...{
          kind: row.kind,
          school_id: row.schoolId,
          school_name: row.schoolName,
          class_label: row.classLabel,
        },
        ...{ source_ids: [...row.sourceIds], readiness: row.readiness, problems: [...row.problems] },
      })),
    };
  }

  /** Та же таблица файлом Excel; выгрузка записывается в аудит. */
  @Get('table.xlsx')
  @RequiresRight('data_quality.read')
  @ApiProduces(XLSX)
  @ApiOkResponse({ content: { [XLSX]: FILE } })
  xlsx(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityTableQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(principal, query, response, 'xlsx');
  }

  /** Та же таблица файлом CSV; выгрузка записывается в аудит. */
  @Get('table.csv')
  @RequiresRight('data_quality.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': FILE } })
  csv(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityTableQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(principal, query, response, 'csv');
  }

  /** Нестыковки: ученики без класса, классы без классного руководителя, представители без ребёнка, записи без человека. */
  @Get('sanity')
  @RequiresRight('data_quality.counters')
  async sanity(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityQuery,
  ): Promise<SanityListDto> {
    const reading = this.reading(principal, 'data_quality.counters', query);
    const found = await this.unitOfWork.direct((tx) => this.board.sanity(tx, reading));
    return {
      items: found.map((row) => ({
        ...{ school_id: row.schoolId, school_name: row.schoolName },
        ...{ pupils_without_class: row.pupilsWithoutClass, classes: row.classes },
        homeroom_accounts: row.homeroomAccounts,
        classes_without_homeroom: Math.max(row.classes - row.homeroomAccounts, 0),
        representatives_without_child: row.representativesWithoutChild,
        accounts_without_person: row.accountsWithoutPerson,
      })),
    };
  }

  /** Кто привяжется сам при первом входе: по школам, для одной школы и по классам. */
  @Get('prematch')
  @RequiresRight('data_quality.counters')
  async prematch(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityQuery,
  ): Promise<PrematchDto> {
    const reading = this.reading(principal, 'data_quality.counters', query);
    const found = await this.unitOfWork.direct((tx) => this.board.prematch(tx, reading));
    return {
      items: found.map(({ schoolId, schoolName, classId, classLabel, kind, total, wouldLink, reasons }) => ({
        ...{ school_id: schoolId, school_name: schoolName, class_id: classId, class_label: classLabel },
        ...{ kind, total, would_link: wouldLink, reasons },
        share: total === 0 ? null : Math.round((wouldLink / total) * 1_000) / 1_000,
      })),
    };
  }

  /** Кто не привяжется сам, и почему. */
  @Get('prematch/people')
  @RequiresRight('data_quality.read')
  @AuditedAs('prematch.people_listed', 'school')
  async prematchPeople(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PrematchPeopleQuery,
  ): Promise<PrematchPeopleDto> {
    const reading = this.reading(principal, 'data_quality.read', query);
    const page = { limit: query.limit, after: keyOf(query, isUuid, isKind, isUuid) };
    const found = await this.unitOfWork.direct((tx) => this.board.prematchPeople(tx, reading, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ id, kind, schoolId }) => [
      id,
      kind,
      schoolId,
    ]);
    return {
      next_cursor,
      items: items.map((row) => ({
        ...{ id: row.id, name: maskName(row), kind: row.kind, reason: row.reason },
        ...{ school_id: row.schoolId, school_name: row.schoolName, class_label: row.classLabel },
      })),
    };
  }

  private reading(
    principal: Principal,
    right: 'data_quality.read' | 'data_quality.counters',
    { school_id: school }: { readonly school_id?: string },
  ) {
    const schoolId = (school?.toLowerCase() ?? null) as Uuid | null;
    return { scope: reachOf(principal, right), now: this.clock.now(), schoolId };
  }

  private async send(
    principal: Principal,
    query: QualityTableQuery,
    response: Response,
    format: 'csv' | 'xlsx',
  ): Promise<void> {
    const reading = this.reading(principal, 'data_quality.read', query);
    const asked = { ...reading, esiaPersonId: principal.esiaPersonId };
    await sendTable(response, format, await this.board.export(asked, filterOf(query), format));
  }
}

function filterOf({ class_id: classId, problem }: QualityTableQuery) {
  return { classId: (classId ?? null) as Uuid | null, problem: problem ?? null };
}
