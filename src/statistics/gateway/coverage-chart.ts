import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import type { CoveragePoint, CoverageSeries } from '../domain/coverage-series.js';

use([BarChart, LineChart, GridComponent, TitleComponent, SVGRenderer]);

const [WIDTH, HEIGHT] = [960, 560];
const MONTHS = [
  ...['январь', 'февраль', 'март', 'апрель', 'май', 'июнь'],
  ...['июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
];
const MONTHS_OF = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
];
const FONT = 'PTSans, PT Sans, DejaVu Sans, Arial, sans-serif';
const INK = '#000';
/** Two names at the right end of the lines need so many points between them. */
const LABEL_GAP = 7;

/** What a chart is of, in words. */
export interface ChartSubject {
  /** «Школа № 5», «Город», «Учебная область». */
  readonly name: string;
  readonly asOf: CalendarDate | null;
}

/**
 * Coverage and growth as one SVG picture: I-12 as an unbroken line, I-11 beside it broken, growth of the linked below as
 * bars. It is read in black and white: lines differ by stroke and marks, each is named where it ends. No script, no style,
 * nothing from outside, so that any content security policy lets it through.
 */
export function coverageChart(subject: ChartSubject, series: CoverageSeries): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(optionsOf(subject, series));
    return named(chart.renderToSVGString(), subject, series);
  } finally {
    chart.dispose();
  }
}

function optionsOf({ name }: ChartSubject, series: CoverageSeries): EChartsCoreOption {
  const { points, growth, step } = series;
  const text = { fontFamily: FONT, color: INK };
  const last = points.at(-1);
  const apart = Math.abs((last?.linked ?? 0) - (last?.declared ?? 0)) >= LABEL_GAP;
  const [linkedUp, declaredUp] = apart
    ? [0, 0]
    : (last?.linked ?? 0) > (last?.declared ?? 0)
      ? [-8, 8]
      : [8, -8];
  const small = { ...text, fontSize: 12 };
  return {
    animation: false,
    // Days are drawn by their UTC midnight, whatever the zone of the machine.
    useUTC: true,
    textStyle: text,
    title: [
      {
        text: `Доля несовершеннолетних с учётной записью Госуслуг, % — ${name}`,
        left: 12,
        top: 8,
        textStyle: { ...text, fontSize: 16 },
      },
      {
        ...{
          text: `Прирост привязанных ${step === 'week' ? 'по неделям' : 'по месяцам'}, учеников`,
          left: 12,
          top: 352,
        },
        textStyle: { ...text, fontSize: 14 },
      },
    ],
    grid: [
      { left: 56, right: 190, top: 48, height: 260 },
      { left: 56, right: 190, top: 392, height: 110 },
    ],
    xAxis: [timeAxis(0, points, small), barAxis(series, small)],
    yAxis: [
      percentAxis(small),
      growthAxis(
        growth.map((each) => each.growth),
        small,
      ),
    ],
    series: [
      lineOf('Привязано', points, ({ linked }) => linked, {
        type: 'solid',
        width: 2.5,
        symbol: 'circle',
        up: linkedUp,
      }),
      lineOf('Создано, со слов', points, ({ declared }) => declared, {
        type: [7, 5],
        width: 1.75,
        symbol: 'emptyRect',
        up: declaredUp,
      }),
      {
        ...{
          type: 'bar',
          xAxisIndex: 1,
          yAxisIndex: 1,
          barMaxWidth: 34,
          data: growth.map((each) => each.growth),
        },
        itemStyle: { color: '#bbb', borderColor: INK, borderWidth: 1 },
        label: {
          show: growth.length <= 30,
          position: 'top',
          ...small,
          formatter: ({ value }: { value: unknown }) => signed(Number(value)),
        },
      },
    ],
  };
}

interface Stroke {
  readonly type: 'solid' | number[];
  readonly width: number;
  readonly symbol: string;
  readonly up: number;
}

/** A line with few marks and its name and last value at its end. */
function lineOf(
  name: string,
  points: readonly CoveragePoint[],
  of: (point: CoveragePoint) => number | null,
  { type, width, symbol, up }: Stroke,
): object {
  const every = Math.max(1, Math.ceil(points.length / 12));
  return {
    ...{ type: 'line', name, symbol, symbolSize: 7, showAllSymbol: true },
    lineStyle: { color: INK, width, type },
    itemStyle: { color: INK, borderColor: INK, borderWidth: 1.5 },
    data: points.map((point, index) => ({
      value: [momentOf(point.day), of(point)],
      symbol: (points.length - 1 - index) % every === 0 ? symbol : 'none',
    })),
    endLabel: {
      ...{ show: true, distance: 10, fontSize: 13, fontFamily: FONT, color: INK, offset: [0, up] },
      formatter: ({ value }: { value: unknown }) => {
        const share = Array.isArray(value) ? (value as unknown[])[1] : null;
        return typeof share === 'number' ? `${name} ${percent(share)} %` : '';
      },
    },
  };
}

function timeAxis(gridIndex: number, points: readonly CoveragePoint[], text: object): object {
  const marks = marksBetween(points.map(({ day }) => day)).map(momentOf);
  return {
    ...{ type: 'time', gridIndex, splitLine: { show: false } },
    ...{ min: momentOf(points[0]?.day ?? EPOCH), max: momentOf(points.at(-1)?.day ?? EPOCH) },
    axisLine: { lineStyle: { color: INK } },
    axisTick: { lineStyle: { color: INK }, customValues: marks },
    axisLabel: { ...text, customValues: marks, formatter: (moment: number) => dayLabel(new Date(moment)) },
  };
}

const EPOCH = '1970-01-01' as CalendarDate;

/** Days under which the axis is named: first days of months, at most about twelve; within two months, every week. */
function marksBetween(days: readonly CalendarDate[]): readonly CalendarDate[] {
  const firsts = days.filter((day) => day.endsWith('-01'));
  if (firsts.length >= 3) return firsts.filter((_, index) => index % Math.ceil(firsts.length / 12) === 0);
  return days.filter((_, index) => (days.length - 1 - index) % Math.max(7, Math.ceil(days.length / 9)) === 0);
}

function barAxis({ growth, step }: CoverageSeries, text: object): object {
  return {
    ...{
      type: 'category',
      gridIndex: 1,
      data: growth.map(({ to }, index) => (step === 'month' ? monthLabel(to, index === 0) : shortDay(to))),
    },
    axisLine: { lineStyle: { color: INK } },
    axisTick: { show: false },
    axisLabel: { ...text, interval: growth.length <= 14 ? 0 : 'auto' },
  };
}

function percentAxis(text: object): object {
  return {
    ...{ type: 'value', gridIndex: 0, min: 0, max: 100, interval: 20 },
    axisLabel: { ...text, formatter: '{value} %' },
    splitLine: { lineStyle: { color: '#ccc' } },
  };
}

/** Few whole steps; a number of pupils has no fraction. */
function growthAxis(values: readonly number[], text: object): object {
  const none = values.every((value) => value === 0);
  return {
    ...{ type: 'value', gridIndex: 1, splitNumber: 2, minInterval: 1 },
    ...(none ? { min: 0, max: 1 } : {}),
    axisLabel: { ...text, formatter: (value: number) => signed(value) },
    splitLine: { lineStyle: { color: '#ddd' } },
  };
}

/** Gives the picture a name and a sentence for who does not see it (SVG 1.1, 5.4). */
function named(svg: string, subject: ChartSubject, series: CoverageSeries): string {
  const [first, last] = [series.points[0], series.points.at(-1)];
  const title = `Охват учётными записями Госуслуг: ${subject.name}`;
  const said = (share: number | null | undefined) =>
    typeof share === 'number' ? `${percent(share)} %` : '—';
  const story =
    first === undefined || last === undefined
      ? 'Данных за эти дни нет.'
      : `С ${formatRussianDate(first.day)} по ${formatRussianDate(last.day)}: привязано ${said(first.linked)} → ${said(last.linked)}, ` +
        `создано со слов ${said(first.declared)} → ${said(last.declared)}.`;
  return (
    svg
      .replace(/^<svg /, '<svg role="img" aria-labelledby="chart-title chart-desc" ')
      .replace(
        '>',
        `>\n<title id="chart-title">${escaped(title)}</title>\n<desc id="chart-desc">${escaped(story)}</desc>`,
      )
      .replace(/<style[^>]*>.*?<\/style>/s, '')
      // A policy without 'unsafe-inline' drops style attributes; presentation attributes say the same (SVG 1.1, 6.4).
      .replaceAll(/ style="([^"]*)"/g, (_, declarations: string) => attributesOf(declarations))
      .replaceAll(/ (?:pointer-events|class)="[^"]*"/g, '')
  );
}

function attributesOf(declarations: string): string {
  return declarations
    .split(';')
    .map((declaration) => declaration.split(':'))
    .map(([name = '', value = '']) => (value === '' ? '' : ` ${name.trim()}="${value.trim()}"`))
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const momentOf = (day: CalendarDate): number => Date.parse(`${day}T00:00:00Z`);
const percent = (share: number): string => (Math.round(share * 10) / 10).toFixed(1).replace('.', ',');
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));
const monthLabel = (day: CalendarDate, withYear: boolean): string =>
  (MONTHS[Number(day.slice(5, 7)) - 1] ?? '') +
  (withYear || day.slice(5, 7) === '01' ? `\n${day.slice(0, 4)}` : '');
const shortDay = (day: CalendarDate): string =>
  `${Number(day.slice(8))} ${MONTHS_OF[Number(day.slice(5, 7)) - 1] ?? ''}`;

/** The first day of a month is its name, with the year in January. */
function dayLabel(moment: Date): string {
  const day = moment.toISOString().slice(0, 10) as CalendarDate;
  if (!day.endsWith('-01')) return shortDay(day);
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
  return day.slice(5, 7) === '01' ? `${month} ${day.slice(0, 4)}` : month;
}
