import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Counts } from '../../../src/statistics/domain/counts.js';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';
import { NumbersYear, ZONE } from '../../support/numbers/numbers-year.js';
import { trueDay } from '../../support/numbers/true-day.js';
import { nameOf, type Numbers, trueNumbers, trueQuality, unitsOf } from '../../support/numbers/true-numbers.js';

const LONG = 120_000;

type Told = Record<string, Numbers>;
interface StoredRow extends Record<string, unknown> {
  readonly day: string;
  readonly revision: number;
  readonly newest: boolean;
  readonly name: string;
  readonly level: (typeof INDICATORS)[number]['levels'][number];
}

describe('a generated region lives a school year', () => {
  let year: NumbersYear;
  const first = new Map<string, Told>();
  const newest = new Map<string, Told>();
  beforeAll(async () => {
    const began = Date.now();
    year = await NumbersYear.live(2_000);
    process.stdout.write(`year ${Date.now() - began} ms ${JSON.stringify([...year.counts])}\n`);
    const rows = await year.database.query<StoredRow>(
      `SELECT to_char(s.as_of, 'YYYY-MM-DD') AS day, s.revision,
              s.revision = max(s.revision) OVER (PARTITION BY s.as_of) AS newest,
              r.level || ' ' || coalesce(o.source_id, m.source_id, 'region') AS name, r.*
         FROM statistics_rows r JOIN statistics_snapshots s ON s.id = r.snapshot_id AND s.as_of = r.as_of
         LEFT JOIN schools o ON o.id = r.unit_id LEFT JOIN municipalities m ON m.id = r.unit_id
        WHERE r.level IN ('region', 'municipality', 'founder', 'school')`,
    );
    for (const row of rows) {
      if (row.revision === 1) put(first, row);
      if (row.newest) put(newest, row);
    }
  }, LONG);
  afterAll(() => year.database.drop());

  function put(into: Map<string, Told>, row: StoredRow): void {
    into.set(row.day, { ...into.get(row.day), [row.name]: numbersOf(row) });
  }

  function numbersOf(row: StoredRow): Numbers {
    return Object.fromEntries(
      INDICATORS.map(({ id, of }) => {
        const value = of(row as unknown as Counts);
        if (value === null) return [id, '—'];
        const { numerator, denominator } = value;
        return [id, denominator === null ? String(numerator) : `${String(numerator)}/${String(denominator)}`];
      }),
    );
  }

  /** All units of a day as they were known before a moment. */
  function truth(day: string, known: number): Told {
    const taken = year.taken.get(day)!;
    const then = trueDay(year.facts, day, ZONE, known);
    return Object.fromEntries(
      unitsOf(then.schools).map((unit) => [
        nameOf(unit),
        { ...trueNumbers(unit, then), ...trueQuality(unit, then, taken.quality) },
      ]),
    );
  }

  it('counts every indicator of the catalogue at every unit and day as the truth does', () => {
    for (const { day, known } of year.taken.values()) {
      try { expect([day, first.get(day)]).toEqual([day, truth(day, known)]); } catch (e) { process.stdout.write(day + '\n' + String((e as Error).message).slice(0, 3000)); throw e; }
    }
  });
});
