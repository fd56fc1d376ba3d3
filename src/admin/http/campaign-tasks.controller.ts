import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, reachOf, RequiresRight } from '../../access/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { CampaignTaskDesk, taskText } from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AdministratorActs } from './administrator-acts.js';
import {
  CampaignTaskDoneDto,
  type CampaignTaskDto,
  CampaignTasksPageDto,
  CampaignTasksQuery,
} from './campaign-tasks.dto.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';
import { pageByMoment } from './moment-cursor.js';

type Task = Awaited<ReturnType<CampaignTaskDesk['list']>>[number];

/** What campaigns ask of schools, municipalities and the region. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1/campaign-tasks')
export class CampaignTasksController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
    @Inject(CampaignTaskDesk) private readonly desk: CampaignTaskDesk,
  ) {}

  /** Открытые задачи кампаний, старые сначала: школе — её, муниципалитету — его школ, региону — все. */
  @Get()
  @RequiresRight('campaigns.read')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CampaignTasksQuery,
  ): Promise<CampaignTasksPageDto> {
    const filter = {
      schoolId: (query.school_id ?? null) as Uuid | null,
      campaignId: (query.campaign_id ?? null) as Uuid | null,
      ...{ audience: query.audience ?? null, code: query.code ?? null },
    };
    const page = { limit: query.limit, after: keyOf(query, isMoment, isUuid) };
    const reach = reachOf(principal, 'campaigns.read');
    const found = await this.unitOfWork.direct((tx) => this.desk.list(tx, reach, filter, page));
    const { items, next_cursor } = pageByMoment(found, query.limit, ({ openedAt }) => openedAt);
    return { items: items.map(present), next_cursor };
  }

  /** Задача сделана. */
  @Post(':id/done')
  @HttpCode(204)
  @RequiresRight('campaign_tasks.close')
  async done(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() { note }: CampaignTaskDoneDto,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) =>
      this.desk.finish(tx, await this.acts.of(tx, principal, 'campaign_tasks.close'), id, note),
    );
  }
}

function present(task: Task): CampaignTaskDto {
  return {
    ...{ id: task.id, audience: task.audience, code: task.code, school_id: task.schoolId },
    ...{ school_name: task.schoolName, campaign_id: task.campaignId, wave: task.wave },
    ...{ cutover_on: task.cutoverOn, subject: task.subject, ...taskText(task.code, task.facts) },
    opened_at: task.openedAt,
  };
}
