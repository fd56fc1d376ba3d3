import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { LockDesk } from '../../legacy/index.js';
import { SchoolDecisions, SchoolReadings } from '../../linking/index.js';
import { ResendInstructions } from '../../notices/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { type CaseAct, type FoundCase, SupportDesk } from '../../signin/index.js';
import {
  CaseAccessBody,
  CaseAccessDto,
  CaseEscalationDto,
  CaseInstructionsDto,
  CaseLinkBody,
} from './cases.dto.js';
import { type CaseDto, type CasePersonDto, EscalateCaseBody, RevealOfCaseBody } from './cases.dto.js';
import type { RevealedDto } from './link-reviews.dto.js';
import { presentLink } from './present-link.js';

/** What support sees and does when a person reads out the number of their case (ADM-06). */
@ApiTags('cases')
@ApiCookieAuth('admin')
@Controller('api/v1/cases/:number')
export class CasesController {
  constructor(
    @Inject(SupportDesk) private readonly desk: SupportDesk,
    @Inject(SchoolReadings) private readonly readings: SchoolReadings,
    @Inject(SchoolDecisions) private readonly decisions: SchoolDecisions,
    @Inject(LockDesk) private readonly locks: LockDesk,
    @Inject(ResendInstructions) private readonly instructions: ResendInstructions,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Обращение по номеру: что человек видел и кто это исправит; человек, его привязки и дела — по открытой заявке. */
  @Get()
  @RequiresRight('cases.read')
  async find(@CurrentPrincipal() principal: Principal, @Param('number') number: string): Promise<CaseDto> {
    const { found, until } = await this.desk.read(actOf(principal, number));
    return present(found, until === null ? null : await this.personOf(found), until);
  }

  /** Открыть карточку человека по номеру заявки на ограниченное время. */
  @Post('access')
  @RequiresRight('cases.read')
  async open(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
    @Body() { ticket }: CaseAccessBody,
  ): Promise<CaseAccessDto> {
    return { access_until: await this.desk.open(actOf(principal, number), ticket) };
  }

  /** Показать одно значение из Госуслуг целиком, с причиной. Показ записывается и считается. */
  @Post('reveal')
  @HttpCode(200)
  @RequiresRight('cases.read')
  async reveal(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
    @Body() { field, reason }: RevealOfCaseBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RevealedDto> {
    response.setHeader('Cache-Control', 'no-store');
    return { value: await this.desk.reveal(actOf(principal, number), field, reason) };
  }

  /** Приостановить привязку на слово пользователя, что его Госуслуги в чужих руках. Вернёт доступ только школа. */
  @Post('suspend-link')
  @HttpCode(204)
  @RequiresRight('cases.act')
  async suspend(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
    @Body() { link_id }: CaseLinkBody,
  ): Promise<void> {
    const { esiaPersonId } = principal;
    await this.desk.linkOf(actOf(principal, number), link_id as Uuid);
    await this.decisions.lockLink({ esiaPersonId, place: reachOf(principal, 'cases.act') }, link_id as Uuid);
  }

  /** Заблокировать старый пароль записи этой привязки на слово пользователя. */
  @Post('lock-password')
  @HttpCode(204)
  @RequiresRight('cases.act')
  async lock(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
    @Body() { link_id }: CaseLinkBody,
  ): Promise<void> {
    const { esiaPersonId } = principal;
    const { accountId, basis } = await this.desk.linkOf(actOf(principal, number), link_id as Uuid);
    const decider = { esiaPersonId, scope: reachOf(principal, 'cases.act') };
    await this.locks.lock(decider, accountId, basis);
  }

  /** Передать школе: дело об отказе (school_id) или о привязке (link_id и kind). */
  @Post('escalation')
  @HttpCode(200)
  @RequiresRight('cases.read')
  async escalate(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
    @Body() { school_id, link_id, kind }: EscalateCaseBody,
  ): Promise<CaseEscalationDto> {
    const to =
      link_id === undefined
        ? { schoolId: school_id as Uuid }
        : { kind: kind ?? 'wrong_child', linkId: link_id as Uuid };
    return { result: await this.desk.escalate(actOf(principal, number), to) };
  }

  /** Прислать инструкцию ещё раз на подтверждённые адреса человека; адреса нет — школа получит задачу выдать памятку. */
  @Post('instructions')
  @HttpCode(200)
  @RequiresRight('cases.read')
  async resend(
    @CurrentPrincipal() principal: Principal,
    @Param('number') number: string,
  ): Promise<CaseInstructionsDto> {
    const { regionId, esiaPersonId } = principal;
    const whom = await this.desk.instructed(actOf(principal, number));
    const by = { actor: { kind: 'administrator', id: esiaPersonId } as const, now: this.clock.now() };
    const { result, channels } = await this.unitOfWork.run((tx) =>
      this.instructions.execute(tx, { ...whom, ...by, regionId, traceId: currentRequestId() ?? null }),
    );
    return { result, channels: [...channels] };
  }

  private async personOf({ esiaPersonId }: FoundCase): Promise<CasePersonDto | null> {
    const person = esiaPersonId === null ? null : await this.readings.personCase(esiaPersonId);
    if (person === null) return null;
    return {
      name: person.maskedName,
      birth_year: person.birthYear,
      snils_last2: person.snilsLast2,
      level: person.level,
      links: person.links.map(presentLink),
      open_reviews: person.openReviews.map((review) => ({
        id: review.id,
        code: review.code,
        school_id: review.schoolId,
        level: review.level,
        opened_at: review.openedAt,
      })),
    };
  }
}

function actOf({ regionId, esiaPersonId }: Principal, number: string): CaseAct {
  return { regionId, agentId: esiaPersonId, number };
}

function present(
  { number, startedAt, state, purpose, outcomes }: FoundCase,
  person: CasePersonDto | null,
  until: Date | null,
): CaseDto {
  return {
    number,
    started_at: startedAt,
    state,
    purpose,
    outcomes: outcomes.map((outcome) => ({
      code: outcome.code,
      cause: outcome.cause,
      advice: outcome.advice,
      mended_by: outcome.mendedBy,
      school_names: [...outcome.schoolNames],
    })),
    ...{ person, access_until: until },
  };
}
