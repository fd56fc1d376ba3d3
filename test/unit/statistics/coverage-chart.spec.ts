import { describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { type CoverageDay, coverageSeries } from '../../../src/statistics/domain/coverage-series.js';
import { coverageChart } from '../../../src/statistics/gateway/coverage-chart.js';
import { aRowOfCounts } from '../../support/report-scene.js';

const FIRST = '2026-01-10' as CalendarDate;
const days = (count: number, linked: (index: number) => number): CoverageDay[] =>
  Array.from({ length: count }, (_, index) => ({
    day: addDays(FIRST, index),
    counts: aRowOfCounts({
      students: [100, 100, 0, 0],
      declared: [100, 50, 0],
      linked: [linked(index), 0, 0],
    }),
  }));

describe('the series of a chart', () => {
  it('is growth by weeks for a quarter and by months beyond; EC-123: a loss keeps its sign', () => {
    const weeks = coverageSeries(days(15, (index) => 90 - index));
    expect([weeks.step, weeks.growth.map(({ growth }) => growth)]).toEqual(['week', [-7, -7]]);
    const months = coverageSeries(days(120, (index) => Math.floor(index / 2)));
    expect(months.step).toBe('month');
    expect(months.growth.map(({ to }) => to)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-09',
    ]);
  });

  it('leaves out a step whose day was not counted; EC-115: nobody gives no share', () => {
    const counted = days(15, (index) => index).filter((_, index) => index !== 7);
    expect(coverageSeries(counted).growth).toEqual([]);
    const [none] = coverageSeries([
      {
        day: FIRST,
        counts: aRowOfCounts({ students: [0, 0, 3, 0], declared: [0, 0, 0], linked: [0, 0, 0] }),
      },
    ]).points;
    expect(none).toMatchObject({ linked: null, declared: null });
  });
});

describe('the chart', () => {
  const series = coverageSeries(days(300, (index) => Math.floor(index / 4)));
  const svg = coverageChart({ name: 'Школа «А & Б» <1>', asOf: null }, series);

  it('names itself and tells its story to who does not see it', () => {
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="chart-title chart-desc"/);
    expect(svg).toContain(
      '<title id="chart-title">Охват учётными записями Госуслуг: Школа «А &amp; Б» &lt;1&gt;</title>',
    );
    expect(svg).toContain('привязано 0,0 % → 37,0 %, создано со слов 75,0 % → 75,0 %.</desc>');
  });

  it('passes any content security policy: no script, style, event or foreign address', () => {
    expect(svg).not.toMatch(/<script|<style|style=|\son\w+=|href=|url\((?!#)|<foreignObject/);
  });

  it('is read in black and white: one line broken, each named at its end, months in Russian', () => {
    expect(svg).toContain('stroke-dasharray');
    for (const words of ['Привязано 37,0 %', 'Создано, со слов 75,0 %', 'февраль', 'октябрь', 'по месяцам'])
      expect(svg).toContain(words);
    const colours = new Set(
      [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]+|rgb[^"]+)"/gi)].map(([, colour]) => colour),
    );
    for (const colour of colours)
      expect(colour).toMatch(/^#(\w)\1\1$|^#(\w\w)\2\2$|^#3c3c41$|^rgb\(0,0,0\)$/);
  });

  it('is a picture for nothing, one day, and a loss too', () => {
    for (const each of [[], days(1, () => 5), days(30, (index) => 60 - index)])
      expect(coverageChart({ name: 'Школа', asOf: null }, coverageSeries(each))).toMatch(
        /^<svg [^]*<\/svg>\s*$/,
      );
  });
});
