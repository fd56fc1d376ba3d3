import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../../access/index.js';
import type { Uuid } from '../../../kernel/ids.js';
import { Clock } from '../../../platform/clock/clock.js';
import { pageOf } from '../../../platform/http/cursor.js';
import { idOfPath, InvalidInput } from '../../../platform/http/validation.js';
import {
  MakeAccessReport,
  type Officer,
  reportAsHtml,
  SubjectDesk,
  type SubjectNamed,
  type SubjectRequest,
} from '../../../privacy/index.js';
import { AuditedAs } from '../audit/audited-as.js';
import { isDay, isUuid, keyOf } from '../cursor-key.js';
import { dateOf, snilsOf } from '../people.parse.js';
import { officerOf } from './officer-of.js';
import {
  AccessReportDto,
  CorrectionAskedDto,
  NewSubjectRequestDto,
  ReportQuery,
  RequestWordsDto,
  SchoolsAskedDto,
  SubjectRequestDto,
  SubjectRequestsPageDto,
  SubjectRequestsQuery,
} from './subject-requests.dto.js';

/** Requests of people about their own data (152-ФЗ, ст. 14, 20, 21). */
@ApiTags('personal-data')
@ApiCookieAuth('admin')
@Controller('api/v1/subject-requests')
export class SubjectRequestsController {
  constructor(
    @Inject(SubjectDesk) private readonly desk: SubjectDesk,
    @Inject(MakeAccessReport) private readonly reports: MakeAccessReport,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Обращения субъектов, новые сначала. */
  @Get()
  @RequiresRight('subject_requests.read')
  @AuditedAs('subject_requests.listed', 'subject_request')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SubjectRequestsQuery,
  ): Promise<SubjectRequestsPageDto> {
    const filter = { state: query.state ?? null, kind: query.kind ?? null };
    const page = { limit: query.limit, after: keyOf(query, isDay, isUuid) };
    const found = await this.desk.list(this.reader(principal), filter, page);
    const { items, next_cursor } = pageOf(found, query.limit, ({ receivedOn, id }) => [receivedOn, id]);
    return { items: items.map(present), next_cursor };
  }

  /** Записать обращение: срок ответа считается в рабочих днях. */
  @Post()
  @RequiresRight('subject_requests.decide')
  async register(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NewSubjectRequestDto,
  ): Promise<SubjectRequestDto> {
    const what = {
      ...{ kind: body.kind, document: body.document, subject: subjectOf(body) },
      receivedOn: dateOf('received_on', body.received_on),
    };
    return present(await this.desk.register(this.decider(principal), what));
  }

  /** Одно обращение; чтение записывается в аудит. */
  @Get(':id')
  @RequiresRight('subject_requests.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<SubjectRequestDto> {
    return present(await this.desk.read(this.reader(principal), id));
  }

  /** Продлить срок на пять рабочих дней: один раз, с причиной, о которой человеку сообщили. */
  @Post(':id/extension')
  @HttpCode(200)
  @RequiresRight('subject_requests.decide')
  async extend(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { text }: RequestWordsDto,
  ): Promise<SubjectRequestDto> {
    return present(await this.desk.extend(this.decider(principal), id, text));
  }

  /** Закрыть обращение ответом. */
  @Post(':id/answer')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  answer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { text }: RequestWordsDto,
  ): Promise<void> {
    return this.desk.close(this.decider(principal), id, 'answer', text);
  }

  /** Отказать с причиной: она должна ссылаться на закон. */
  @Post(':id/refusal')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { text }: RequestWordsDto,
  ): Promise<void> {
    return this.desk.close(this.decider(principal), id, 'refuse', text);
  }

  /** Человек отозвал обращение. */
  @Post(':id/withdrawal')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { text }: RequestWordsDto,
  ): Promise<void> {
    return this.desk.close(this.decider(principal), id, 'withdraw', text);
  }

  /** Файл ответа: что о человеке есть, откуда, для чего и кто видел. */
  @Get(':id/access-report')
  @RequiresRight('subject_requests.decide')
  @ApiExtraModels(AccessReportDto)
  @ApiOkResponse({
    content: {
      'text/html': { schema: { type: 'string', description: 'страница для печати' } },
      'application/json': { schema: { $ref: getSchemaPath(AccessReportDto) } },
    },
  })
  async report(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() { format }: ReportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const report = await this.reports.execute(this.decider(principal), id);
    response.setHeader('Content-Disposition', `attachment; filename="access-report.${format}"`);
    response.type(format).send(format === 'html' ? reportAsHtml(report) : JSON.stringify(report, null, 1));
  }

  /** Поставить школам человека задачу исправить сведения по документу. */
  @Post(':id/correction')
  @HttpCode(200)
  @RequiresRight('subject_requests.decide')
  async correct(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { attributes }: CorrectionAskedDto,
  ): Promise<SchoolsAskedDto> {
    return { schools: await this.desk.askForCorrection(this.decider(principal), id, attributes) };
  }

  /** Приостановить обработку: человек скрыт из списков и файлов, привязки приостановлены, новых нет. */
  @Post(':id/blocking')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  block(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.desk.block(this.decider(principal), id, true);
  }

  /** Возобновить обработку. */
  @Post(':id/unblocking')
  @HttpCode(204)
  @RequiresRight('subject_requests.decide')
  unblock(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.desk.block(this.decider(principal), id, false);
  }

  private reader(principal: Principal): Officer {
    return officerOf(principal, 'subject_requests.read', this.clock.now());
  }

  private decider(principal: Principal): Officer {
    return officerOf(principal, 'subject_requests.decide', this.clock.now());
  }
}

function subjectOf({ person_id: personId, snils, birth_date: born }: NewSubjectRequestDto): SubjectNamed {
  if (personId !== undefined) return { personId: personId.toLowerCase() as Uuid };
  if (snils === undefined || born === undefined)
    throw new InvalidInput([{ field: 'person_id', message: 'назовите person_id либо snils и birth_date' }]);
  return { snils: snilsOf(snils), born: dateOf('birth_date', born) };
}

function present(request: SubjectRequest): SubjectRequestDto {
  return {
    ...{ id: request.id, kind: request.kind, state: request.state, person_id: request.personId },
    ...{ document: request.document, received_on: request.receivedOn, due_on: request.dueOn },
    ...{ extended_because: request.extendedBecause, answer: request.answer },
    ...{ registered_at: request.registeredAt, closed_at: request.closedAt },
  };
}
