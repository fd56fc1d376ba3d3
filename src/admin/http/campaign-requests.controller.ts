import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { AskForDate, CampaignBoard, type DateRequestEvent } from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AdministratorActs } from './administrator-acts.js';
import { dayOf } from './campaign-days.js';
import {
  AnswerDateDto,
  ApproveDateDto,
  AskDateDto,
  CampaignRequestDetailsDto,
  type CampaignRequestDto,
  CampaignRequestsPageDto,
  CampaignRequestsQuery,
  CampaignRequestStateDto,
} from './campaign-requests.dto.js';
import { momentCursorOf, pageByMoment } from './moment-cursor.js';

type Request = Awaited<ReturnType<CampaignBoard['dateRequests']>>[number];

/** LEG-11: a school asks for another date, its municipality agrees, the region decides. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1/campaign-requests')
export class CampaignRequestsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
    @Inject(CampaignBoard) private readonly board: CampaignBoard,
    @Inject(AskForDate) private readonly asking: AskForDate,
  ) {}

  /** Заявки о другой дате, новые сначала. */
  @Get()
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CampaignRequestsQuery,
  ): Promise<CampaignRequestsPageDto> {
    const filter = { schoolId: (query.school_id ?? null) as Uuid | null, state: query.state ?? null };
    const page = { limit: query.limit, before: momentCursorOf(query.cursor) };
    const reach = reachOf(principal, 'campaigns.read');
    const found = await this.unitOfWork.direct((tx) => this.board.dateRequests(tx, reach, filter, page));
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ askedAt }) => askedAt);
    return { items: items.map(present), next_cursor };
  }

  /** Одна заявка: кто просил, кто согласовал, кто решил и почему. */
  @Get(':id')
  @RequiresRight('campaigns.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
  ): Promise<CampaignRequestDetailsDto> {
    const reach = reachOf(principal, 'campaigns.read');
    const { request, steps } = await this.unitOfWork.direct((tx) => this.board.dateRequest(tx, reach, id));
    return {
      ...present(request),
      steps: steps.map(({ event, from, to, actorId, reason, at }) => ({
        ...{ event, from, to, actor_id: actorId, reason, at },
      })),
    };
  }

  /** Директор просит другую дату. Сразу проверяется, что такой перенос возможен. */
  @Post()
  @RequiresRight('campaigns.request')
  async ask(
    @CurrentPrincipal() principal: Principal,
    @Body() body: AskDateDto,
  ): Promise<CampaignRequestStateDto> {
    const { kind, reason } = body;
    const asked = { campaignId: body.campaign_id as Uuid, kind, date: dayOf('date', body.date), reason };
    return this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'campaigns.request');
      const id = await this.asking.ask(tx, act, asked);
      const { request } = await this.board.dateRequest(tx, act.reach, id);
      return { id, state: request.state };
    });
  }

  /** Муниципалитет согласен. */
  @Post(':id/agree')
  @HttpCode(200)
  @RequiresRight('campaigns.agree')
  agree(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: AnswerDateDto,
  ): Promise<CampaignRequestStateDto> {
    return this.answer(principal, 'campaigns.agree', id, 'agree', body);
  }

  /** Муниципалитет не согласен: заявка закрыта. */
  @Post(':id/disagree')
  @HttpCode(200)
  @RequiresRight('campaigns.agree')
  disagree(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: AnswerDateDto,
  ): Promise<CampaignRequestStateDto> {
    return this.answer(principal, 'campaigns.agree', id, 'disagree', body);
  }

  /** Регион утверждает: дата переносится сразу, вместе со следующими волнами. */
  @Post(':id/approve')
  @HttpCode(200)
  @RequiresRight('campaigns.plan')
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: ApproveDateDto,
  ): Promise<CampaignRequestStateDto> {
    return this.answer(principal, 'campaigns.plan', id, 'approve', body);
  }

  /** Регион отказывает. */
  @Post(':id/refuse')
  @HttpCode(200)
  @RequiresRight('campaigns.plan')
  refuse(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: AnswerDateDto,
  ): Promise<CampaignRequestStateDto> {
    return this.answer(principal, 'campaigns.plan', id, 'refuse', body);
  }

  /** Директор отзывает свою заявку. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @RequiresRight('campaigns.request')
  withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: AnswerDateDto,
  ): Promise<CampaignRequestStateDto> {
    return this.answer(principal, 'campaigns.request', id, 'withdraw', body);
  }

  private async answer(
    principal: Principal,
    right: 'campaigns.agree' | 'campaigns.plan' | 'campaigns.request',
    id: Uuid,
    event: DateRequestEvent,
    { reason, ...body }: ApproveDateDto,
  ): Promise<CampaignRequestStateDto> {
    const answer = { event, reason, overridesCalendar: body.override_calendar ?? false };
    const state = await this.unitOfWork.run(async (tx) =>
      this.asking.answer(tx, await this.acts.of(tx, principal, right), id, answer),
    );
    return { id, state };
  }
}

function present(request: Request): Pick<CampaignRequestDto, keyof CampaignRequestDto> {
  return {
    ...{ id: request.id, school_id: request.schoolId, school_name: request.schoolName },
    ...{ campaign_id: request.campaignId, wave: request.wave, kind: request.kind, state: request.state },
    ...{ from_date: request.fromDate, to_date: request.toDate, reason: request.reason },
    ...{ asked_by: request.askedBy, asked_at: request.askedAt, changed_at: request.changedAt },
  };
}
