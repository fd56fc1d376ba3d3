import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { CompareRevisions } from '../../../src/statistics/application/compare-revisions.js';
import { ReadGrowth } from '../../../src/statistics/application/read-growth.js';
import { ReadStatistics } from '../../../src/statistics/application/read-statistics.js';
import { StatisticsPolicies } from '../../../src/statistics/application/statistics-policy.js';
import type { Counts } from '../../../src/statistics/domain/counts.js';
import type { Fraction } from '../../../src/statistics/domain/indicator.js';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';
import { Differences } from '../../../src/statistics/store/differences.repository.js';
import { type AgeBasis, statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { GrowthDecompositions } from '../../../src/statistics/store/growth-decompositions.repository.js';
import { Snapshots } from '../../../src/statistics/store/snapshots.repository.js';
import { UnitRows } from '../../../src/statistics/store/unit-rows.repository.js';
import { Units } from '../../../src/statistics/store/units.repository.js';
import { AuditTrail } from '../../../src/audit/index.js';
import { Territory } from '../../../src/territory/index.js';
import { GivenClock } from '../application.js';
import { type NumbersYear, ZONE } from './numbers-year.js';
import type { Numbers, TrueUnit, UnitLevel } from './true-numbers.js';

/** Unit → its numbers. */
export type Told = Record<string, Numbers>;

interface StoredRow extends Record<string, unknown> {
  readonly day: string;
  readonly revision: number;
  readonly newest: boolean;
  readonly name: string;
}

/** What the product counted of a year, in the words of the truth. */
export class CountedNumbers {
  readonly first = new Map<string, Told>();
  readonly newest = new Map<string, Told>();
  /** Days that have several revisions. */
  readonly restated = new Set<string>();
  private readonly clock: GivenClock;
  private readonly statistics: ReadStatistics;
  private readonly growths: ReadGrowth;
  private towns = new Map<string, Uuid>();

  private constructor(private readonly year: NumbersYear) {
    const [territory, units, snapshots] = [new Territory(), new Units(), new Snapshots()];
    this.clock = new GivenClock(new Date(year.now + 3_600_000));
    this.statistics = new ReadStatistics(territory, this.clock, units, snapshots, new UnitRows());
    const policies = new StatisticsPolicies(new AuditTrail());
    const reasons = new GrowthDecompositions();
    this.growths = new ReadGrowth(territory, this.clock, units, this.statistics, policies, reasons);
  }

  static async read(year: NumbersYear): Promise<CountedNumbers> {
    const counted = new CountedNumbers(year);
    const towns = await year.database.query<{ key: string; id: Uuid }>(
      'SELECT source_id AS key, id FROM municipalities',
    );
    counted.towns = new Map(towns.map(({ key, id }) => [key, id]));
    const rows = await year.database.query<StoredRow>(
      `SELECT to_char(s.as_of, 'YYYY-MM-DD') AS day, s.revision,
              s.revision = max(s.revision) OVER (PARTITION BY s.as_of) AS newest,
              r.level || ' ' || coalesce(o.source_id, m.source_id, 'region') AS name, r.*
         FROM statistics_rows r JOIN statistics_snapshots s ON s.id = r.snapshot_id AND s.as_of = r.as_of
         LEFT JOIN schools o ON o.id = r.unit_id LEFT JOIN municipalities m ON m.id = r.unit_id
        WHERE r.level IN ('region', 'municipality', 'founder', 'school')`,
    );
    for (const row of rows) {
      if (row.revision === 1) put(counted.first, row);
      else counted.restated.add(row.day);
      if (row.newest) put(counted.newest, row);
    }
    return counted;
  }

  /** Grades and classes of a day, as they were counted first and as they are known now. */
  async cells(day: string): Promise<{ readonly first: Told; readonly newest: Told }> {
    const rows = await this.year.database.query<StoredRow>(
      `SELECT s.revision, s.revision = max(s.revision) OVER () AS newest,
              r.level || ' ' || o.source_id || '/' || coalesce(g.source_id, r.grade_level::text) AS name, r.*
         FROM statistics_rows r JOIN statistics_snapshots s ON s.id = r.snapshot_id AND s.as_of = r.as_of
         JOIN schools o ON o.id = r.school_id LEFT JOIN class_groups g ON g.id = r.unit_id
        WHERE r.as_of = $1 AND r.level IN ('grade', 'class')`,
      [day],
    );
    const told = (of: readonly StoredRow[]): Told =>
      Object.fromEntries(of.map((row) => [row.name, numbersOf(row as unknown as Counts)]));
    return {
      first: told(rows.filter(({ revision }) => revision === 1)),
      newest: told(rows.filter(({ newest }) => newest)),
    };
  }

  private get scope() {
    return { regionId: this.year.known.regionId, wholeRegion: true, municipalityIds: [], schoolIds: [] };
  }

  private asked({ level, id }: Pick<TrueUnit, 'level' | 'id'>) {
    const { regionId, schools } = this.year.known;
    const unitId = level === 'region' ? regionId : level === 'school' ? schools.get(id) : this.towns.get(id);
    if (unitId === undefined) throw new Error(`no unit ${id}`);
    return { level, unitId, gradeLevel: null };
  }

  /** Computes the reasons of all units of a pair of days at once, as the nightly job does. */
  async remember(from: string, to: string): Promise<void> {
    const [first, second] = [from, to].map((day) => statisticsDay(day as CalendarDate, ZONE));
    if (first === undefined || second === undefined) throw new Error('no days');
    const order = {
      regionId: this.year.known.regionId,
      from: first,
      to: second,
      only: null,
      now: this.clock.now(),
    };
    await this.year.database.unitOfWork.run((tx) => new GrowthDecompositions().keep(tx, order));
  }

  /** Growth and its reasons of a unit, as a reader gets them; null: nothing is known. */
  growth(unit: TrueUnit, from: string, to: string) {
    const days = { kind: 'days' as const, from: from as CalendarDate, to: to as CalendarDate };
    const asked = { unit: this.asked(unit), days, basis: 'as_of_date' as const };
    return this.year.database.unitOfWork.run(async (tx) => {
      const growth = await this.growths.growth(tx, this.scope, asked);
      return { ...growth, reasons: (await this.growths.decomposition(tx, this.scope, asked)).decomposition };
    });
  }

  /** I-24: linked minors since the start of the campaign. */
  sinceCampaign(unit: TrueUnit, to: string) {
    const days = { kind: 'window' as const, window: 'campaign' as const, to: to as CalendarDate };
    const asked = { unit: this.asked(unit), days, basis: 'as_of_date' as const };
    return this.year.database.unitOfWork.run((tx) => this.growths.growth(tx, this.scope, asked));
  }

  /** A unit on a day that nobody froze, counted for the reader. */
  async onDemand(
    unit: Pick<TrueUnit, 'level' | 'id'>,
    day: string,
    basis: AgeBasis = 'as_of_date',
  ): Promise<Numbers> {
    const asked = { asOf: day as CalendarDate, basis, revision: null };
    const read = await this.year.database.unitOfWork.run((tx) =>
      this.statistics.unit(tx, this.scope, this.asked(unit), asked),
    );
    if (read.head?.cause !== 'on_demand' || read.counts === null) throw new Error(`${day} is frozen`);
    return numbersOf(read.counts);
  }

  /** The source ids of the units of a level that the report of differences between two revisions names. */
  async changed(day: string, level: Exclude<UnitLevel, 'founder'>): Promise<string[]> {
    const compare = new CompareRevisions(new Snapshots(), new Differences());
    const asked = { asOf: day as CalendarDate, basis: 'as_of_date' as const, from: null, to: null, level };
    const { units } = await this.year.database.unitOfWork.run((tx) =>
      compare.execute(tx, this.scope, asked, { limit: 500, after: null }),
    );
    const ids = new Map([...this.year.known.schools, ...this.towns].map(([key, id]) => [id, key]));
    return units.map(({ unitId }) => `${level} ${ids.get(unitId) ?? 'region'}`).sort();
  }
}

function put(into: Map<string, Told>, row: StoredRow): void {
  const units = into.get(row.day) ?? {};
  units[row.name] = numbersOf(row as unknown as Counts);
  into.set(row.day, units);
}

function numbersOf(counts: Counts): Numbers {
  return Object.fromEntries(INDICATORS.map(({ id, of }) => [id, textOf(of(counts))]));
}

export function textOf(value: Fraction | null): string {
  if (value === null) return '—';
  const { numerator, denominator } = value;
  return denominator === null ? String(numerator) : `${String(numerator)}/${String(denominator)}`;
}
