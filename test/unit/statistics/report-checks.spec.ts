import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/kernel/canonical-json.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { difference } from '../../../src/statistics/domain/growth.js';
import { baseDay, cellsOf } from '../../../src/statistics/domain/report-cells.js';
import { checkReport } from '../../../src/statistics/domain/report-checks.js';
import type { ReportColumn } from '../../../src/statistics/domain/report-form.js';
import { NOTHING_STATED, stateOwn } from '../../../src/statistics/domain/report-own.js';
import { aRowOfCounts } from '../../support/report-scene.js';

const ages = ['under14', '14to17', 'minors', '18plus', 'all'];
const COLUMNS: readonly ReportColumn[] = [
  {
    key: 'unknown',
    title: 'без даты рождения',
    group: null,
    kind: 'indicator',
    indicator: 'I-05',
    show: 'value',
  },
  ...ages.flatMap((age): ReportColumn[] => [
    { key: age, title: age, group: 'Создано УЗ', kind: 'indicator', indicator: `I-06.${age}`, show: 'value' },
    { key: `${age}_own`, title: 'по данным ОО', group: null, kind: 'own', beside: age },
  ]),
  { key: 'note', title: 'Примечание', group: null, kind: 'text' },
];
// 60 under 14, 40 of 14–17, 5 adults; declared 50, 30, 2; linked 40, 20, 1.
const COUNTS = aRowOfCounts();
const check = (figures: Record<string, number>, explanations: Record<string, string> = {}, counts = COUNTS) =>
  checkReport(COLUMNS, { ...NOTHING_STATED, figures, explanations }, counts);
const said = (figures: Record<string, number>, explanations: Record<string, string> = {}) =>
  check(figures, explanations).map(({ level, cell, message }) => `${level} ${cell} ${message}`);

describe('the checks of a report', () => {
  it('find nothing where the school states nothing, or what was computed', () => {
    expect(check({})).toEqual([]);
    expect(check({ under14_own: 50, minors_own: 80, all_own: 82 })).toEqual([]);
  });

  it('EC-122: more than there are pupils is an error that names the cell', () => {
    expect(said({ under14_own: 61 }, { under14_own: 'так' })[0]).toContain(
      'error under14_own «Создано УЗ: under14» по данным ОО: 61 — больше, чем учеников до 14 лет в школе (60)',
    );
  });

  it('EC-122: fewer than are linked is a warning', () => {
    const found = check(
      { under14_own: 39, minors_own: 69, all_own: 71 },
      { under14_own: 'так', minors_own: 'так', all_own: 'так' },
    );
    expect(found.map(({ level, cell }) => [level, cell])).toEqual([['warning', 'under14_own']]);
  });

  it('a difference from the computed figure wants an explanation, at either of the two cells', () => {
    const figures = { '18plus_own': 1, all_own: 81 };
    expect(said(figures)[0]).toContain('error 18plus_own «Создано УЗ: 18plus» по данным ОО: 1, по расчёту 2');
    expect(check(figures, { '18plus_own': 'так', all: 'так' })).toEqual([]);
  });

  it('ages add up: under 14 and 14–17 are all minors, and what is above minors and adults is without a birth date', () => {
    const all = Object.fromEntries(ages.map((age) => [age, 'так']));
    expect(said({ under14_own: 51 }, all).join()).toContain(
      'всего до 18 — 80, а до 14 и 14–17 вместе — 51 + 30 = 81',
    );
    expect(said({ all_own: 80 }, all).join()).toContain('все — 80, а до 18 и 18+ вместе — 82');
    expect(said({ all_own: 84 }, all).join()).toContain('без даты рождения учеников только 0');
  });

  it('warn when more than one pupil of a hundred has no birth date (f.0.4)', () => {
    const one = (unknown: number) => check({}, {}, aRowOfCounts({ students: [60, 40, 5, unknown] }));
    expect([one(1).length, one(2).map(({ level, cell }) => [level, cell])]).toEqual([
      0,
      [['warning', 'unknown']],
    ]);
  });

  it('of a school without data want every own figure explained', () => {
    const own = { ...NOTHING_STATED, figures: { under14_own: 3 } };
    expect(checkReport(COLUMNS, own, null)).toEqual([
      expect.objectContaining({ level: 'error', cell: 'under14_own' }),
    ]);
  });

  it('never pass an own figure that differs and is not explained (law)', () => {
    const figures = fc.dictionary(fc.constantFrom(...ages.map((age) => `${age}_own`)), fc.nat(120));
    fc.assert(
      fc.property(figures, (stated) => {
        const errors = check(stated).filter(({ level }) => level === 'error');
        const cells = cellsOf(COLUMNS, sources(COUNTS));
        const differing = Object.entries(stated).filter(([key, figure]) => {
          const cell = cells[key.replace('_own', '')];
          return typeof cell === 'object' && cell?.numerator !== figure;
        });
        for (const [key] of differing) expect(errors.some(({ cell }) => cell === key)).toBe(true);
      }),
    );
  });
});

function sources(now: ReturnType<typeof aRowOfCounts> | null) {
  return {
    ...{ now, bases: { week: null, month: null, accepted: null } },
    place: { municipality: null, oktmo: null, school: null, inn: null },
  };
}

describe('own statements', () => {
  it.each([
    ['a figure in a computed cell', { cell: 'minors', figure: 1 }, 'REPORT_CELL_COMPUTED'],
    ['the taking back of a computed cell', { cell: 'minors', figure: null }, 'REPORT_CELL_COMPUTED'],
    ['words in a computed cell', { cell: 'minors', text: 'x' }, 'REPORT_CELL_COMPUTED'],
    ['a figure in a text', { cell: 'note', figure: 1 }, 'REPORT_CELL_KIND'],
    ['an explanation of a text', { cell: 'note', explanation: 'x' }, 'REPORT_CELL_KIND'],
    ['a column that is none', { cell: 'nothing', figure: 1 }, 'REPORT_CELL_UNKNOWN'],
  ])('refuse %s', (_, statement, code) => {
    expect(stateOwn(COLUMNS, NOTHING_STATED, [statement])).toMatchObject({ kind: 'refused', code });
  });

  it('leave what is not named, take back what is null or blank', () => {
    const own = { figures: { all_own: 1 }, explanations: { all: 'a', minors: 'b' }, texts: { note: 'c' } };
    const stated = stateOwn(COLUMNS, own, [
      { cell: 'all_own', figure: null },
      { cell: 'minors', explanation: '  ' },
      { cell: '18plus_own', figure: 4 },
    ]);
    expect(stated).toEqual({
      kind: 'stated',
      own: { figures: { '18plus_own': 4 }, explanations: { all: 'a' }, texts: { note: 'c' } },
    });
  });
});

describe('growth of a report', () => {
  it('is counted from seven days before and from the last day of the month before', () => {
    expect(baseDay('week', '2026-11-22' as CalendarDate)).toBe('2026-11-15');
    expect(baseDay('month', '2026-11-30' as CalendarDate)).toBe('2026-10-31');
    expect(baseDay('month', '2026-01-31' as CalendarDate)).toBe('2025-12-31');
  });

  it('keeps its sign (EC-123), and of shares is exact', () => {
    const count = (numerator: number) => ({ numerator, denominator: null });
    expect(difference(count(3), count(5))).toEqual(count(-2));
    expect(difference({ numerator: 1, denominator: 2 }, { numerator: 1, denominator: 3 })).toEqual({
      ...{ numerator: 1, denominator: 6 },
    });
  });

  it('is none from a day of which nothing is known, or without a denominator (EC-140, EC-115)', () => {
    expect(difference({ numerator: 1, denominator: 2 }, null)).toBeNull();
    expect(difference({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 })).toBeNull();
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever the order of the members (law)', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, inner]) => [name, shuffled(inner)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
