import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Region, type SchoolScope, Territory } from '../../territory/index.js';
import { type Growth, growthOf } from '../domain/growth.js';
import { likeForLike } from '../domain/growth-decomposition.js';
import {
  crossesNewAcademicYear,
  type DayPair,
  type GrowthWindow,
  windowOf,
} from '../domain/growth-windows.js';
import type { CountIndicator } from '../domain/indicator.js';
import { INDICATORS } from '../domain/indicators.js';
import type { SnapshotHead } from '../domain/snapshot.js';
import { type AgeBasis, statisticsDay } from '../domain/statistics-day.js';
import {
  DECOMPOSED_LEVELS,
  type DecomposedLevel,
  GrowthDecompositions,
  type KeptDecomposition,
} from '../store/growth-decompositions.repository.js';
import { type AskedUnit, type KnownUnit, Units } from '../store/units.repository.js';
import { ReadStatistics } from './read-statistics.js';
import { StatisticsPolicies } from './statistics-policy.js';

/** Between which days: two of one's own, or a standard window, which ends on `to` or, without it, where it is whole. */
export type GrowthDays =
  | { readonly kind: 'days'; readonly from: CalendarDate; readonly to: CalendarDate }
  | { readonly kind: 'window'; readonly window: GrowthWindow; readonly to: CalendarDate | null };

export interface GrowthAsked {
  readonly unit: AskedUnit;
  readonly days: GrowthDays;
  readonly basis: AgeBasis;
}

/** Both days of a growth and what one must know to read it. */
interface Frame {
  readonly unit: KnownUnit;
  /** Null: the campaign has no start, so there is no growth since it. */
  readonly days: DayPair | null;
  /** Between the days lies a 1 September: I-23 is to be shown beside (f.3). */
  readonly newAcademicYear: boolean;
}

export interface GrowthReading extends Frame {
  readonly from: SnapshotHead | null;
  readonly to: SnapshotHead | null;
  /** The days were counted by different rules (EC-124). */
  readonly methodologiesDiffer: boolean;
  readonly growth: readonly { readonly indicator: CountIndicator; readonly growth: Growth }[];
  /** I-23; null before the first import (EC-140), and at levels that are not decomposed. */
  readonly likeForLike: number | null;
}

export interface DecompositionReading extends Frame {
  /** Null: nothing is known of one of the days (EC-140), or the unit has no contingent of general schools. */
  readonly decomposition: KeptDecomposition | null;
}

/** Growth between any two days, and its reasons (STAT-03). */
@Injectable()
export class ReadGrowth {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Units) private readonly units: Units,
    @Inject(ReadStatistics) private readonly statistics: ReadStatistics,
    @Inject(StatisticsPolicies) private readonly policies: StatisticsPolicies,
    @Inject(GrowthDecompositions) private readonly decompositions: GrowthDecompositions,
  ) {}

  /**
   * Growth of every indicator of levels and shares, from the newest revision of each day, or from the facts where a day was
   * never frozen.
   *
   * @throws DomainError `NOT_FOUND` for a unit out of scope, `GROWTH_DAYS_OUT_OF_ORDER`, `STATISTICS_DAY_NOT_OVER`
   */
  async growth(tx: EntityManager, scope: SchoolScope, asked: GrowthAsked): Promise<GrowthReading> {
    const { region, ...frame } = await this.frame(tx, scope, asked);
    const { unit, days } = frame;
    if (days === null) {
      const growth = grown(unit, null, null);
      return { ...frame, from: null, to: null, methodologiesDiffer: false, growth, likeForLike: null };
    }
    const read = (asOf: CalendarDate) =>
      this.statistics.unit(tx, scope, asked.unit, { asOf, basis: asked.basis, revision: null });
    const [from, to] = [await read(days.from), await read(days.to)];
    const isKnown = from.counts !== null && to.counts !== null;
    const reasons = isKnown ? await this.reasons(tx, region, unit, days, asked.basis) : null;
    return {
      ...{ ...frame, from: from.head, to: to.head },
      methodologiesDiffer: differ(from.head, to.head),
      growth: grown(unit, from.counts, to.counts),
      likeForLike: reasons === null ? null : likeForLike(reasons.parts),
    };
  }

  /** f.4 for one unit; refusals as of {@link growth}. */
  async decomposition(
    tx: EntityManager,
    scope: SchoolScope,
    asked: GrowthAsked,
  ): Promise<DecompositionReading> {
    const { region, ...frame } = await this.frame(tx, scope, asked);
    const { unit, days } = frame;
    const decomposition = days === null ? null : await this.reasons(tx, region, unit, days, asked.basis);
    return { ...frame, decomposition };
  }

  private async frame(
    tx: EntityManager,
    scope: SchoolScope,
    asked: GrowthAsked,
  ): Promise<Frame & { region: Region }> {
    const unit = await this.units.find(tx, scope, asked.unit);
    if (unit === null || (unit.level === 'grade' && !unit.isOwn))
      throw new DomainError('NOT_FOUND', 'not_found');
    const region = await this.territory.region(tx, scope.regionId);
    const today = dayIn(this.clock.now(), region.timeZone);
    const days = await this.daysOf(tx, region, asked.days, today);
    if (days !== null && days.from > days.to) throw new DomainError('GROWTH_DAYS_OUT_OF_ORDER', 'invalid');
    if (days !== null && days.to > today) {
      throw new DomainError('STATISTICS_DAY_NOT_OVER', 'invalid', { as_of: days.to, today });
    }
    return { region, unit, days, newAcademicYear: days !== null && crossesNewAcademicYear(days) };
  }

  private async daysOf(
    tx: EntityManager,
    region: Region,
    asked: GrowthDays,
    today: CalendarDate,
  ): Promise<DayPair | null> {
    if (asked.kind === 'days') return { from: asked.from, to: asked.to };
    const { campaignStartedOn } = await this.policies.read(tx, region.id);
    return windowOf(asked.window, { to: asked.to, today }, campaignStartedOn);
  }

  /** What is remembered, or else computed now and remembered, unless the second day still goes on. */
  private async reasons(
    tx: EntityManager,
    region: Region,
    unit: KnownUnit,
    days: DayPair,
    basis: AgeBasis,
  ): Promise<KeptDecomposition | null> {
    const level = decomposed(unit);
    if (level === null) return null;
    const now = this.clock.now();
    const today = dayIn(now, region.timeZone);
    const key = { ...days, regionId: region.id, level, unitId: unit.unitId, basis };
    const freshSince = startOfDay(today, region.timeZone);
    const kept = await this.decompositions.find(tx, key, freshSince);
    if (kept !== null) return kept.known ? kept : null;
    const only = { level, unitId: unit.unitId, schools: await this.schoolsOf(tx, region, unit, days) };
    const [from, to] = [days.from, days.to].map((day) => statisticsDay(day, region.timeZone, basis));
    if (from === undefined || to === undefined) return null;
    const order = { regionId: region.id, from, to, only, now };
    if (days.to === today) {
      const found = await this.decompositions.compute(tx, order);
      return found?.known === true ? found : null;
    }
    await this.decompositions.keep(tx, order);
    const found = await this.decompositions.find(tx, key, freshSince);
    return found?.known === true ? found : null;
  }

  /** A municipality's schools on either day: one that came or went between them explains its growth too. */
  private async schoolsOf(tx: EntityManager, { id }: Region, unit: KnownUnit, days: DayPair) {
    const then = await this.units.schoolsOf(tx, id, days.from, unit);
    const later = await this.units.schoolsOf(tx, id, days.to, unit);
    return then === null || later === null ? null : [...new Set([...then, ...later])];
  }
}

function decomposed({ level }: KnownUnit): DecomposedLevel | null {
  return DECOMPOSED_LEVELS.find((known) => known === level) ?? null;
}

function grown({ level }: KnownUnit, ...[from, to]: CountsPair): GrowthReading['growth'] {
  return INDICATORS.filter(({ levels }) => levels.includes(level)).map((indicator) => ({
    indicator,
    growth: growthOf(indicator, from, to),
  }));
}

type CountsPair = [Parameters<typeof growthOf>[1], Parameters<typeof growthOf>[2]];

function differ(from: SnapshotHead | null, to: SnapshotHead | null): boolean {
  return from !== null && to !== null && from.methodology !== to.methodology;
}
