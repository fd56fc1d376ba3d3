import { Body, Controller, Get, Headers, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiCookieAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequiresRight } from '../../access/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  CampaignBoard,
  type CampaignPolicy,
  ChangePolicy,
  DEFAULT_POLICY,
  PlanSchedule,
  type SystemPlan,
  WAVES,
} from '../../legacy/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { etagOf, revisionOf } from '../../platform/http/etag.js';
import { idOfPath } from '../../platform/http/validation.js';
import { AdministratorActs } from './administrator-acts.js';
import { dayOf } from './campaign-days.js';
import { thresholdsOf } from './campaign-gates.parse.js';
import {
  CampaignPoliciesDto,
  CampaignPolicyChangeDto,
  CampaignPolicyDto,
  CampaignScheduleChangeDto,
  CampaignSchedulesDto,
} from './campaign-policies.dto.js';

/** What the region decides for a journal system: thresholds, the rest of the policy, dates by wave. */
@ApiTags('campaigns')
@ApiCookieAuth('admin')
@Controller('api/v1')
export class CampaignPoliciesController {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AdministratorActs) private readonly acts: AdministratorActs,
    @Inject(CampaignBoard) private readonly board: CampaignBoard,
    @Inject(ChangePolicy) private readonly policies: ChangePolicy,
    @Inject(PlanSchedule) private readonly schedules: PlanSchedule,
  ) {}

  /** Политики всех журналов региона: пороги условий и остальное. */
  @Get('campaign-policies')
  @RequiresRight('campaigns.read')
  async list(@CurrentPrincipal() principal: Principal): Promise<CampaignPoliciesDto> {
    const plans = await this.unitOfWork.direct((tx) => this.board.plans(tx, principal.regionId));
    return { items: plans.map(({ system, policy }) => presentPolicy(system, policy)) };
  }

  /** Задать политику журнала целиком. */
  @Put('campaign-policies/:id')
  @RequiresRight('campaigns.plan')
  @ApiHeader({ name: 'If-Match', required: true, description: 'etag политики из GET.' })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Param('id', idOfPath) id: Uuid,
    @Body() body: CampaignPolicyChangeDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CampaignPolicyDto> {
    const wanted = policyOf(body);
    const revision = revisionOf(ifMatch);
    if (revision === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
    const { policy, plan } = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'campaigns.plan');
      const changed = await this.policies.execute(tx, act, id, wanted, { revision, reason: body.reason });
      const plans = await this.board.plans(tx, principal.regionId);
      return { policy: changed, plan: planOf(plans, id) };
    });
    response.setHeader('ETag', etagOf(policy.revision));
    return presentPolicy(plan.system, policy);
  }

  /** График региона: даты волн по журналам. */
  @Get('campaign-schedules')
  @RequiresRight('campaigns.read')
  async listSchedules(@CurrentPrincipal() principal: Principal): Promise<CampaignSchedulesDto> {
    const plans = await this.unitOfWork.direct((tx) => this.board.plans(tx, principal.regionId));
    return { items: plans.map(presentSchedule) };
  }

  /** Задать даты волн одного журнала. Идущие кампании не сдвигаются; школы, которые появятся позже, получат эти даты. */
  @Put('campaign-schedules')
  @RequiresRight('campaigns.plan')
  async plan(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CampaignScheduleChangeDto,
  ): Promise<CampaignSchedulesDto> {
    const dates = new Map(
      body.dates.map(({ wave, cutover_on }) => [wave, dayOf('dates.cutover_on', cutover_on)]),
    );
    const order = { dates, reason: body.reason, overridesCalendar: body.override_calendar ?? false };
    const plans = await this.unitOfWork.run(async (tx) => {
      const act = await this.acts.of(tx, principal, 'campaigns.plan');
      await this.schedules.execute(tx, act, { ...order, systemId: body.journal_system_id as Uuid });
      return this.board.plans(tx, principal.regionId);
    });
    return { items: plans.map(presentSchedule) };
  }
}

function policyOf(body: CampaignPolicyChangeDto): Omit<CampaignPolicy, 'revision'> {
  const from = body.first_use_blocked_from;
  return {
    gates: thresholdsOf(body.gates ?? {}),
    skipsAllowed: body.skips_allowed ?? DEFAULT_POLICY.skipsAllowed,
    disableOnLink: body.disable_on_link ?? DEFAULT_POLICY.disableOnLink,
    disableUnused: body.disable_unused ?? DEFAULT_POLICY.disableUnused,
    unusedSchoolDays: body.unused_school_days ?? DEFAULT_POLICY.unusedSchoolDays,
    firstUseBlockedFrom: from === undefined ? null : dayOf('first_use_blocked_from', from),
    brownoutHours: body.brownout_hours ?? DEFAULT_POLICY.brownoutHours,
    reenableDays: body.reenable_days ?? DEFAULT_POLICY.reenableDays,
    exemptionQuota: body.exemption_quota ?? DEFAULT_POLICY.exemptionQuota,
  };
}

function planOf(plans: readonly SystemPlan[], id: Uuid): SystemPlan {
  const plan = plans.find(({ system }) => system.id === id);
  if (plan === undefined) throw new DomainError('NOT_FOUND', 'not_found');
  return plan;
}

function presentPolicy({ id, code, name }: SystemPlan['system'], policy: CampaignPolicy): CampaignPolicyDto {
  return {
    ...{ journal_system_id: id, code, name, gates: { ...policy.gates } },
    ...{ skips_allowed: policy.skipsAllowed, disable_on_link: policy.disableOnLink },
    ...{ disable_unused: policy.disableUnused, unused_school_days: policy.unusedSchoolDays },
    ...{ first_use_blocked_from: policy.firstUseBlockedFrom, brownout_hours: policy.brownoutHours },
    ...{ reenable_days: policy.reenableDays, exemption_quota: policy.exemptionQuota },
    etag: etagOf(policy.revision),
  };
}

function presentSchedule({ system: { id, code, name }, schedule }: SystemPlan) {
  const dates = WAVES.flatMap((wave) => {
    const cutover_on = schedule.get(wave);
    return cutover_on === undefined ? [] : [{ wave, cutover_on }];
  });
  return { journal_system_id: id, code, name, dates };
}
