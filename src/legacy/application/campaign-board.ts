import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import { type RoleWave } from '../domain/campaign-phase.js';
import type { CampaignPolicy } from '../domain/campaign-policy.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import {
  type CampaignCard,
  type CampaignFilter,
  type CampaignHistoryStep,
  CampaignReadings,
  type PostponementCount,
} from '../store/campaign-readings.repository.js';
import { CampaignSchedules } from '../store/campaign-schedules.repository.js';
import { CalendarDays, type CalendarEntry } from '../store/calendar-days.repository.js';
import { type DateRequest, DateRequests, type DateRequestStep } from '../store/date-requests.repository.js';
import { CampaignReadiness, type ReadinessOfCampaign } from './campaign-readiness.js';

/** What holds for a journal system: its policy and the region's dates. */
export interface SystemPlan {
  readonly system: { readonly id: Uuid; readonly code: string; readonly name: string };
  readonly policy: CampaignPolicy;
  readonly schedule: ReadonlyMap<RoleWave, CalendarDate>;
}

/** Everything that administrators read of campaigns, within their reach. */
@Injectable()
export class CampaignBoard {
  constructor(
    @Inject(CampaignReadings) private readonly readings: CampaignReadings,
    @Inject(CampaignReadiness) private readonly readiness: CampaignReadiness,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(CampaignSchedules) private readonly schedules: CampaignSchedules,
    @Inject(CalendarDays) private readonly days: CalendarDays,
    @Inject(DateRequests) private readonly requests: DateRequests,
  ) {}

  list(
    tx: EntityManager,
    scope: SchoolScope,
    filter: CampaignFilter,
    page: Parameters<CampaignReadings['list']>[3],
  ): Promise<CampaignCard[]> {
    return this.readings.list(tx, scope, filter, page);
  }

  /** @throws DomainError NOT_FOUND */
  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<CampaignCard> {
    return (await this.readings.find(tx, scope, id)) ?? absent();
  }

  /** With the gates of its next phase and of the cut-over, as of a moment. @throws DomainError NOT_FOUND */
  async findWithReadiness(
    tx: EntityManager,
    scope: SchoolScope,
    id: Uuid,
    at: Date,
  ): Promise<{ readonly card: CampaignCard; readonly readiness: ReadinessOfCampaign }> {
    const card = await this.find(tx, scope, id);
    const readiness = (await this.readiness.of(tx, [id], at)).get(id) ?? absent();
    return { card, readiness };
  }

  /** @throws DomainError NOT_FOUND */
  async history(
    tx: EntityManager,
    scope: SchoolScope,
    id: Uuid,
    page: Parameters<CampaignReadings['history']>[2],
  ): Promise<CampaignHistoryStep[]> {
    await this.find(tx, scope, id);
    return this.readings.history(tx, id, page);
  }

  postponements(tx: EntityManager, scope: SchoolScope, since: CalendarDate): Promise<PostponementCount[]> {
    return this.readings.postponements(tx, scope, since);
  }

  /** Policies and schedules of every journal system of the region. */
  async plans(tx: EntityManager, regionId: Uuid): Promise<readonly SystemPlan[]> {
    const policies = await this.policies.ofRegion(tx, regionId);
    const plans: SystemPlan[] = [];
    for (const one of policies) plans.push({ ...one, schedule: await this.schedules.of(tx, one.system.id) });
    return plans;
  }

  calendar(
    tx: EntityManager,
    scope: SchoolScope,
    filter: Parameters<CalendarDays['list']>[2],
    page: Parameters<CalendarDays['list']>[3],
  ): Promise<CalendarEntry[]> {
    return this.days.list(tx, scope, filter, page);
  }

  dateRequests(
    tx: EntityManager,
    scope: SchoolScope,
    filter: Parameters<DateRequests['list']>[2],
    page: Parameters<DateRequests['list']>[3],
  ): Promise<DateRequest[]> {
    return this.requests.list(tx, scope, filter, page);
  }

  /** @throws DomainError NOT_FOUND */
  async dateRequest(
    tx: EntityManager,
    scope: SchoolScope,
    id: Uuid,
  ): Promise<{ readonly request: DateRequest; readonly steps: readonly DateRequestStep[] }> {
    const request = (await this.requests.find(tx, scope, id)) ?? absent();
    return { request, steps: await this.requests.steps(tx, id) };
  }
}

function absent(): never {
  throw new DomainError('NOT_FOUND', 'not_found');
}
