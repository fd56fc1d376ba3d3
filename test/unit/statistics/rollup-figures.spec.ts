import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctionDifference } from '../../../src/statistics/domain/correction-difference.js';
import type { Counts } from '../../../src/statistics/domain/counts.js';
import { checkMissing } from '../../../src/statistics/domain/missing-schools.js';
import { cellsOf } from '../../../src/statistics/domain/report-cells.js';
import type { ReportColumn } from '../../../src/statistics/domain/report-form.js';
import { figuresOf, type SchoolCounts } from '../../../src/statistics/domain/rollup-figures.js';
import { aRowOfCounts } from '../../support/report-scene.js';

const head = (key: string) => ({ key, title: key, group: null });
const COLUMNS: readonly ReportColumn[] = [
  { ...head('town'), kind: 'place', of: 'municipality' },
  { ...head('school'), kind: 'place', of: 'school' },
  { ...head('students'), kind: 'indicator', indicator: 'I-01', show: 'value' },
  { ...head('share'), kind: 'indicator', indicator: 'I-12', show: 'value' },
  { ...head('week'), kind: 'growth', measure: 'I-20', indicator: 'I-07.minors', window: 'week' },
  { ...head('points'), kind: 'growth', measure: 'I-22', indicator: 'I-12', window: 'accepted' },
  { ...head('parents'), kind: 'indicator', indicator: 'I-17', show: 'numerator' },
  { ...head('note'), kind: 'text' },
];
const PLACE = { municipality: 'Город', oktmo: '27701000', school: null, inn: null };
const NONE = { week: null, month: null, accepted: null };

const ages = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(50), fc.nat(20));
const aSchool = ages.chain(([a, b, c, d]) =>
  fc.record({
    students: fc.constant([a, b, c, d] as const),
    declared: fc.constant([a, b, c] as const),
    linked: fc.tuple(fc.nat(a), fc.nat(b), fc.nat(c)),
  }),
);

describe('the figures of a level above the school', () => {
  const fill = (counts: SchoolCounts) =>
    cellsOf(COLUMNS, { ...counts, place: { ...PLACE, school: 'Школа' } });
  const figures = (schools: readonly SchoolCounts[], level: Counts | null) =>
    figuresOf(COLUMNS, {
      ...{ schools: schools.map(fill), counts: schools, place: PLACE },
      level: { now: level, bases: NONE },
    });

  it('add up pupils, take shares as Σ/Σ and never an average (EC-118)', () => {
    fc.assert(
      fc.property(fc.array(aSchool, { minLength: 1, maxLength: 12 }), (schools) => {
        const rows = schools.map((numbers) => aRowOfCounts(numbers));
        const { students, share } = figures(
          rows.map((now) => ({ now, bases: NONE })),
          null,
        );
        const sum = (of: (row: Counts) => number) => rows.reduce((total, row) => total + of(row), 0);
        expect(students).toEqual({ numerator: sum((row) => row.students), denominator: null });
        expect(share).toEqual({
          numerator: sum((row) => row.linked_under14 + row.linked_14to17),
          denominator: sum((row) => row.students_under14 + row.students_14to17),
        });
      }),
    );
  });

  it('add up growth, and take points as the difference of the level’s own shares', () => {
    const before = aRowOfCounts({ students: [50, 50, 0, 0], linked: [10, 0, 0] });
    const one = {
      now: aRowOfCounts({ students: [50, 50, 0, 0], linked: [20, 10, 0] }),
      bases: { ...NONE, week: before, accepted: before },
    };
    const other = {
      now: aRowOfCounts({ students: [100, 0, 0, 0], linked: [10, 0, 0] }),
      bases: { ...NONE, week: before, accepted: before },
    };
    const { week, points } = figures([one, other], null);
    expect(week).toEqual({ numerator: 20, denominator: null });
    // 40/200 − 20/200
    expect(points).toEqual({ numerator: 1, denominator: 10 });
  });

  it('read distinct adults of the level’s own row, never a sum of the schools’ (f.0.8)', () => {
    const school = { now: aRowOfCounts({ representatives: [10, 20] }), bases: NONE };
    const level = aRowOfCounts({ representatives: [14, 30] });
    expect(figures([school, school], level)['parents']).toEqual({ numerator: 14, denominator: null });
    expect(figures([school, school], null)['parents']).toBeNull();
  });

  it('pass over a school without data, and have nothing where no school has (EC-140)', () => {
    const known = {
      now: aRowOfCounts({ students: [5, 5, 0, 0], declared: [0, 0, 0], linked: [0, 0, 0] }),
      bases: NONE,
    };
    const unknown = { now: null, bases: NONE };
    expect(figures([known, unknown], null)['students']).toEqual({ numerator: 10, denominator: null });
    expect(figures([unknown], null)['students']).toBeNull();
    expect(figures([], null)).toMatchObject({ students: null, share: null, points: null });
  });

  it('name the place of the level, and no school', () => {
    expect(figures([], null)).toMatchObject({ town: 'Город', school: null });
    expect(figures([], null)).not.toHaveProperty('note');
  });
});

describe('the table of differences', () => {
  it('EC-119: has a line for each computed column, submitted beside restated, and says which differ', () => {
    const submitted = cellsOf(COLUMNS, { now: aRowOfCounts(), bases: NONE, place: PLACE });
    const now = aRowOfCounts({ students: [61, 40, 5, 0] });
    const restated = cellsOf(COLUMNS, { now, bases: NONE, place: PLACE });
    const table = correctionDifference(COLUMNS, submitted, restated);
    expect(table.map(({ column, differs }) => [column, differs])).toEqual([
      ...[
        ['students', true],
        ['share', true],
        ['week', false],
        ['points', false],
        ['parents', false],
      ],
    ]);
    expect(table[0]).toMatchObject({ submitted: { numerator: 105 }, restated: { numerator: 106 } });
    expect(correctionDifference(COLUMNS, null, restated)[0]).toMatchObject({
      submitted: null,
      differs: true,
    });
  });
});

describe('the list of missing schools', () => {
  const schools = [
    { schoolId: 'a', accepted: true },
    { schoolId: 'b', accepted: false },
    { schoolId: 'c', accepted: false },
  ];
  const named = (...ids: string[]) => ids.map((schoolId) => ({ schoolId, reason: 'ремонт' }));

  it('names every school that was not accepted, once, and no other', () => {
    expect(checkMissing(schools, named('b', 'c'))).toEqual({ unnamed: [], accepted: [], foreign: [] });
    expect(checkMissing(schools, named('b'))).toEqual({ unnamed: ['c'], accepted: [], foreign: [] });
    expect(checkMissing(schools, named('a', 'b', 'c', 'c', 'z'))).toEqual({
      ...{ unnamed: [], accepted: ['a'], foreign: ['c', 'z'] },
    });
  });
});
