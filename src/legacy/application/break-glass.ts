import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { sqlState, UnitOfWork, violatedConstraint } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { approve, type BreakGlassState, lapsedBefore, stateInForce } from '../domain/break-glass.js';
import { type BreakGlassGrant, BreakGlassRepository } from '../store/break-glass.repository.js';

/** A campaign manager of a region. */
export interface RegionManager {
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
}

/** LEG-12: passwords for a whole region come back for some hours, on the word of two people, and go again by time. */
@Injectable()
export class BreakGlassDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(BreakGlassRepository) private readonly grants: BreakGlassRepository,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The word of the first.
   *
   * @throws DomainError BREAK_GLASS_OPEN while another is requested or on
   */
  async request(
    manager: RegionManager,
    wanted: { readonly hours: number; readonly reason: string },
  ): Promise<Uuid> {
    const { regionId, esiaPersonId: requestedBy } = manager;
    const now = this.clock.now();
    const grant = { id: newUuid(), regionId, requestedBy, requestedAt: now, ...wanted };
    try {
      await this.unitOfWork.run(async (tx) => {
        await this.closeOverdue(tx, now, regionId);
        await this.grants.request(tx, grant);
        const facts = { hours: wanted.hours };
        await this.record(tx, grant, 'requested', {
          actor: administrator(manager),
          at: now,
          reason: wanted.reason,
          facts,
        });
      });
    } catch (error) {
      if (sqlState(error) === '23505' && violatedConstraint(error) === 'break_glass_grants_one_at_a_time') {
        throw new DomainError('BREAK_GLASS_OPEN', 'conflict', {}, { cause: error });
      }
      throw error;
    }
    return grant.id;
  }

  /**
   * The word of the second; gives until when passwords work.
   *
   * @throws DomainError NOT_FOUND, BREAK_GLASS_LAPSED, BREAK_GLASS_DECIDED, BREAK_GLASS_SAME_PERSON
   */
  approve(manager: RegionManager, id: Uuid, reason: string): Promise<Date> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const grant = await this.lock(tx, manager, id);
      const answer = approve(grant, await this.isSameHuman(tx, grant.requestedBy, manager.esiaPersonId), now);
      if (answer.kind === 'refused') {
        throw new DomainError(
          `BREAK_GLASS_${answer.why}`,
          answer.why === 'SAME_PERSON' ? 'forbidden' : 'conflict',
        );
      }
      const { until } = answer;
      await this.grants.turnOn(tx, id, { approvedBy: manager.esiaPersonId, approvedAt: now, until });
      await this.record(tx, grant, 'on', {
        actor: administrator(manager),
        at: now,
        reason,
        facts: { until },
      });
      return until;
    });
  }

  /**
   * Ends it before its time, or takes a request back; any campaign manager may, alone.
   *
   * @throws DomainError NOT_FOUND, BREAK_GLASS_DECIDED when it is over already
   */
  end(manager: RegionManager, id: Uuid, reason: string): Promise<BreakGlassState> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const grant = await this.lock(tx, manager, id);
      const state = stateInForce(grant, now);
      if (state === 'ended' || state === 'lapsed') throw new DomainError('BREAK_GLASS_DECIDED', 'conflict');
      const to = state === 'on' ? 'ended' : 'lapsed';
      await this.grants.end(tx, id, to, manager.esiaPersonId, now);
      await this.record(tx, grant, to, { actor: administrator(manager), at: now, reason, facts: {} });
      return to;
    });
  }

  /** With the state in force, whatever is written. */
  async list(
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly BreakGlassGrant[]> {
    const now = this.clock.now();
    const found = await this.unitOfWork.direct((tx) => this.grants.list(tx, regionId, page));
    return found.map((grant) => ({ ...grant, state: stateInForce(grant, now) }));
  }

  /** Writes down what time has ended, in one region or in all. */
  async closeOverdue(tx: EntityManager, now: Date, regionId: Uuid | null): Promise<void> {
    for (const closed of await this.grants.closeOverdue(tx, now, lapsedBefore(now), regionId)) {
      const actor = { kind: 'system', id: 'emergencies.end' } as const;
      await this.record(tx, closed, closed.state, { actor, at: now, reason: 'TIME', facts: {} });
    }
  }

  private async lock(tx: EntityManager, { regionId }: RegionManager, id: Uuid): Promise<BreakGlassGrant> {
    const grant = await this.grants.lock(tx, regionId, id);
    if (grant === null) throw new DomainError('NOT_FOUND', 'not_found');
    return grant;
  }

  /** One human may have two accounts of ESIA: the СНИЛС tells. */
  private async isSameHuman(tx: EntityManager, one: Uuid, other: Uuid): Promise<boolean> {
    if (one === other) return true;
    const [a, b] = await this.persons.byIds(tx, [one, other]);
    const [left, right] = [a?.snilsHmac ?? null, b?.snilsHmac ?? null];
    return left !== null && right !== null && left.equals(right);
  }

  private record(
    tx: EntityManager,
    grant: { readonly id: Uuid; readonly regionId: Uuid },
    state: BreakGlassState,
    act: { readonly actor: AuditActor; readonly at: Date; readonly reason: string; readonly facts: object },
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{
        regionId: grant.regionId,
        at: act.at,
        actor: act.actor,
        reason: act.reason,
        facts: { ...act.facts },
      },
      ...{ action: `break_glass.${state}`, subject: { kind: 'break_glass', id: grant.id } },
      traceId: currentRequestId(),
    });
  }
}

function administrator({ esiaPersonId }: RegionManager): AuditActor {
  return { kind: 'administrator', id: esiaPersonId };
}
