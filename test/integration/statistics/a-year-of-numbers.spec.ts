import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityError } from '../../../src/statistics/domain/growth-decomposition.js';
import { CountedNumbers, textOf, type Told } from '../../support/numbers/counted-numbers.js';
import { CROWDED, FIRST_DAY, IMPORTS, NumbersYear, ZONE } from '../../support/numbers/numbers-year.js';
import { AHEAD, isGeneral, plusDays, trueDay, type TrueDay } from '../../support/numbers/true-day.js';
import { BUCKETS, trueReasons } from '../../support/numbers/true-growth.js';
import {
  nameOf,
  type Numbers,
  trueNumbers,
  trueQuality,
  type TrueUnit,
  unitsOf,
} from '../../support/numbers/true-numbers.js';

const LONG = 300_000;
const EVER_AFTER = Number.POSITIVE_INFINITY;
const QUALITY = /^I-3[45]/;

/** An ordinary week, across an import, across a merger, across a split, across the first of September, all of the year. */
const PAIRS = [
  ['2025-11-16', '2025-11-23'],
  ['2025-10-05', '2025-10-07'],
  ['2026-01-11', '2026-01-20'],
  ['2026-03-01', '2026-03-16'],
  ['2026-08-31', '2026-09-01'],
  ['2025-09-30', '2026-09-13'],
] as const;

/** What happens in the year at least so often, so that a change of the generator does not empty this test unseen. */
const EVENTS = {
  ...{ transfer: 100, 'late transfer': 25, college: 4, leave: 40, enter: 50, graduate: 40, 'birth date': 30 },
  ...{ snils: 10, 'end of tie': 20, dismissal: 15, link: 1_000, suspend: 80, resume: 40, revoke: 50 },
  ...{ 'sign in': 2_000, declare: 300, withdraw: 50, refuse: 60, 'paper or withdrawal': 30 },
  ...{ 'exempt person': 15, 'exempt class': 5, 'exempt role': 3, 'exempt school': 2 },
};

describe('a generated region lives a school year', () => {
  let year: NumbersYear;
  let counted: CountedNumbers;
  beforeAll(async () => {
    year = await NumbersYear.live(1_200);
    counted = await CountedNumbers.read(year);
  }, LONG);
  afterAll(() => year?.database.drop());

  /** All units of a day as they were known before a moment. */
  function truth(day: string, known: number): Told {
    const then = trueDay(year.facts, day, ZONE, known);
    return Object.fromEntries(unitsOf(then.schools).map((unit) => [nameOf(unit), trueNumbers(unit, then)]));
  }

  /** I-34 and I-35 as they were said in time. */
  function qualityOf(day: string): Told {
    const { known, quality } = year.taken.get(day)!;
    const then = trueDay(year.facts, day, ZONE, known);
    return Object.fromEntries(
      unitsOf(then.schools).map((unit) => [nameOf(unit), trueQuality(unit, then, quality)]),
    );
  }

  /** What is not as it should be, in words; the units must be the same. */
  function wrong(day: string, found: Told | undefined, expected: Told): string[] {
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

  it('lives through all that it should', () => {
    const rare = Object.entries(EVENTS).filter(([event, times]) => (year.counts.get(event) ?? 0) < times);
    expect(rare.map(([event]) => [event, year.counts.get(event)])).toEqual([]);
    const days = [...year.taken.keys()];
    const near = IMPORTS.flatMap((day) => [plusDays(day, -1), day, plusDays(day, 1)]).slice(0, -1);
    expect(days).toEqual(expect.arrayContaining([...near, '2025-12-31', '2026-08-31', '2026-09-01']));
  });

  it('EC-115, EC-117, EC-118, EC-126: counts every indicator of every unit on every day as the truth does', () => {
    const all = [...year.taken.values()].flatMap(({ day, known }) => {
      const due = truth(day, known);
      return [
        ...wrong(day, counted.first.get(day), due),
        ...wrong(day, counted.first.get(day), qualityOf(day)),
      ];
    });
    expect(all.slice(0, 40)).toEqual([]);
    const units = Object.keys(counted.first.get('2026-02-01') ?? {});
    expect(units.filter((name) => name.startsWith('municipality')).length).toBeGreaterThanOrEqual(5);
    expect(units.filter((name) => name.startsWith('school')).length).toBeGreaterThanOrEqual(40);
    const region = counted.first.get('2026-02-01')?.['region region'] ?? {};
    expect(Object.keys(region).filter((id) => /^(0|—|0\/.*)$/.test(region[id] ?? ''))).toEqual([]);
  });

  it('EC-119: keeps what was said first, and restates every day as the truth of later says', () => {
    const all = [...year.taken.keys()].flatMap((day) =>
      wrong(day, counted.newest.get(day), truth(day, EVER_AFTER)),
    );
    expect(all.slice(0, 40)).toEqual([]);
    expect(counted.restated.size).toBeGreaterThan(10);
  });

  it('EC-119: names in the report of differences exactly the units whose truth changed', async () => {
    for (const day of [...counted.restated].sort().filter((_, n) => n % 4 === 0)) {
      const [then, now] = [truth(day, year.taken.get(day)!.known), truth(day, EVER_AFTER)];
      const changed = Object.keys(now).filter(
        (name) => JSON.stringify(then[name]) !== JSON.stringify(now[name]),
      );
      for (const level of ['region', 'municipality', 'school'] as const) {
        const due = changed.filter((name) => name.startsWith(level)).sort();
        expect([day, await counted.changed(day, level)]).toEqual([day, due]);
      }
      expect(changed.length).toBeGreaterThan(0);
    }
  });

  describe('and grows', () => {
    it.each(PAIRS)(
      'EC-120, EC-121: from %s to %s as the truth says, and the identity is zero',
      async (from, to) => {
        const days = [from, to].map((day) => trueDay(year.facts, day, ZONE, EVER_AFTER)) as [
          TrueDay,
          TrueDay,
        ];
        const later = unitsOf(days[1].schools).map(nameOf);
        const units = unitsOf(days[0].schools).filter((unit) => later.includes(nameOf(unit)));
        const mistakes: string[] = [];
        // The first pair is computed for each reader, the others for all at once.
        if (from !== PAIRS[0][0]) await counted.remember(from, to);
        for (const unit of units) {
          const found = await counted.growth(unit, from, to);
          const say = (what: string, is: unknown, due: unknown) => {
            if (JSON.stringify(is) !== JSON.stringify(due))
              mistakes.push(`${nameOf(unit)} ${what}: ${JSON.stringify(is)}, not ${JSON.stringify(due)}`);
          };
          const [then, now] = [trueNumbers(unit, days[0]), trueNumbers(unit, days[1])];
          for (const { indicator, growth } of found.growth) {
            if (QUALITY.test(indicator.id)) continue;
            const due = trueGrowth(then[indicator.id]!, now[indicator.id]!);
            const is = {
              absolute: growth.absolute,
              rate: textOf(growth.rate),
              points: points(growth.points),
            };
            say(indicator.id, is, due);
          }
          if (unit.level === 'school' && !isGeneral(year.facts.schools.get(unit.id)!)) continue;
          const reasons = BUCKETS.map((bucket) => trueReasons(year.facts, unit, bucket, days, EVER_AFTER));
          for (const [n, bucket] of BUCKETS.entries()) {
            const part = found.reasons?.parts[bucket];
            if (part === undefined) {
              mistakes.push(`${nameOf(unit)} ${bucket} is not known`);
              continue;
            }
            say(`identity of ${bucket}`, identityError(part), 0);
            const { delta, ...parts } = part;
            const due = reasons[n] ?? {};
            say(`delta of ${bucket}`, delta, (due['linked_to'] ?? 0) - (due['linked_from'] ?? 0));
            for (const [key, value] of Object.entries(parts)) say(`${bucket} ${key}`, value, due[key] ?? 0);
          }
          say(
            'I-23',
            found.likeForLike,
            (reasons[0]?.['new_links'] ?? 0) - (reasons[0]?.['lost_links'] ?? 0),
          );
        }
        expect(mistakes.slice(0, 40)).toEqual([]);
        expect(units.length).toBeGreaterThan(50);
      },
      LONG,
    );

    it('I-24: since the start of the campaign', async () => {
      const [start, day] = ['2025-11-09', '2026-05-31'];
      await year.database.query(
        'INSERT INTO statistics_policies (region_id, campaign_started_on) VALUES ($1, $2)',
        [...[year.known.regionId, start]],
      );
      const [then, now] = [truth(start, EVER_AFTER), truth(day, EVER_AFTER)];
      for (const name of ['region region', 'municipality mo-02', 'school school-001']) {
        const [level, id] = name.split(' ') as [TrueUnit['level'], string];
        const { growth } = await counted.sinceCampaign({ level, id, has: () => true }, day);
        const linked = growth.find(({ indicator }) => indicator.id === 'I-07.minors');
        expect(linked?.growth.absolute).toBe(
          Number(now[name]?.['I-07.minors']) - Number(then[name]?.['I-07.minors']),
        );
      }
    });
  });

  it('EC-120: one day of the same data is three in three time zones, each as its truth', async () => {
    const told: Record<string, Numbers> = {};
    for (const zone of Object.keys(AHEAD)) {
      await year.database.query('UPDATE regions SET time_zone = $1', [zone]);
      const then = trueDay(year.facts, CROWDED, zone, EVER_AFTER);
      for (const unit of unitsOf(then.schools).filter((_, n) => n % 7 === 0)) {
        const { [`I-34`]: _, ...found } = await counted.onDemand(unit, CROWDED);
        const due = trueNumbers(unit, then);
        const mistakes = wrong(zone, { unit: found }, { unit: due });
        expect(mistakes.map((mistake) => `${nameOf(unit)} ${mistake}`)).toEqual([]);
        if (unit.level === 'region') told[zone] = found;
      }
    }
    await year.database.query('UPDATE regions SET time_zone = $1', [ZONE]);
    const linked = Object.values(told).map((numbers) => numbers['I-07.minors']);
    process.stdout.write(
      `linked minors on ${CROWDED} in ${Object.keys(told).join(', ')}: ${linked.join(', ')}\n`,
    );
    expect(new Set(linked).size).toBe(3);
    expect(counted.first.has(FIRST_DAY)).toBe(true);
  });
});

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
