import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import {
  type DeviationThreshold,
  deviates,
  type PupilStatus,
  statusOf,
  unitDeviates,
} from '../domain/declaration.js';
import type { PupilScope } from '../domain/pupil-scope.js';
import { statisticsDay } from '../domain/statistics-day.js';
import {
  type ComparedLevel,
  type ComparedSnapshot,
  type ComparedUnit,
  DeclaredAndLinked,
} from '../store/declared-and-linked.repository.js';
import { Declarations } from '../store/declarations.repository.js';
import { type PupilFilter, type PupilOfDay, PupilsOfDay } from '../store/pupils-of-day.repository.js';

/** Who reads lists of people, and when: each such reading stands in the trail. */
export interface PupilsReader {
  readonly actor: AuditActor;
  readonly reach: PupilScope;
  readonly now: Date;
  readonly traceId: string | null;
}

export interface PupilsAsked {
  readonly schoolId: Uuid | null;
  readonly classId: Uuid | null;
  /** Null: today in the region. */
  readonly asOf: CalendarDate | null;
  readonly filter: PupilFilter | null;
  readonly limit: number;
  readonly after: Uuid | null;
}

/** A pupil with how they stand. */
export interface ListedPupil extends PupilOfDay {
  readonly status: PupilStatus;
  readonly deviates: boolean;
}

/** Lists of pupils by name (STAT-10) and the three numbers side by side (STAT-04). */
@Injectable()
export class DeclarationReadings {
  constructor(
    @Inject(Declarations) private readonly declarations: Declarations,
    @Inject(PupilsOfDay) private readonly pupilsOfDay: PupilsOfDay,
    @Inject(DeclaredAndLinked) private readonly compared: DeclaredAndLinked,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The pupils of a school or class on a day, one more than the limit when there are more.
   *
   * @param action how the trail calls the reading
   * @throws DomainError NOT_FOUND for a place out of reach, STATISTICS_DAY_AHEAD
   */
  async pupils(
    tx: EntityManager,
    action: 'declarations.listed' | 'statistics.people_listed',
    asked: PupilsAsked,
    { actor, reach, now, traceId }: PupilsReader,
  ): Promise<{ readonly asOf: CalendarDate; readonly rows: readonly ListedPupil[] }> {
    const place = await this.declarations.place(tx, reach, asked);
    if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
    const today = dayIn(now, place.timeZone);
    const asOf = asked.asOf ?? today;
    if (asOf > today) throw new DomainError('STATISTICS_DAY_AHEAD', 'invalid', { today });
    const found = await this.pupilsOfDay.list(tx, place, {
      ...{ day: statisticsDay(asOf, place.timeZone), isToday: asOf === today },
      ...{ classGroupIds: reach.classGroupIds, filter: asked.filter },
      ...{ limit: asked.limit + 1, after: asked.after },
    });
    await this.audit.record(tx, {
      ...{ regionId: place.regionId, schoolId: place.schoolId, at: now, actor, action },
      facts: {
        ...{ class_id: place.classId, as_of: asOf, status: asked.filter, after: asked.after },
        count: Math.min(found.length, asked.limit),
      },
      traceId: traceId ?? undefined,
    });
    return { asOf, rows: found.map((one) => ({ ...one, status: statusOf(one), deviates: deviates(one) })) };
  }

  /** @throws DomainError STATISTICS_DAY_NOT_COUNTED */
  async comparison(
    tx: EntityManager,
    scope: PupilScope,
    asked: {
      readonly asOf: CalendarDate | null;
      readonly level: ComparedLevel;
      readonly municipalityId: Uuid | null;
      readonly schoolId: Uuid | null;
      readonly limit: number;
      readonly after: Uuid | null;
    },
  ): Promise<{
    readonly snapshot: ComparedSnapshot;
    readonly threshold: DeviationThreshold;
    readonly rows: readonly (ComparedUnit & { readonly deviates: boolean })[];
  }> {
    const snapshot = await this.compared.snapshot(tx, scope.regionId, asked.asOf);
    if (snapshot === null) {
      throw new DomainError('STATISTICS_DAY_NOT_COUNTED', 'not_found', { as_of: asked.asOf });
    }
    const threshold = await this.compared.threshold(tx, scope.regionId);
    const rows = await this.compared.units(tx, scope, { ...asked, snapshot, limit: asked.limit + 1 });
    return {
      snapshot,
      threshold,
      rows: rows.map((one) => ({ ...one, deviates: unitDeviates(one, threshold) })),
    };
  }

  threshold(tx: EntityManager, regionId: Uuid): Promise<DeviationThreshold> {
    return this.compared.threshold(tx, regionId);
  }

  /** From which gap on units are marked: the region's decision, which changes no number. */
  async setThreshold(
    tx: EntityManager,
    threshold: DeviationThreshold,
    { actor, reach: { regionId }, now, traceId }: PupilsReader,
  ): Promise<void> {
    await this.compared.setThreshold(tx, regionId, threshold);
    await this.audit.record(tx, {
      ...{ regionId, at: now, actor, action: 'statistics.threshold_changed', facts: { ...threshold } },
      traceId: traceId ?? undefined,
    });
  }
}
