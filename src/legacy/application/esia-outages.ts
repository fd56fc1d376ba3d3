import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { EsiaAvailability } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { sqlState, UnitOfWork, violatedConstraint } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { Log } from '../../platform/logging/log.js';
import { outageUntil } from '../domain/esia-outage.js';
import { emergencyMetrics } from '../gateway/emergency-metrics.js';
import { type EsiaOutage, EsiaOutages } from '../store/esia-outages.repository.js';
import type { RegionManager } from './break-glass.js';

const HOUR_MS = 3_600_000;
const BREAKER = { kind: 'system', id: 'esia_outages.report' } as const;

/** The outage of ESIA as a state of the region (LEG-19, AUTH-13): by the servers' circuit breakers, or by hand. */
@Injectable()
export class EsiaOutageDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EsiaOutages) private readonly outages: EsiaOutages,
    @Inject(EsiaAvailability) private readonly availability: EsiaAvailability,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Log) private readonly log: Log,
  ) {}

  /**
   * Runs in every server: tells the database what this server's breaker knows, and shows what is over each region. While
   * nothing is wrong it reads one row for each region and writes nothing.
   */
  async report(now: Date): Promise<void> {
    const reach = this.availability.now();
    const until = outageUntil(reach, now);
    if (until !== null) await this.unitOfWork.run((tx) => this.vouch(tx, reach.since, now, until));
    for (const { code, isOutage, isBreakGlass } of await this.unitOfWork.direct((tx) =>
      this.outages.emergencies(tx, now),
    )) {
      emergencyMetrics.outage.set({ region: code }, isOutage ? 1 : 0);
      emergencyMetrics.breakGlass.set({ region: code }, isBreakGlass ? 1 : 0);
    }
  }

  /** Writes down what time has ended. */
  async closeOverdue(tx: EntityManager, now: Date): Promise<void> {
    for (const outage of await this.outages.closeOverdue(tx, now)) {
      this.log.info('esia_outage.ended', { regionId: outage.regionId, setBy: outage.setBy });
      await this.record(tx, outage, 'ended', {
        actor: BREAKER,
        at: now,
        reason: 'TIME',
        facts: { setBy: outage.setBy },
      });
    }
  }

  /**
   * A campaign manager declares the outage for some hours; it takes the place of a breaker's.
   *
   * @throws DomainError ESIA_OUTAGE_DECLARED while another is declared by hand
   */
  declare(
    manager: RegionManager,
    wanted: { readonly hours: number; readonly reason: string },
  ): Promise<Uuid> {
    const { regionId, esiaPersonId: actorId } = manager;
    const { hours, reason } = wanted;
    const now = this.clock.now();
    return this.onceMoreIfRaced(async (tx) => {
      await this.closeOverdue(tx, now);
      const open = await this.outages.lockOpen(tx, regionId);
      if (open?.setBy === 'hand') throw new DomainError('ESIA_OUTAGE_DECLARED', 'conflict');
      if (open !== null) await this.outages.end(tx, open.id, 'superseded', now);
      const id = newUuid();
      const until = new Date(now.getTime() + hours * HOUR_MS);
      await this.outages.declare(tx, { id, regionId, actorId, reason, startedAt: now, until });
      await this.record(tx, { id, regionId }, 'declared', {
        actor: administrator(manager),
        at: now,
        reason,
        facts: { until },
      });
      return id;
    });
  }

  /**
   * A campaign manager says that ESIA works again; what the breakers know until they close does not bring it back.
   *
   * @throws DomainError NOT_FOUND, ESIA_OUTAGE_OVER
   */
  end(manager: RegionManager, id: Uuid, reason: string): Promise<void> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const outage = await this.outages.lock(tx, manager.regionId, id);
      if (outage === null) throw new DomainError('NOT_FOUND', 'not_found');
      const isOver = outage.endedAt !== null || (outage.until !== null && outage.until <= now);
      if (isOver) throw new DomainError('ESIA_OUTAGE_OVER', 'conflict');
      await this.outages.end(tx, id, 'hand', now);
      const { setBy } = outage;
      await this.record(tx, outage, 'ended', {
        actor: administrator(manager),
        at: now,
        reason,
        facts: { setBy },
      });
    });
  }

  list(
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<readonly EsiaOutage[]> {
    return this.unitOfWork.direct((tx) => this.outages.list(tx, regionId, page));
  }

  /** Another's word, or a breaker's, may come between the look and the writing: then the second look sees it. */
  private async onceMoreIfRaced<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.unitOfWork.run(work);
    } catch (error) {
      const isRaced =
        sqlState(error) === '23505' && violatedConstraint(error) === 'esia_outages_one_at_a_time';
      if (!isRaced) throw error;
      return this.unitOfWork.run(work);
    }
  }

  private async vouch(tx: EntityManager, since: Date, now: Date, until: Date): Promise<void> {
    await this.closeOverdue(tx, now);
    for (const begun of await this.outages.report(tx, since, now, until)) {
      this.log.error('esia_outage.began', { regionId: begun.regionId });
      await this.record(tx, begun, 'declared', {
        actor: BREAKER,
        at: now,
        reason: 'BREAKER',
        facts: { since },
      });
    }
  }

  private record(
    tx: EntityManager,
    outage: { readonly id: Uuid; readonly regionId: Uuid },
    step: 'declared' | 'ended',
    act: { readonly actor: AuditActor; readonly at: Date; readonly reason: string; readonly facts: object },
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{
        regionId: outage.regionId,
        at: act.at,
        actor: act.actor,
        reason: act.reason,
        facts: { ...act.facts },
      },
      ...{ action: `esia_outage.${step}`, subject: { kind: 'esia_outage', id: outage.id } },
      traceId: currentRequestId(),
    });
  }
}

function administrator({ esiaPersonId }: RegionManager): AuditActor {
  return { kind: 'administrator', id: esiaPersonId };
}
