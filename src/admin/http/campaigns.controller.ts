import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { CampaignBoard } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf } from '../../platform/http/cursor.js';
import { etagOf } from '../../platform/http/etag.js';
import { PageQuery } from '../../platform/http/page-query.dto.js';
import { idOfPath } from '../../platform/http/validation.js';
import { Territory } from '../../territory/index.js';
import { dayOf, schoolYearOf } from './campaign-days.js';
import {
  CampaignDetailsDto,
  CampaignHistoryDto,
  CampaignsPageDto,
  CampaignsQuery,
  PostponementsDto,
  PostponementsQuery,
} from './campaigns.dto.js';
import { isNumber, isUuid, type KeyPart, keyOf } from './cursor-key.js';
import { presentCampaign, presentCampaignStep, presentDetails } from './present-campaign.js';

const isText: KeyPart = (text) => text.length <= 500;

/** Campaigns that end old passwords: where each school stands, and why. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class CampaignsController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(CampaignBoard) private readonly board: CampaignBoard,
  ) {}

  /** Кампании отключения паролей ваших школ: журнал × школа × волна. */
  @Get('campaigns')
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CampaignsQuery,
  ): Promise<CampaignsPageDto> {
    const filter = {
      schoolId: (query.school_id ?? null) as Uuid | null,
      municipalityId: (query.municipality_id ?? null) as Uuid | null,
      systemId: (query.journal_system_id ?? null) as Uuid | null,
      ...{ wave: query.wave ?? null, phase: query.phase ?? null },
    };
    const page = { limit: query.limit, after: keyOf(query, isText, isUuid) };
    const reach = reachOf(principal, 'campaigns.read');
    const found = await this.unitOfWork.direct((tx) => this.board.list(tx, reach, filter, page));
    const { items, next_cursor } = pageOf(found, query.limit, ({ school, id }) => [school.name, id]);
    return { items: items.map(presentCampaign), next_cursor };
  }

  /** Одна кампания и её готовность: каждое условие со значением, порогом и тем, что сделать. ETag — для действий. */
  @Get('campaigns/:id')
  @RequiresRight('campaigns.read')
  async find(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CampaignDetailsDto> {
    const reach = reachOf(principal, 'campaigns.read');
    const now = this.clock.now();
    const found = await this.unitOfWork.direct((tx) => this.board.findWithReadiness(tx, reach, id, now));
    response.setHeader('ETag', etagOf(found.card.revision));
    return presentDetails(found);
  }

  /** История кампании, новое сначала: что, кто, почему. */
  @Get('campaigns/:id/history')
  @RequiresRight('campaigns.read')
  async history(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Query() query: PageQuery,
  ): Promise<CampaignHistoryDto> {
    const reach = reachOf(principal, 'campaigns.read');
    const page = { limit: query.limit, before: keyOf(query, isNumber)?.[0] ?? null };
    const found = await this.unitOfWork.direct((tx) => this.board.history(tx, reach, id, page));
    const { items, next_cursor } = pageOf(found, query.limit, (step) => [step.id]);
    return { items: items.map(presentCampaignStep), next_cursor };
  }

  /** Переносы (I-40): сколько решено людьми, сколько автоматических, сколько заявок ждёт — по школам. */
  @Get('campaign-postponements')
  @RequiresRight('campaigns.read')
  async postponements(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PostponementsQuery,
  ): Promise<PostponementsDto> {
    const reach = reachOf(principal, 'campaigns.read');
    const { since, schools } = await this.unitOfWork.direct(async (tx) => {
      const { timeZone } = await this.territory.region(tx, principal.regionId);
      const day =
        query.since === undefined
          ? schoolYearOf(dayIn(this.clock.now(), timeZone))
          : dayOf('since', query.since);
      return { since: day, schools: await this.board.postponements(tx, reach, day) };
    });
    const sum = (of: 'asked' | 'automatic' | 'waiting') => schools.reduce((all, one) => all + one[of], 0);
    return {
      ...{ since, asked: sum('asked'), automatic: sum('automatic'), waiting: sum('waiting') },
      schools: schools.map(({ schoolId, schoolName, asked, automatic, waiting }) => ({
        ...{ school_id: schoolId, school_name: schoolName, asked, automatic, waiting },
      })),
    };
  }
}
