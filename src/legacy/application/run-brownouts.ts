import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type BrownoutEvent, brownoutEventAt } from '../domain/brownout.js';
import { calendarRefusal } from '../domain/brownout-plan.js';
import { BrownoutsRepository, type LockedBrownout } from '../store/brownouts.repository.js';
import { BrownoutGround, type PlaceOfSchool } from './brownout-ground.js';
import { MoveBrownouts } from './move-brownouts.js';

const BATCH = 500;
/** A window that lies in an exam entered since is taken back before it begins, not after the first refusal. */
const AHEAD_MS = 3_600_000;

/**
 * The job `brownouts.run`: windows begin and end by time, whatever happened meanwhile. The decision about a sign-in looks at
 * the times itself; what is made here is the record, the news, and the count of windows held.
 */
@Injectable()
export class RunBrownouts {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BrownoutsRepository) private readonly brownouts: BrownoutsRepository,
    @Inject(BrownoutGround) private readonly ground: BrownoutGround,
    @Inject(MoveBrownouts) private readonly moveBrownouts: MoveBrownouts,
  ) {}

  /** Twice over what is at hand: a window that was missed with its end begins and ends in one run. */
  async execute(now: Date): Promise<void> {
    await this.walk(now);
    await this.walk(now);
  }

  private async walk(now: Date): Promise<void> {
    let after: Uuid | null = null;
    let read: readonly LockedBrownout[];
    do {
      read = await this.unitOfWork.run((tx) => this.step(tx, after, now));
      after = read.at(-1)?.id ?? null;
    } while (read.length === BATCH);
  }

  private async step(tx: EntityManager, after: Uuid | null, now: Date): Promise<readonly LockedBrownout[]> {
    const soon = new Date(now.getTime() + AHEAD_MS);
    const windows = await this.brownouts.atHand(tx, soon, after, BATCH);
    const places = await this.placesOf(tx, windows);
    const due = new Map<string, { window: LockedBrownout; event: BrownoutEvent }[]>();
    for (const window of windows) {
      const { startsAt: from, endsAt: until, schoolId } = window;
      const place = window.state === 'planned' ? places.get(window.regionId)?.(schoolId) : undefined;
      const forbidden = place === undefined ? null : calendarRefusal({ from, until }, place);
      const event = brownoutEventAt(
        { ...window, hasHits: window.firstHitAt !== null, isForbidden: forbidden !== null },
        now,
      );
      if (event === null) continue;
      const reason = event === 'begin' ? '' : (forbidden ?? reasonOf(window, now));
      due.set(reason, [...(due.get(reason) ?? []), { window, event }]);
    }
    for (const [reason, moves] of due) {
      const actor = { kind: 'system', id: 'brownouts.run' } as const;
      await this.moveBrownouts.execute(tx, { moves, actor, at: now, reason: reason || null, traceId: null });
    }
    return windows;
  }

  private async placesOf(
    tx: EntityManager,
    windows: readonly LockedBrownout[],
  ): Promise<ReadonlyMap<Uuid, PlaceOfSchool>> {
    const waiting = windows.filter(({ state }) => state === 'planned').map(({ regionId }) => regionId);
    const places = new Map<Uuid, PlaceOfSchool>();
    for (const regionId of new Set(waiting)) places.set(regionId, await this.ground.ofRegion(tx, regionId));
    return places;
  }
}

/** Why a window ends or is cancelled, where the calendar is not the reason. */
function reasonOf({ endsAt, isPaused, phase }: LockedBrownout, now: Date): string {
  if (endsAt <= now) return 'TIME';
  return isPaused && phase === 'brownouts' ? 'PAUSED' : 'PHASE';
}
