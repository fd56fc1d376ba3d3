import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError, type DomainFacts } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { rollupMoves, type RollupEvent, type RollupState } from '../domain/rollup-moves.js';
import { RollupHistory } from '../store/rollup-history.repository.js';
import { type Rollup, type RollupChange, Rollups } from '../store/rollups.repository.js';
import type { ReportsAct } from './reports-act.js';

/** A roll-up as the actor has seen it. */
export interface SeenRollup {
  readonly id: Uuid;
  /** The revision of the record that If-Match named; null without one. */
  readonly seen: number | null;
}

/** What one move changes; what it does not name stays. */
export interface RollupMove {
  readonly event: RollupEvent;
  readonly reason: string | null;
  readonly change: Partial<RollupChange>;
  readonly facts?: DomainFacts;
}

/** Moves a roll-up along the table of e.4: the lock, the guarded update, the step of its history, the audit. */
@Injectable()
export class RollupMoves {
  constructor(
    @Inject(Rollups) private readonly rollups: Rollups,
    @Inject(RollupHistory) private readonly history: RollupHistory,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The roll-up, locked, from which the event leads somewhere.
   *
   * @throws DomainError NOT_FOUND for another's; PRECONDITION_REQUIRED, PRECONDITION_FAILED: one acts upon what one has seen;
   *   ROLLUP_STATE_WRONG
   */
  async lock(
    tx: EntityManager,
    act: ReportsAct,
    { id, seen }: SeenRollup,
    event: RollupEvent,
  ): Promise<Rollup> {
    const rollup = await this.rollups.lock(tx, act.reach, id);
    if (rollup === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (seen === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
    if (seen !== rollup.etag) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    this.target(rollup, event);
    return rollup;
  }

  /** @throws DomainError ROLLUP_STATE_WRONG; CONFLICT when it was not locked and somebody was quicker */
  async execute(
    tx: EntityManager,
    act: ReportsAct,
    rollup: Rollup,
    { event, reason, change, facts = {} }: RollupMove,
  ): Promise<Rollup> {
    const to = this.target(rollup, event);
    const whole = { ...standing(rollup), ...change, to, at: act.now };
    if (!(await this.rollups.move(tx, rollup, whole))) throw new DomainError('CONFLICT', 'conflict');
    const step = { event, from: rollup.state, to, actor: act.actor, reason, revision: whole.revision };
    await this.history.addStep(tx, rollup.id, { ...step, at: act.now });
    await this.tell(tx, act, rollup, { event, to, reason, facts: { ...facts, revision: whole.revision } });
    return this.reread(tx, act, rollup.id);
  }

  /** Every act upon a roll-up is audited. */
  async tell(
    tx: EntityManager,
    act: ReportsAct,
    { id, regionId, period, municipality, state }: Rollup,
    told: {
      readonly event: RollupEvent;
      readonly to: RollupState;
      readonly reason?: string | null;
      readonly facts: DomainFacts;
    },
  ): Promise<void> {
    const { event, to, reason = null, facts } = told;
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: `rollup.${event}` },
      ...{ subject: { kind: 'rollup', id }, traceId: act.traceId ?? undefined },
      ...(reason === null ? {} : { reason }),
      facts: { periodId: period.id, municipalityId: municipality.id, from: state, to, ...facts },
    });
  }

  async reread(tx: EntityManager, { reach }: ReportsAct, id: Uuid): Promise<Rollup> {
    const rollup = await this.rollups.find(tx, { ...reach, wholeRegion: true }, id);
    if (rollup === null) throw new DomainError('NOT_FOUND', 'not_found');
    return rollup;
  }

  private target({ state }: Rollup, event: RollupEvent): RollupState {
    const to = rollupMoves[state][event];
    if (to === undefined) throw new DomainError('ROLLUP_STATE_WRONG', 'conflict', { state });
    return to;
  }
}

function standing(rollup: Rollup): Omit<RollupChange, 'to' | 'at'> {
  const { revision, dueBefore, late, missingSchools, submittedBy, submittedAt, acceptedBy, acceptedAt } =
    rollup;
  return {
    ...{ revision, dueBefore, late, missingSchools },
    submitted: submittedBy === null || submittedAt === null ? null : { by: submittedBy, at: submittedAt },
    accepted: acceptedBy === null || acceptedAt === null ? null : { by: acceptedBy, at: acceptedAt },
  };
}
