import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { type News, Outbox } from '../../platform/outbox/outbox.js';
import { holdsUntil } from '../domain/exemption.js';
import { CampaignTasks, type NewCampaignTask } from '../store/campaign-tasks.repository.js';
import type { Exemption } from '../store/exemptions.repository.js';

/** Each step of an exemption, for those who write notices. */
const EXEMPTION_CHANGED = 'exemption.changed';

/** Tasks about exemptions; the subject of each is the exemption's id. */
export const EXEMPTION_TASKS = [
  'EXEMPTION_REQUESTED',
  'EXEMPTION_RENEWAL_ASKED',
  'EXEMPTION_ENDS_SOON',
  'EXEMPTION_REVIEW_DUE',
  'EXEMPTION_JOINED_LATE',
] as const;

export type ExemptionTask = (typeof EXEMPTION_TASKS)[number];

/** One step as the audit and the news tell it. */
export interface ExemptionStep {
  readonly one: Exemption;
  readonly event:
    | 'requested'
    | 'approved'
    | 'rejected'
    | 'started'
    | 'renewal_asked'
    | 'renewed'
    | 'renewal_refused'
    | 'escalated'
    | 'reviewed'
    | 'moved'
    | 'ends_soon'
    | 'expired'
    | 'revoked';
  readonly reason: string;
}

export interface StepBy {
  readonly actor: AuditActor;
  readonly now: Date;
  readonly traceId: string | null;
}

/** Keeps what happened to exemptions: the trail, the news, the tasks of those who are to act. */
@Injectable()
export class ExemptionRecords {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
  ) {}

  /** Writes the trail and the news of the steps; what stands in them are ids, codes and dates. */
  async tell(
    tx: EntityManager,
    steps: readonly ExemptionStep[],
    { actor, now, traceId }: StepBy,
  ): Promise<void> {
    await this.audit.recordAll(
      tx,
      steps.map(({ one, event, reason }) => ({
        ...{ regionId: one.regionId, at: now, actor, action: `exemption.${event}`, reason },
        subject: { kind: 'exemption', id: one.id },
        schoolId: one.schoolId,
        facts: factsOf(one),
        traceId: traceId ?? undefined,
      })),
    );
    await this.outbox.tell(
      tx,
      steps.map((step) => newsOf(step, now)),
    );
  }

  /** A task with whoever is to act: the school, or the campaign manager once it lies with them. */
  async ask(
    tx: EntityManager,
    code: ExemptionTask,
    exemptions: readonly Exemption[],
    audience: NewCampaignTask['audience'],
    at: Date,
  ): Promise<void> {
    await this.tasks.open(
      tx,
      exemptions.map((one) => ({
        ...{
          regionId: one.regionId,
          audience,
          code,
          schoolId: one.schoolId,
          campaignId: null,
          subject: one.id,
        },
        facts: factsOf(one),
      })),
      at,
    );
  }

  /** The question of these tasks is answered. */
  async answered(
    tx: EntityManager,
    codes: readonly ExemptionTask[],
    id: Uuid,
    { actor, now }: Pick<StepBy, 'actor' | 'now'>,
  ): Promise<void> {
    for (const code of codes) {
      await this.tasks.closeMatching(tx, { code, subject: id }, actor.id ?? actor.kind, now);
    }
  }
}

function factsOf(one: Exemption): Readonly<Record<string, unknown>> {
  return {
    exemption_id: one.id,
    scope: one.scope,
    type: one.type,
    state: one.state,
    starts_on: one.startsOn,
    ends_on: one.endsOn,
    renewal_until: one.renewalUntil,
  };
}

/** The body of `exemption.changed`: `{ exemption_id, school_id, scope, type, event, reason, state, holds_until }`. */
function newsOf({ one, event, reason }: ExemptionStep, at: Date): News {
  const body = {
    exemption_id: one.id,
    school_id: one.schoolId,
    scope: one.scope,
    type: one.type,
    event,
    reason,
    state: one.state,
    holds_until: holdsUntil(one),
  };
  return { regionId: one.regionId, topic: EXEMPTION_CHANGED, body, at };
}
