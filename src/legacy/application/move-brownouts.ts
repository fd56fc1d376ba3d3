import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type BrownoutEvent, nextBrownoutState, type Stretch, wasHeld } from '../domain/brownout.js';
import {
  type BrownoutMove,
  BrownoutsRepository,
  type LockedBrownout,
} from '../store/brownouts.repository.js';
import { brownoutNews } from './legacy-news.js';

/** Moves of windows that were read under lock: by whom, when, why. */
export interface BrownoutStep {
  readonly moves: readonly { readonly window: LockedBrownout; readonly event: BrownoutEvent }[];
  readonly actor: AuditActor;
  readonly at: Date;
  /** Null where time did it. */
  readonly reason: string | null;
  readonly traceId: string | null;
}

/** Writes what happens to brownout windows: the state, whether it counts as held, news and audit, each once. */
@Injectable()
export class MoveBrownouts {
  constructor(
    @Inject(BrownoutsRepository) private readonly brownouts: BrownoutsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The windows must be locked in this transaction, and their states such that each event moves them. */
  async execute(tx: EntityManager, step: BrownoutStep): Promise<void> {
    const { actor, at, reason, traceId } = step;
    const outages = await this.outagesOf(tx, step);
    const moves = step.moves.map(({ window, event }) => moveOf(window, event, step, outages));
    await this.brownouts.move(tx, moves);
    const told = step.moves.map(({ window }, index) => {
      const { id: windowId, campaignId, journalSystemId, schoolId, wave, endsAt, share } = window;
      const state = moves[index]?.to;
      if (state === undefined || state === 'planned') throw new Error('a window never goes back');
      const news = { windowId, campaignId, journalSystemId, schoolId, wave, state, endsAt, share };
      return { news: brownoutNews(window.regionId, at, news), window, state };
    });
    await this.outbox.tell(
      tx,
      told.map(({ news }) => news),
    );
    await this.audit.recordAll(
      tx,
      told.map(({ window, state }, index) => ({
        ...{ regionId: window.regionId, at, actor, action: `brownout.${state}`, schoolId: window.schoolId },
        subject: { kind: 'brownout_window', id: window.id },
        ...(reason === null ? {} : { reason }),
        facts: { campaignId: window.campaignId, held: moves[index]?.held ?? null },
        traceId: traceId ?? undefined,
      })),
    );
  }

  /** The outages of ESIA that may have made an ending window inert (LEG-19). */
  private async outagesOf(
    tx: EntityManager,
    { moves }: BrownoutStep,
  ): Promise<readonly ({ readonly regionId: string } & Stretch)[]> {
    const ending = moves.filter(({ event }) => event === 'end').map(({ window }) => window);
    if (ending.length === 0) return [];
    const within = {
      from: new Date(Math.min(...ending.map(({ startsAt }) => startsAt.getTime()))),
      until: new Date(Math.max(...ending.map(({ endsAt }) => endsAt.getTime()))),
    };
    return this.brownouts.outages(tx, [...new Set(ending.map(({ regionId }) => regionId))], within);
  }
}

function moveOf(
  window: LockedBrownout,
  event: BrownoutEvent,
  { actor, at, reason }: BrownoutStep,
  outages: readonly ({ readonly regionId: string } & Stretch)[],
): BrownoutMove {
  const { id, state: from, startsAt, endsAt } = window;
  const to = nextBrownoutState(from, event);
  if (to === null) throw new Error(`a ${from} window does not ${event}`);
  const base = { id, from, to, startedAt: null, endedAt: null, held: null, endedBy: null, endReason: null };
  const by = actor.id ?? actor.kind;
  switch (event) {
    case 'begin':
      return { ...base, startedAt: earlier(at, window.firstHitAt ?? at) };
    case 'cancel':
      return { ...base, endedAt: at, held: false, endedBy: by, endReason: reason };
    case 'end': {
      const endedAt = earlier(at, endsAt);
      const ran = { from: window.startedAt ?? endedAt, until: endedAt };
      const ofRegion = outages.filter(({ regionId }) => regionId === window.regionId);
      const held = wasHeld({ from: startsAt, until: endsAt }, ran, ofRegion);
      return { ...base, endedAt, held, endedBy: by, endReason: reason };
    }
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
