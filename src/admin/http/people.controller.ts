import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { SaidOnce } from '../../platform/idempotency/idempotency.decorators.js';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { seenRevision } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import {
  CorrectPerson,
  type Decider,
  MergePeople,
  PeopleDesk,
  ProtectPerson,
  RecordAdoption,
  RecordDeath,
  SplitPerson,
} from '../../roster/index.js';
import { AuditedAs } from './audit/audited-as.js';
import { RevealOfPerson } from '../../linking/index.js';
import { isUuid, keyOf } from './cursor-key.js';
import { Deciders } from './deciders.js';
import { correctionOf, dateOf, nameOf, snilsOf } from './people.parse.js';
import { PeoplePageDto, PeopleQuery, PeopleSearchDto, PersonCardDto, PersonRevealDto } from './people.dto.js';
import { RevealedDto } from './link-reviews.dto.js';
import {
  AdoptionBody,
  CorrectionBody,
  CorrectionDto,
  DeathBody,
  DecisionDto,
  MergeBody,
  NewPersonDto,
  ProtectionBody,
  SplitBody,
  SplitDto,
} from './person-decisions.dto.js';
import { presentCard, presentPerson } from './people.presenter.js';

/** People of the roster, and what an administrator decides about them by hand. */
@ApiTags('people')
@ApiCookieAuth('admin')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Deciders) private readonly deciders: Deciders,
    @Inject(PeopleDesk) private readonly desk: PeopleDesk,
    @Inject(MergePeople) private readonly mergePeople: MergePeople,
    @Inject(SplitPerson) private readonly splitPerson: SplitPerson,
    @Inject(ProtectPerson) private readonly protectPerson: ProtectPerson,
    @Inject(RecordAdoption) private readonly recordAdoption: RecordAdoption,
    @Inject(RecordDeath) private readonly recordDeath: RecordDeath,
    @Inject(CorrectPerson) private readonly correctPerson: CorrectPerson,
    @Inject(RevealOfPerson) private readonly revealOf: RevealOfPerson,
  ) {}

  /** Люди контингента со скрытыми именами; защищённые — только по отдельному запросу. */
  @Get()
  @RequiresRight('people.read')
  @AuditedAs('people.listed', 'people')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: PeopleQuery): Promise<PeoplePageDto> {
    const reading = { scope: reachOf(principal, 'people.read'), now: this.clock.now() };
    const page = { limit: query.limit, after: keyOf(query, isUuid) };
    const found = await this.unitOfWork.direct((tx) => this.desk.people(tx, reading, filterOf(query), page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ id }) => [id]);
    return { items: items.map(presentPerson), next_cursor };
  }

  /** Найти людей по началу фамилии, состоянию, классу или СНИЛС; номер передаётся только в теле запроса. */
  @Post('search')
  @HttpCode(200)
  @RequiresRight('people.read')
  @AuditedAs('people.searched', 'people')
  async search(
    @CurrentPrincipal() principal: Principal,
    @Body() body: PeopleSearchDto,
  ): Promise<PeoplePageDto> {
    const { esiaPersonId } = principal;
    const reader = { scope: reachOf(principal, 'people.read'), now: this.clock.now(), esiaPersonId };
    const page = { limit: body.limit, after: keyOf(body, isUuid) };
    const found = await this.unitOfWork.run((tx) =>
      body.snils === undefined
        ? this.desk.people(tx, reader, filterOf(body), page)
        : this.desk.peopleBySnils(tx, reader, filterOf(body), snilsOf(body.snils), page),
    );
    const { items, next_cursor } = pageOf(found, body.limit, ({ id }) => [id]);
    return { items: items.map(presentPerson), next_cursor };
  }

  /** Карточка человека; каждое чтение записывается в аудит. */
  @Get(':id')
  @RequiresRight('people.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonCardDto> {
    const { esiaPersonId } = principal;
    const reader = { scope: reachOf(principal, 'people.read'), now: this.clock.now(), esiaPersonId };
    const card = presentCard(await this.unitOfWork.run((tx) => this.desk.card(tx, reader, id)));
    response.setHeader('ETag', card.etag);
    return card;
  }

  /** Показать одно значение целиком, назвав причину. Каждый показ записывается и считается; много за сутки — тревога. */
  @Post(':id/reveal')
  @SaidOnce()
  @HttpCode(200)
  @RequiresRight('people.change')
  async reveal(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() { field, reason }: PersonRevealDto,
  ): Promise<RevealedDto> {
    const reader = { esiaPersonId: principal.esiaPersonId, scope: reachOf(principal, 'people.change') };
    return { value: await this.revealOf.execute(reader, { personId, field, reason }) };
  }

  /** Исправить сведения о человеке; источник получает задачу исправить их у себя. */
  @Patch(':id')
  @RequiresRight('people.change')
  @ApiHeader({ name: 'If-Match', required: true, description: 'etag карточки из GET.' })
  async correct(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() body: CorrectionBody,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<CorrectionDto> {
    const correction = { personId, ...correctionOf(body), revision: seenRevision(ifMatch) };
    return this.decide(principal, async (decider, tx) => ({
      attributes: [...(await this.correctPerson.execute(tx, decider, correction))],
    }));
  }

  /** Объединить двух людей в одного; при двух разных СНИЛС подтверждает второй администратор. */
  @Post(':id/merge')
  @HttpCode(200)
  @RequiresRight('people.change')
  merge(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() { other_id: other, reason }: MergeBody,
  ): Promise<DecisionDto> {
    const request = { personId, otherId: other.toLowerCase() as Uuid, reason };
    return this.decide(principal, (decider, tx) => this.mergePeople.merge(tx, decider, request));
  }

  /** Отделить записи, которые относятся к другому человеку. */
  @Post(':id/split')
  @HttpCode(200)
  @RequiresRight('people.change')
  split(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() body: SplitBody,
  ): Promise<SplitDto> {
    const recordIds = body.record_ids.map((id) => id.toLowerCase() as Uuid);
    return this.decide(principal, async (decider, tx) => {
      const request = { personId, recordIds, reason: body.reason };
      const { id, newPersonId } = await this.splitPerson.execute(tx, decider, request);
      return { id, new_person_id: newPersonId };
    });
  }

  /** Защитить человека: школа, класс и имя скрыты из списков, вход работает. */
  @Post(':id/protection')
  @HttpCode(204)
  @RequiresRight('people.change')
  protect(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() { kind, basis }: ProtectionBody,
  ): Promise<void> {
    return this.decide(principal, (decider, tx) =>
      this.protectPerson.start(tx, decider, { personId, kind, basis }),
    );
  }

  /** Снять все защиты с человека. */
  @Delete(':id/protection')
  @HttpCode(204)
  @RequiresRight('people.change')
  unprotect(@CurrentPrincipal() principal: Principal, @Param('id', idOfPath) id: Uuid): Promise<void> {
    return this.decide(principal, (decider, tx) => this.protectPerson.end(tx, decider, id));
  }

  /** Записать усыновление: новый человек без следа прежнего. */
  @Post(':id/adoption')
  @HttpCode(201)
  @RequiresRight('people.change')
  adopt(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() body: AdoptionBody,
  ): Promise<NewPersonDto> {
    const request = {
      ...{ personId, name: nameOf(body), birthDate: dateOf('birth_date', body.birth_date) },
      snils: body.snils === undefined ? null : snilsOf(body.snils),
      keptRepresentativeIds: (body.kept_representative_ids ?? []).map((id) => id.toLowerCase() as Uuid),
      basis: body.basis,
    };
    return this.decide(principal, async (decider, tx) => ({
      id: await this.recordAdoption.execute(tx, decider, request),
    }));
  }

  /** Записать смерть: зачисления, связи и учётные записи прекращаются. */
  @Post(':id/death')
  @HttpCode(204)
  @RequiresRight('people.change')
  die(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) personId: Uuid,
    @Body() { date, basis }: DeathBody,
  ): Promise<void> {
    const request = { personId, date: dateOf('date', date), basis };
    return this.decide(principal, (decider, tx) => this.recordDeath.execute(tx, decider, request));
  }

  private decide<T>(
    principal: Principal,
    act: (decider: Decider, tx: Parameters<Deciders['of']>[0]) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => act(await this.deciders.of(tx, principal), tx));
  }
}

function filterOf(query: PeopleQuery) {
  return {
    schoolId: (query.school_id ?? null) as Uuid | null,
    classId: (query.class_id ?? null) as Uuid | null,
    readiness: query.readiness ?? null,
    search: query.search ?? null,
    isProtected: query.protected,
    kind: query.kind ?? null,
    standing: query.standing ?? null,
  };
}
