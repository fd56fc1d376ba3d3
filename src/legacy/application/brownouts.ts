import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { type SchoolScope, Schools } from '../../territory/index.js';
import { type BrownoutEvent, type BrownoutState, isInForce } from '../domain/brownout.js';
import { DEFAULT_LESSONS, type LessonHours } from '../domain/brownout-plan.js';
import {
  type BrownoutFilter,
  type BrownoutHit,
  BrownoutReadings,
  type ListedBrownout,
  type PageAfter,
  type SchoolImpact,
} from '../store/brownout-readings.repository.js';
import {
  BrownoutsRepository,
  type BrownoutTarget,
  type LockedBrownout,
} from '../store/brownouts.repository.js';
import { LessonHoursRepository, type RecordedLessons } from '../store/lesson-hours.repository.js';
import { MoveBrownouts } from './move-brownouts.js';
import { type BrownoutPreview, PlanBrownouts, type PlannedBrownout } from './plan-brownouts.js';

/** An administrator and how far the right reaches that they use. */
export interface EmergencyDecider {
  readonly esiaPersonId: Uuid;
  readonly scope: SchoolScope;
}

/** What an administrator wants to be switched off, when, and for how many per cent of the accounts. */
export interface WantedBrownout {
  readonly target: BrownoutTarget;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly share: number;
  readonly reason: string;
}

/** A listed window, and whether it refuses at this moment. */
export type ShownBrownout = ListedBrownout & { readonly isInForce: boolean };

/** What a person's «stop» is to a window. */
const STOP: Readonly<Record<BrownoutState, BrownoutEvent | null>> = {
  planned: 'cancel',
  running: 'end',
  ended: null,
  cancelled: null,
};

/** Everything that administrators do with brownouts, each in one transaction: the door for whoever asks. */
@Injectable()
export class Brownouts {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlanBrownouts) private readonly planning: PlanBrownouts,
    @Inject(MoveBrownouts) private readonly moving: MoveBrownouts,
    @Inject(BrownoutsRepository) private readonly brownouts: BrownoutsRepository,
    @Inject(BrownoutReadings) private readonly readings: BrownoutReadings,
    @Inject(LessonHoursRepository) private readonly lessonHours: LessonHoursRepository,
    @Inject(Schools) private readonly schools: Schools,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async preview(decider: EmergencyDecider, wanted: WantedBrownout): Promise<BrownoutPreview> {
    const order = this.orderOf(decider, wanted);
    return this.unitOfWork.direct((tx) => this.planning.preview(tx, order));
  }

  async plan(
    decider: EmergencyDecider,
    wanted: WantedBrownout,
  ): Promise<{ readonly actId: Uuid; readonly windows: readonly PlannedBrownout[] }> {
    const order = this.orderOf(decider, wanted);
    return {
      actId: order.actId,
      windows: await this.unitOfWork.run((tx) => this.planning.execute(tx, order)),
    };
  }

  /**
   * Takes back what has not begun and ends what runs: one window, or all of an act. Gives how many.
   *
   * @throws DomainError NOT_FOUND, BROWNOUT_OVER when all of it was over before
   */
  cancel(
    { scope, esiaPersonId }: EmergencyDecider,
    which: { readonly id: Uuid } | { readonly actId: Uuid },
    reason: string,
  ): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const windows = await this.brownouts.lock(tx, scope, which);
      if (windows.length === 0) throw new DomainError('NOT_FOUND', 'not_found');
      const moves = windows.flatMap((window): readonly { window: LockedBrownout; event: BrownoutEvent }[] => {
        const event = STOP[window.state];
        return event === null ? [] : [{ window, event }];
      });
      if (moves.length === 0) throw new DomainError('BROWNOUT_OVER', 'conflict');
      const actor = { kind: 'administrator', id: esiaPersonId } as const;
      const traceId = currentRequestId() ?? null;
      await this.moving.execute(tx, { moves, actor, at: this.clock.now(), reason, traceId });
      return moves.length;
    });
  }

  async list(scope: SchoolScope, filter: BrownoutFilter, page: PageAfter): Promise<readonly ShownBrownout[]> {
    const now = this.clock.now();
    const found = await this.unitOfWork.direct((tx) => this.readings.list(tx, scope, now, filter, page));
    return found.map((one) => ({ ...one, isInForce: isInForce(one, one.isOutage, now) }));
  }

  bySchool(
    scope: SchoolScope,
    when: { readonly from: Date; readonly until: Date; readonly actId: Uuid | null },
    page: PageAfter,
  ): Promise<readonly SchoolImpact[]> {
    return this.unitOfWork.direct((tx) => this.readings.bySchool(tx, scope, when, page));
  }

  /** @throws DomainError NOT_FOUND when the window is none of the schools within reach */
  hits(scope: SchoolScope, id: Uuid, page: PageAfter): Promise<readonly BrownoutHit[]> {
    return this.unitOfWork.direct(async (tx) => {
      const only = { id, schoolId: null, journalSystemId: null, wave: null, state: null, actId: null };
      const [found] = await this.readings.list(tx, scope, this.clock.now(), only, { limit: 1, after: null });
      if (found === undefined) throw new DomainError('NOT_FOUND', 'not_found');
      return this.readings.hits(tx, scope, id, page);
    });
  }

  /** The hours of the region first (the default, where none are entered), then those of single schools. */
  async lessons(regionId: Uuid): Promise<readonly RecordedLessons[]> {
    const recorded = await this.unitOfWork.direct((tx) => this.lessonHours.recorded(tx, regionId));
    return recorded[0]?.schoolId === null ? recorded : [{ schoolId: null, ...DEFAULT_LESSONS }, ...recorded];
  }

  /** @throws DomainError NOT_FOUND for a school out of reach, LESSON_HOURS_WRONG */
  recordLessons(
    { scope, esiaPersonId }: EmergencyDecider,
    schoolId: Uuid | null,
    hours: LessonHours,
  ): Promise<void> {
    if (hours.until <= hours.from) throw new DomainError('LESSON_HOURS_WRONG', 'invalid');
    const at = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      if (schoolId !== null && (await this.schools.find(tx, scope, schoolId)) === null) {
        throw new DomainError('NOT_FOUND', 'not_found');
      }
      await this.lessonHours.record(tx, scope.regionId, { schoolId, ...hours }, { esiaPersonId, at });
      await this.audit.record(tx, {
        ...{ regionId: scope.regionId, at, action: 'lesson_hours.recorded', facts: { ...hours } },
        actor: { kind: 'administrator', id: esiaPersonId },
        ...(schoolId === null ? {} : { schoolId }),
        traceId: currentRequestId(),
      });
    });
  }

  private orderOf({ scope, esiaPersonId }: EmergencyDecider, wanted: WantedBrownout) {
    if (wanted.endsAt <= wanted.startsAt) throw new DomainError('BROWNOUT_ORDER', 'invalid');
    return {
      ...{ ...wanted, scope, actId: newUuid(), plannedBy: esiaPersonId },
      ...{ plannedAt: this.clock.now(), traceId: currentRequestId() ?? null },
    };
  }
}
