import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, type CalendarDate, dayIn, daysBetween } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Region, type SchoolScope, Territory } from '../../territory/index.js';
import type { Counts } from '../domain/counts.js';
import { METHODOLOGY } from '../domain/indicator.js';
import type { KeptSnapshot, SnapshotHead, UnitCounts } from '../domain/snapshot.js';
import { type AgeBasis, statisticsDay } from '../domain/statistics-day.js';
import { hiddenGrades } from '../domain/suppression.js';
import { Snapshots } from '../store/snapshots.repository.js';
import {
  type DaySource,
  type HistoryPoint,
  type HistoryStep,
  type ReadRow,
  type RowPage,
  UnitRows,
} from '../store/unit-rows.repository.js';
import { type AskedUnit, type KnownUnit, Units } from '../store/units.repository.js';

/** Which day is asked for. Nothing named: the newest day that is over. */
export interface DayAsked {
  readonly asOf: CalendarDate | null;
  readonly basis: AgeBasis;
  /** Null: the newest one. */
  readonly revision: number | null;
}

/** What a reader gets of one unit; counts are null before its first import, and where they are hidden. */
export interface UnitReading {
  readonly region: Region;
  readonly head: SnapshotHead | null;
  readonly unit: KnownUnit;
  readonly counts: Counts | null;
}

export interface ChildrenReading extends Omit<UnitReading, 'counts'> {
  /** One more than asked for when there are more. */
  readonly rows: readonly { readonly unit: UnitCounts; readonly key: readonly string[] }[];
}

export interface HistoryReading {
  readonly region: Region;
  readonly unit: KnownUnit;
  readonly points: readonly HistoryPoint[];
}

/** How many days one history may span. */
const LONGEST_HISTORY = 366;

/** Numbers of any day, past ones too, always within the reader's scope (STAT-01, STAT-02, STAT-10). */
@Injectable()
export class ReadStatistics {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Units) private readonly units: Units,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(UnitRows) private readonly rows: UnitRows,
  ) {}

  /**
   * The numbers of one unit.
   *
   * @throws DomainError `NOT_FOUND` for a unit out of scope, or a revision that is not there; `STATISTICS_DAY_NOT_OVER` for
   *   a day to come
   */
  async unit(tx: EntityManager, scope: SchoolScope, asked: AskedUnit, day: DayAsked): Promise<UnitReading> {
    const { region, unit, head, source } = await this.begin(tx, scope, asked, day);
    if (source === null) return { region, head, unit, counts: null };
    const counts = (await this.isHidden(tx, source, unit)) ? null : await this.rows.one(tx, source, unit);
    return { region, head, unit, counts };
  }

  /** What lies one level below a unit, by name. Grades that would tell of a class are hidden from whoever is not the school. */
  async children(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    day: DayAsked,
    { by, ...page }: RowPage & { readonly by: 'territory' | 'founder' },
  ): Promise<ChildrenReading> {
    const { region, unit, head, source } = await this.begin(tx, scope, asked, day);
    if (unit.level === 'grade' && !unit.isOwn) throw new DomainError('NOT_FOUND', 'not_found');
    if (source === null) return { region, head, unit, rows: [] };
    if (unit.level !== 'school' || unit.isOwn) {
      return { region, head, unit, rows: await this.rows.children(tx, source, unit, by, page) };
    }
    const whole = await this.rows.children(tx, source, unit, by, { limit: GRADES, after: null });
    const rows = (await this.hide(tx, source, unit, whole)).filter(({ key }) => isAfter(key, page.after));
    return { region, head, unit, rows: rows.slice(0, page.limit + 1) };
  }

  /**
   * A unit over days with snapshots. Grades and classes are for the school itself.
   *
   * @throws DomainError `NOT_FOUND`; `STATISTICS_SPAN_WRONG`
   */
  async history(
    tx: EntityManager,
    scope: SchoolScope,
    asked: AskedUnit,
    span: {
      readonly from: CalendarDate;
      readonly to: CalendarDate;
      readonly step: HistoryStep;
      readonly basis: AgeBasis;
      readonly series: 'restated' | 'first';
    },
  ): Promise<HistoryReading> {
    const days = daysBetween(span.from, span.to);
    if (days < 0 || days >= LONGEST_HISTORY) {
      throw new DomainError('STATISTICS_SPAN_WRONG', 'invalid', { days: LONGEST_HISTORY });
    }
    const unit = await this.known(tx, scope, asked);
    if (unit.level === 'grade' && !unit.isOwn) throw new DomainError('NOT_FOUND', 'not_found');
    const region = await this.territory.region(tx, scope.regionId);
    return { region, unit, points: await this.rows.history(tx, scope.regionId, unit, span) };
  }

  /** All revisions of a day, the first first. They are of the whole region, so everybody who reads statistics may know them. */
  revisions(tx: EntityManager, regionId: Uuid, day: CalendarDate, basis: AgeBasis): Promise<KeptSnapshot[]> {
    return this.snapshots.revisions(tx, regionId, day, basis);
  }

  /** Snapshots taken after a cursor (text «0»: all), in their order, at most so many. */
  changesSince(tx: EntityManager, regionId: Uuid, cursor: string, limit: number): Promise<KeptSnapshot[]> {
    return this.snapshots.since(tx, regionId, cursor, limit);
  }

  private async known(tx: EntityManager, scope: SchoolScope, asked: AskedUnit): Promise<KnownUnit> {
    const unit = await this.units.find(tx, scope, asked);
    if (unit === null) throw new DomainError('NOT_FOUND', 'not_found');
    return unit;
  }

  private async begin(tx: EntityManager, scope: SchoolScope, asked: AskedUnit, day: DayAsked) {
    const unit = await this.known(tx, scope, asked);
    const region = await this.territory.region(tx, scope.regionId);
    return { unit, region, ...(await this.sourceOf(tx, region, unit, day)) };
  }

  /** The snapshot that was asked for, or else the day counted for the reader; nothing before the first import (EC-140). */
  private async sourceOf(
    tx: EntityManager,
    region: Region,
    unit: KnownUnit,
    { asOf, basis, revision }: DayAsked,
  ): Promise<{ readonly head: SnapshotHead | null; readonly source: DaySource | null }> {
    const today = dayIn(this.clock.now(), region.timeZone);
    const kept =
      asOf === null
        ? await this.snapshots.newest(tx, region.id, basis)
        : await this.snapshots.find(tx, region.id, asOf, basis, revision);
    if (kept !== null) return { head: kept, source: { kept } };
    if (revision !== null) throw new DomainError('NOT_FOUND', 'not_found');
    const day = asOf ?? addDays(today, -1);
    if (day > today) throw new DomainError('STATISTICS_DAY_NOT_OVER', 'invalid', { as_of: day, today });
    const first = await this.snapshots.firstDay(tx, region.id);
    if (first === null || day < first) return { head: null, source: null };
    const schools = await this.units.schoolsOf(tx, region.id, day, unit);
    const counted = statisticsDay(day, region.timeZone, basis);
    const head: SnapshotHead = {
      ...{
        id: null,
        regionId: region.id,
        asOf: day,
        ageBasis: basis,
        revision: null,
        methodology: METHODOLOGY,
      },
      ...{ cause: day === today ? 'preliminary' : 'on_demand', computedAt: this.clock.now(), cursor: null },
      schoolsWithoutData: await this.snapshots.schoolsWithoutData(tx, region.id, day),
    };
    return { head, source: { counted, regionId: region.id, schools } };
  }

  private async isHidden(tx: EntityManager, source: DaySource, unit: KnownUnit): Promise<boolean> {
    if (unit.level !== 'grade' || unit.isOwn) return false;
    const school: KnownUnit = { ...unit, level: 'school', gradeLevel: null };
    const grades = await this.rows.children(tx, source, school, 'territory', { limit: GRADES, after: null });
    const shown = await this.hide(tx, source, school, grades);
    return shown.some(({ unit: grade }) => grade.gradeLevel === unit.gradeLevel && grade.counts === null);
  }

  private async hide(tx: EntityManager, source: DaySource, school: KnownUnit, grades: readonly ReadRow[]) {
    const classes = await this.rows.classesOf(tx, source, school.unitId);
    const hidden = hiddenGrades(
      grades.map(({ unit: { gradeLevel, counts } }) => ({
        ...{ gradeLevel: gradeLevel ?? -1, students: counts.students },
        classes: classes.get(gradeLevel ?? -1) ?? 0,
      })),
    );
    return grades.map(({ unit, key }) => {
      const counts = hidden.has(unit.gradeLevel ?? -1) ? null : unit.counts;
      return { key, unit: { ...unit, counts } satisfies UnitCounts };
    });
  }
}

/** No school has more grades: 0 to 12. */
const GRADES = 13;

function isAfter(key: readonly string[], after: readonly string[] | null): boolean {
  return after === null || (key[0] ?? '') > (after[0] ?? '');
}
