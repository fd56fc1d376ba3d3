import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Schools } from '../../territory/index.js';
import type { CampaignOrder } from '../domain/campaign-moves.js';
import {
  DATE_REQUEST_TASK,
  type DateRequestEvent,
  type DateRequestKind,
  type DateRequestState,
  firstState,
  requestMoves,
} from '../domain/date-request.js';
import { CampaignReadings } from '../store/campaign-readings.repository.js';
import { CampaignTasks, type TaskAudience } from '../store/campaign-tasks.repository.js';
import { type DateRequest, DateRequests } from '../store/date-requests.repository.js';
import type { AdministratorsAct } from './administrators-act.js';
import { MoveCampaigns } from './move-campaigns.js';

/** What a principal asks for. */
export interface AskedDate {
  readonly campaignId: Uuid;
  readonly kind: DateRequestKind;
  readonly date: CalendarDate;
  readonly reason: string;
}

/** One step of whoever has the request before them. */
export interface DateRequestAnswer {
  readonly event: DateRequestEvent;
  readonly reason: string;
  /** EC-107: the region lets a forbidden day stand, with the reason of its approval. */
  readonly overridesCalendar?: boolean;
}

/** Another date of a school, asked for, agreed to and approved, each with an author and a reason (LEG-11, EC-108, EC-110). */
@Injectable()
export class AskForDate {
  constructor(
    @Inject(DateRequests) private readonly requests: DateRequests,
    @Inject(CampaignReadings) private readonly campaigns: CampaignReadings,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(MoveCampaigns) private readonly moves: MoveCampaigns,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The rules of the move are asked at once, so that nobody waits weeks for a date that cannot be.
   *
   * @throws DomainError NOT_FOUND; DATE_REQUEST_OPEN while another one waits; what forbids the move itself
   */
  async ask(
    tx: EntityManager,
    act: AdministratorsAct,
    { campaignId, kind, date, reason }: AskedDate,
  ): Promise<Uuid> {
    const campaign = await this.campaigns.find(tx, act.reach, campaignId);
    const school = campaign === null ? null : await this.schools.find(tx, act.reach, campaign.school.id);
    if (campaign === null || school === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (campaign.cutoverOn === null) throw new DomainError('DATE_REQUEST_UNDATED', 'conflict');
    await this.assertPossible(tx, act, { campaignId, kind, date, reason });
    const state = firstState(kind, school.founderType);
    const asked = { regionId: act.reach.regionId, schoolId: school.id, campaignId, kind, state, reason };
    const id = await this.requests.add(tx, {
      ...asked,
      ...{ fromDate: campaign.cutoverOn, toDate: date, askedBy: act.administratorId, askedAt: act.now },
    });
    if (id === null) throw new DomainError('DATE_REQUEST_OPEN', 'conflict');
    const step = {
      event: 'ask',
      from: null,
      to: state,
      actorId: act.administratorId,
      reason,
      at: act.now,
    } as const;
    await this.requests.addStep(tx, id, step);
    await this.tell(tx, act, { ...asked, id, toDate: date }, 'campaign.date_asked', reason);
    return id;
  }

  /**
   * Agree, disagree, approve, refuse or withdraw. An approval moves the campaign in the same transaction.
   *
   * @throws DomainError NOT_FOUND; DATE_REQUEST_DECIDED when the request does not wait for this step; what forbids the move
   */
  async answer(
    tx: EntityManager,
    act: AdministratorsAct,
    id: Uuid,
    given: DateRequestAnswer,
  ): Promise<DateRequestState> {
    const request = await this.requests.lock(tx, act.reach, id);
    if (request === null) throw new DomainError('NOT_FOUND', 'not_found');
    const to = requestMoves[request.state][given.event];
    if (to === undefined) throw new DomainError('DATE_REQUEST_DECIDED', 'conflict', { state: request.state });
    const actId = to === 'approved' ? newUuid() : null;
    const { event, reason } = given;
    // First, so that the move of the date does not find a request that still waits.
    await this.requests.move(tx, id, to, act.now, actId);
    if (actId !== null) await this.carryOut(tx, act, request, given, actId);
    const step = { event, from: request.state, to, actorId: act.administratorId, reason, at: act.now };
    await this.requests.addStep(tx, id, step);
    await this.tell(tx, act, { ...request, state: to }, `campaign.date_${STEP_OF[event]}`, reason);
    return to;
  }

  private async carryOut(
    tx: EntityManager,
    act: AdministratorsAct,
    request: DateRequest,
    { reason, overridesCalendar = false }: DateRequestAnswer,
    actId: Uuid,
  ): Promise<void> {
    await this.moves.execute(tx, {
      campaignIds: [request.campaignId],
      order: orderOf(request.kind, request.toDate, overridesCalendar),
      reason: `${request.reason} — ${reason}`,
      ...{ actor: act.actor, at: act.now, actId },
    });
  }

  private async assertPossible(tx: EntityManager, act: AdministratorsAct, asked: AskedDate): Promise<void> {
    // The calendar is the region's to override, so its refusal is not final here; every other one is.
    const order = orderOf(asked.kind, asked.date, false);
    const moved = {
      campaignIds: [asked.campaignId],
      order,
      reason: asked.reason,
      actor: act.actor,
      at: act.now,
    };
    const { refused } = await this.moves.preview(tx, { ...moved, actId: newUuid() });
    const [refusal] = refused;
    if (refusal !== undefined) throw new DomainError(refusal.code, refusal.kind, refusal.facts);
  }

  /** The task goes to whoever the request waits for now; what nobody waits for is no task. */
  private async tell(
    tx: EntityManager,
    act: AdministratorsAct,
    request: Pick<DateRequest, 'id' | 'regionId' | 'schoolId' | 'campaignId' | 'kind' | 'state' | 'toDate'>,
    action: string,
    reason: string,
  ): Promise<void> {
    const { id, regionId, schoolId, campaignId, kind, state, toDate } = request;
    await this.tasks.closeMatching(
      tx,
      { code: DATE_REQUEST_TASK, subject: id },
      act.administratorId,
      act.now,
    );
    const audience = WAITS_FOR[state];
    const facts = { kind, date: toDate };
    if (audience !== null) {
      await this.tasks.open(
        tx,
        [{ regionId, audience, code: DATE_REQUEST_TASK, schoolId, campaignId, subject: id, facts }],
        act.now,
      );
    }
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action, schoolId, reason },
      ...{ subject: { kind: 'campaign_request', id }, traceId: act.traceId ?? undefined },
      facts: { ...facts, campaignId, state },
    });
  }
}

const STEP_OF: Readonly<Record<DateRequestEvent, string>> = {
  agree: 'agreed',
  disagree: 'refused',
  approve: 'approved',
  refuse: 'refused',
  withdraw: 'withdrawn',
};

const WAITS_FOR: Readonly<Record<DateRequestState, TaskAudience | null>> = {
  asked: 'municipality',
  agreed: 'campaign_manager',
  approved: null,
  refused: null,
  withdrawn: null,
  lapsed: null,
};

function orderOf(kind: DateRequestKind, date: CalendarDate, overridesCalendar: boolean): CampaignOrder {
  return kind === 'postpone'
    ? { event: 'postpone', to: { date }, overridesCalendar }
    : { event: 'advance', date, askedByPrincipal: true, overridesCalendar };
}
