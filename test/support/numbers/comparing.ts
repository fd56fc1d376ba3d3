import { identityError } from '../../../src/statistics/domain/growth-decomposition.js';
import { sure } from './facts.js';
import { type CountedNumbers, textOf, type Told } from './counted-numbers.js';
import type { NumbersYear } from './numbers-year.js';
import { isGeneral, type TrueDay } from './true-day.js';
import { BUCKETS, trueReasons } from './true-growth.js';
import { nameOf, trueNumbers, type TrueUnit, unitsOf } from './true-numbers.js';

/** Later than anything was told. */
export const EVER_AFTER = Number.POSITIVE_INFINITY;
/** So many readers ask at the same time. */
const AT_ONCE = 6;
const QUALITY = /^I-3[45]/;

/** What is not as it should be, in words; the units must be the same. */
export function wrong(day: string, found: Told | undefined, expected: Told): string[] {
  const names = new Set([...Object.keys(found ?? {}), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    const [is, due] = [found?.[name], expected[name]];
    if (is === undefined || due === undefined)
      return [`${day} ${name} is ${is === undefined ? 'missing' : 'too many'}`];
    return Object.keys(due).flatMap((id) =>
      is[id] === due[id] ? [] : [`${day} ${name} ${id}: ${is[id] ?? '?'}, not ${due[id] ?? '?'}`],
    );
  });
}

/** What growth between two days and its reasons came to. */
export interface ComparedGrowth {
  readonly mistakes: readonly string[];
  readonly units: number;
  /** Reasons that were somebody's at least. */
  readonly reasons: ReadonlySet<string>;
  /** Indicators whose growth was compared. */
  readonly indicators: ReadonlySet<string>;
}

/** Growth and its reasons of every unit that was there on both days, as a reader gets them, beside the truth. */
export async function compareGrowth(
  year: NumbersYear,
  counted: CountedNumbers,
  days: readonly [TrueDay, TrueDay],
): Promise<ComparedGrowth> {
  const [before, after] = days;
  const later = new Set(unitsOf(after.schools).map(nameOf));
  const units = unitsOf(before.schools).filter((unit) => later.has(nameOf(unit)));
  const mistakes: string[] = [];
  const reasons = new Set<string>();
  const indicators = new Set<string>();
  const compare = async (unit: TrueUnit): Promise<void> => {
    const found = await counted.growth(unit, before.day, after.day);
    const say = (what: string, is: unknown, due: unknown) => {
      if (JSON.stringify(is) === JSON.stringify(due)) return;
      mistakes.push(`${nameOf(unit)} ${what}: ${JSON.stringify(is)}, not ${JSON.stringify(due)}`);
    };
    const [then, now] = [trueNumbers(unit, before), trueNumbers(unit, after)];
    for (const { indicator, growth } of found.growth) {
      if (QUALITY.test(indicator.id)) continue;
      indicators.add(indicator.id);
      const { absolute, rate, points: difference } = growth;
      const is = { absolute, rate: textOf(rate), points: points(difference) };
      say(indicator.id, is, trueGrowth(sure(then[indicator.id]), sure(now[indicator.id])));
    }
    if (unit.level === 'school' && !isGeneral(sure(year.facts.schools.get(unit.id)))) {
      say('reasons', found.reasons, null);
      return;
    }
    for (const reason of compareReasons(year, unit, days, found, say)) reasons.add(reason);
    const minors = trueReasons(year.facts, unit, 'minors', days, EVER_AFTER);
    say('I-23', found.likeForLike, (minors['new_links'] ?? 0) - (minors['lost_links'] ?? 0));
  };
  for (let n = 0; n < units.length; n += AT_ONCE) await Promise.all(units.slice(n, n + AT_ONCE).map(compare));
  return { mistakes, units: units.length, reasons, indicators };
}

type FoundGrowth = Awaited<ReturnType<CountedNumbers['growth']>>;
type Say = (what: string, is: unknown, due: unknown) => void;

/** The identity of each bucket and each of its reasons; returns the reasons there were. */
export function compareReasons(
  year: NumbersYear,
  unit: TrueUnit,
  days: readonly [TrueDay, TrueDay],
  found: FoundGrowth,
  say: Say,
): readonly string[] {
  const seen: string[] = [];
  for (const bucket of BUCKETS) {
    const due = trueReasons(year.facts, unit, bucket, days, EVER_AFTER);
    const part = found.reasons?.parts[bucket];
    if (part === undefined) {
      say(`reasons of ${bucket}`, null, due);
      continue;
    }
    say(`identity of ${bucket}`, identityError(part), 0);
    const { delta, ...parts } = part;
    say(`delta of ${bucket}`, delta, (due['linked_to'] ?? 0) - (due['linked_from'] ?? 0));
    for (const [key, value] of Object.entries(parts)) say(`${bucket} ${key}`, value, due[key] ?? 0);
    seen.push(...Object.keys(due));
  }
  return seen;
}

/** I-20…I-22 of two numbers of the truth; a difference of shares with six digits. */
function trueGrowth(then: string, now: string): { absolute: number | null; rate: string; points: string } {
  const [a, b] = [then, now].map((one) => one.split('/').map(Number));
  if (then === '—' || now === '—') return { absolute: null, rate: '—', points: '—' };
  const [n1 = 0, d1] = a ?? [];
  const [n2 = 0, d2] = b ?? [];
  if (d1 === undefined || d2 === undefined) {
    return { absolute: n2 - n1, rate: n1 === 0 ? '—' : `${String(n2 - n1)}/${String(n1)}`, points: '—' };
  }
  return {
    absolute: null,
    rate: '—',
    points: d1 === 0 || d2 === 0 ? '—' : (n2 / d2 - n1 / d1 || 0).toFixed(6),
  };
}

function points(value: { numerator: number; denominator: number | null } | null): string {
  return value === null ? '—' : (value.numerator / (value.denominator ?? 1) || 0).toFixed(6);
}
