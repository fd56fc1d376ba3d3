import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { Counts } from '../../../src/statistics/domain/counts.js';
import { type FederalUnit, federalTable } from '../../../src/statistics/domain/federal-table.js';
import { ranking } from '../../../src/statistics/domain/ranking.js';
import { SMALL } from '../../../src/statistics/domain/small-cells.js';
import { writeFederalCsv } from '../../../src/statistics/gateway/write-csv.js';
import { writeFederalJson } from '../../../src/statistics/gateway/write-json.js';
import { aRowOfCounts } from '../../support/report-scene.js';

const AGES = ['under14', '14to17', '18plus', 'unknown'] as const;
type Age = (typeof AGES)[number];
/** Pupils of one age: enrolled only, declared too, linked too, signed in too. */
type Steps = readonly [number, number, number, number];

const from = (steps: Steps, at: number) => steps.slice(at).reduce((all, each) => all + each, 0);

/** A municipality in which so many pupils of each age have come to each step. */
function countsOf(pupils: Readonly<Record<Age, Steps>>, refusals: number, impossible: number): Counts {
  const of = (at: number, ages: readonly Age[] = AGES) =>
    ages.reduce((all, age) => all + from(pupils[age], at), 0);
  const set = (name: string, at: number) => ({
    [name]: of(at),
    ...Object.fromEntries(AGES.slice(0, 3).map((age) => [`${name}_${age}`, of(at, [age])])),
  });
  return {
    ...aRowOfCounts({ students: [0, 0, 0, 0], declared: [0, 0, 0], linked: [0, 0, 0] }),
    ...{ ...set('students', 0), students_unknown: of(0, ['unknown']) },
    ...{ ...set('declared', 1), ...set('linked', 2), ...set('used', 3) },
    ...{ refusals, refusals_with_paper: Math.floor(refusals / 2), impossible },
  };
}

const few = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 400 }));
const steps = fc.tuple(few, few, few, few);
/** Of whom no birth date is known there are few or none. */
const unknown = fc.oneof(fc.constant<Steps>([0, 0, 0, 0]), steps);
const counts = fc
  .tuple(fc.record({ under14: steps, '14to17': steps, '18plus': steps, unknown }), few, few)
  .map(([pupils, refusals, impossible]) => countsOf(pupils, refusals, impossible));
const units = fc.array(counts, { minLength: 1, maxLength: 6 }).map((all) =>
  all.map((each, i): FederalUnit => ({
    ...{ id: `town-${i}` as Uuid, name: `Округ ${i}`, oktmo: '27701000' },
    counts: each,
  })),
);

const HEADER = {
  ...{ regionCode: '39', regionName: 'Учебная область', periodId: 'p' as Uuid, period: 'Ноябрь' },
  ...{ formCode: 'f', formVersion: 1, asOf: '2026-11-21' as CalendarDate, timeZone: 'Europe/Kaliningrad' },
  ...{ moment: new Date('2026-11-21T22:00:00Z'), snapshotId: 's' as Uuid, revision: 1 },
  ...{ methodology: '2026-11', schools: 20, schoolsMissing: 7 },
};

type Line = Readonly<Record<string, number | null>>;

/** What a program reads of the JSON: null where a figure is kept back. */
function linesOfJson(text: string): readonly Line[] {
  const { rows } = JSON.parse(text) as { rows: { cells: Record<string, unknown> }[] };
  return rows.map(({ cells }) =>
    Object.fromEntries(
      Object.entries(cells).map(([key, cell]) => [key, typeof cell === 'number' ? cell : null]),
    ),
  );
}

/** What a program reads of the CSV: the columns after the municipality and its code. */
function linesOfCsv(text: string): readonly Line[] {
  const rows = parse<Record<string, string>>(text, { columns: true, delimiter: ';', bom: true });
  return rows.map((row) => {
    const names = Object.keys(row);
    const counted = names.slice(names.indexOf('oktmo') + 1);
    return Object.fromEntries(counted.map((name) => [name, row[name] === '…' ? null : Number(row[name])]));
  });
}

const SETS = ['students', 'declared', 'linked'] as const;
const columnOf = (set: string, age: string) => (age === 'all' ? set : `${set}_${age}`);

/** Every group of pupils that one line tells apart: its cells, and what one cell is more than another that lies within it. */
function groupsOf(line: Line): Readonly<Record<string, number>> {
  const groups: Record<string, number> = {};
  const put = (name: string, values: readonly (number | null | undefined)[], empty: 'tells' | 'is open') => {
    if (!values.every((value) => typeof value === 'number')) return;
    const [whole = 0, ...parts] = values as number[];
    const left = parts.reduce((rest, part) => rest - part, whole);
    if (left > 0 || empty === 'tells') groups[name] = left;
  };
  for (const [name, value] of Object.entries(line)) put(name, [value], 'tells');
  for (const age of ['under14', '14to17', 'minors', '18plus', 'all']) {
    for (const [i, outer] of SETS.entries()) {
      for (const inner of SETS.slice(i + 1)) {
        const whole = outer === 'students' && age === 'minors' ? [] : [line[columnOf(outer, age)]];
        if (whole.length > 0)
          put(`${outer} less ${inner}, ${age}`, [...whole, line[columnOf(inner, age)]], 'tells');
      }
    }
  }
  for (const set of SETS) put(`${set} less used`, [line[set], line['used']], 'tells');
  for (const set of ['declared', 'linked'] as const)
    put(`${set} of unknown age`, [line[set], line[`${set}_minors`], line[`${set}_18plus`]], 'is open');
  return groups;
}

const smallest = (line: Line) =>
  Object.entries(groupsOf(line)).filter(([, size]) => size < SMALL && size >= 0);

describe('PD-10: what leaves the region without names', () => {
  it.each([
    ['JSON', (table: Parameters<typeof writeFederalJson>[0]) => linesOfJson(writeFederalJson(table))],
    ['CSV', (table: Parameters<typeof writeFederalCsv>[0]) => linesOfCsv(writeFederalCsv(table))],
  ])('k-anonymity: no line of the %s tells apart a group of fewer than k pupils', (_, read) => {
    fc.assert(
      fc.property(units, (all) => {
        const lines = read(federalTable(HEADER, all));
        expect(lines).toHaveLength(all.length + 1);
        expect(lines.flatMap(smallest)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('k-anonymity: what one municipality has is not told by the region less the others either', () => {
    fc.assert(
      fc.property(units, (all) => {
        const lines = linesOfJson(writeFederalJson(federalTable(HEADER, all)));
        const [region, towns] = [lines.at(-1) ?? {}, lines.slice(0, -1)];
        // One cell kept back alone would be the difference.
        const told = Object.entries(region)
          .filter(([, whole]) => whole !== null)
          .map(([column]) => [column, towns.filter((line) => line[column] === null).length])
          .filter(([, kept]) => kept === 1);
        expect(told).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('has no line, and no column, below a municipality', () => {
    fc.assert(
      fc.property(units, (all) => {
        const { rows } = federalTable(HEADER, all);
        expect(rows.map(({ level }) => level)).toEqual([...all.map(() => 'municipality'), 'region']);
        for (const row of rows) expect(Object.keys(row).sort()).toEqual(['cells', 'level', 'name', 'oktmo']);
      }),
      { numRuns: 20 },
    );
  });

  it('k-anonymity: a ranking shows no share that fewer than k pupils make or miss', () => {
    fc.assert(
      fc.property(units, (all) => {
        for (const { minors, linked, share } of ranking(all)) {
          expect([minors, linked, share].filter((value) => value === null).length % 3).toBe(0);
          if (minors === null || linked === null) continue;
          expect(Math.min(linked, minors - linked)).toBeGreaterThanOrEqual(SMALL);
        }
      }),
    );
  });
});
