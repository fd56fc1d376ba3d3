import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Form,
  hiddenCells,
  SMALL,
  type SmallCellTable,
} from '../../../src/statistics/domain/small-cells.js';

type Leaves = ReadonlyMap<string, Readonly<Record<string, number>>>;
const ATOMS = ['a.none', 'a.linked', 'b.none', 'b.linked', 'refusals'];
const COLUMNS: readonly Form[] = [
  { key: 'all', parts: ATOMS.slice(0, 4) },
  { key: 'a', parts: ['a.none', 'a.linked'] },
  { key: 'b', parts: ['b.none', 'b.linked'] },
  { key: 'linked', parts: ['a.linked', 'b.linked'] },
  { key: 'a linked', parts: ['a.linked'] },
  { key: 'b linked', parts: ['b.linked'] },
  { key: 'refusals', parts: ['refusals'] },
];
const GUARDED: readonly Form[] = [
  { key: 'a not linked', parts: ['a.none'] },
  { key: 'not linked', parts: ['a.none', 'b.none'] },
];

const valueOf = (leaves: Leaves, row: Form, column: Form): number =>
  row.parts
    .flatMap((leaf) => column.parts.map((atom) => leaves.get(leaf)?.[atom] ?? 0))
    .reduce((all, each) => all + each, 0);

/** Schools in municipalities in a region, counts of each. */
function tableOf(counts: readonly (readonly (readonly number[])[])[]): SmallCellTable {
  const leaves = new Map<string, Readonly<Record<string, number>>>();
  const municipalities = counts.map((schools, town) => {
    const parts = schools.map((values, school) => {
      leaves.set(`${town}.${school}`, Object.fromEntries(ATOMS.map((atom, i) => [atom, values[i] ?? 0])));
      return `${town}.${school}`;
    });
    return { key: `town ${town}`, parts };
  });
  const rows = [
    { key: 'region', parts: [...leaves.keys()] },
    ...municipalities,
    ...[...leaves.keys()].map((leaf) => ({ key: leaf, parts: [leaf] })),
  ];
  return { leaves, rows, columns: COLUMNS, guarded: GUARDED };
}

interface Equation {
  readonly variables: readonly number[];
  readonly sum: number;
}

/** What a reader of the file knows: each published cell as a sum of unknown smallest parts. */
function whatTheFileTells(table: SmallCellTable): readonly Equation[] {
  const hidden = hiddenCells(table);
  return table.rows.flatMap((row) =>
    table.columns
      .filter((column) => !hidden.has(row.key, column.key))
      .map((column) => ({
        variables: variablesOf(table, row, column),
        sum: valueOf(table.leaves, row, column),
      })),
  );
}

function variablesOf({ leaves }: SmallCellTable, row: Form, column: Form): readonly number[] {
  const at = [...leaves.keys()];
  return row.parts.flatMap((leaf) =>
    column.parts.map((atom) => at.indexOf(leaf) * ATOMS.length + ATOMS.indexOf(atom)),
  );
}

/** True when the linear system leaves the sum of these variables open: it is no combination of the equations. */
function isOpen(equations: readonly Equation[], variables: readonly number[], width: number): boolean {
  const rank = (rows: number[][]): number => {
    let found = 0;
    for (let column = 0; column < width; column += 1) {
      const pivot = rows.findIndex((row, i) => i >= found && Math.abs(row[column] ?? 0) > 1e-9);
      if (pivot === -1) continue;
      [rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!];
      const head = rows[found]!;
      for (let i = found + 1; i < rows.length; i += 1) {
        const factor = (rows[i]![column] ?? 0) / head[column]!;
        if (factor !== 0) rows[i] = rows[i]!.map((value, j) => value - factor * head[j]!);
      }
      found += 1;
    }
    return found;
  };
  const vector = (of: readonly number[]) => Array.from({ length: width }, (_, i) => (of.includes(i) ? 1 : 0));
  const known = equations.map((equation) => vector(equation.variables));
  return rank([...known, vector(variables)]) > rank(known);
}

/**
 * A whole-numbered solution, nothing negative, in which the sum differs from the true one: searched from the true values
 * outwards, one unit at a time, over every combination of at most four changed parts.
 */
function hasAnotherSolution(
  equations: readonly Equation[],
  truth: readonly number[],
  variables: readonly number[],
): boolean {
  const width = truth.length;
  const steps = Array.from({ length: width }, (_, i) => i).flatMap((i) =>
    (truth[i] ?? 0) > 0
      ? [
          [i, 1],
          [i, -1],
        ]
      : [[i, 1]],
  );
  const effect = (changed: readonly (readonly number[])[], of: readonly number[]) =>
    changed.reduce((all, [at = 0, by = 0]) => all + (of.includes(at) ? by : 0), 0);
  const search = (changed: readonly (readonly number[])[]): boolean => {
    const broken = equations.find((equation) => effect(changed, equation.variables) !== 0);
    if (broken === undefined) return effect(changed, variables) !== 0;
    if (changed.length === 4) return false;
    const need = -effect(changed, broken.variables);
    return steps.some(
      ([at = 0, by = 0]) =>
        broken.variables.includes(at) &&
        Math.sign(by) === Math.sign(need) &&
        !changed.some(([other]) => other === at) &&
        search([...changed, [at, by]]),
    );
  };
  return steps.some((step) => variables.includes(step[0] ?? -1) && search([step]));
}

const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 }));
const school = fc.array(count, { minLength: ATOMS.length, maxLength: ATOMS.length });
const region = fc
  .array(fc.array(school, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map(tableOf);

describe('small cells of an export', () => {
  it('STAT-08: no count below 5 is shown', () => {
    fc.assert(
      fc.property(region, (table) => {
        const hidden = hiddenCells(table);
        const shown = table.rows.flatMap((row) =>
          table.columns
            .filter((column) => !hidden.has(row.key, column.key))
            .map((column) => valueOf(table.leaves, row, column)),
        );
        expect(Math.min(SMALL, ...shown)).toBe(SMALL);
      }),
    );
  });

  it('EC-127: no hidden count, and no small difference of columns, can be computed from the rest of the file', () => {
    fc.assert(
      fc.property(region, (table) => {
        const equations = whatTheFileTells(table);
        const hidden = hiddenCells(table);
        const truth = [...table.leaves.values()].flatMap((atoms) => ATOMS.map((atom) => atoms[atom] ?? 0));
        for (const row of table.rows) {
          const secret = [
            ...table.columns.filter((column) => hidden.has(row.key, column.key)),
            ...table.guarded.filter((form) => valueOf(table.leaves, row, form) < SMALL),
          ];
          for (const form of secret) {
            const variables = variablesOf(table, row, form);
            expect(isOpen(equations, variables, truth.length)).toBe(true);
            expect(hasAnotherSolution(equations, truth, variables)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows all of a table that has no small count', () => {
    const counts = [
      [
        [9, 20, 8, 30, 7],
        [11, 12, 13, 14, 15],
      ],
      [[10, 10, 10, 10, 10]],
    ];
    expect(hiddenCells(tableOf(counts)).count).toBe(0);
  });

  it('EC-127: a class with one pupil who is not linked hides itself and one more class', () => {
    const table = tableOf([
      [
        [1, 20, 9, 9, 9],
        [12, 11, 10, 9, 9],
        [15, 15, 15, 15, 15],
      ],
    ]);
    const hidden = hiddenCells(table);
    expect(hidden.has('0.0', 'a linked')).toBe(true);
    expect(hidden.has('region', 'a linked')).toBe(false);
    expect(hidden.count).toBeLessThanOrEqual(6);
  });
});
