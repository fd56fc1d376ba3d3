import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';
import { PROCESS_INDICATORS } from '../../../src/statistics/domain/process-indicators.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { EVER_AFTER, wrong } from '../../support/numbers/comparing.js';
import { CountedNumbers, type Told } from '../../support/numbers/counted-numbers.js';
import { countedProcess } from '../../support/numbers/counted-process.js';
import { CROWDED, IMPORTS, NumbersYear, ZONE } from '../../support/numbers/numbers-year.js';
import { AHEAD, plusDays, trueDay, type TrueDay } from '../../support/numbers/true-day.js';
import {
  haveSamePupils,
  judge,
  nameOf,
  type Numbers,
  trueCells,
  trueNumbers,
  trueQuality,
  type TrueUnit,
  unitsOf,
  UNKNOWN_QUALITY,
} from '../../support/numbers/true-numbers.js';
import { trueProcess } from '../../support/numbers/true-process.js';

const LONG = 900_000;

/** Ends of months, around a merger and a split, after files, and the first days of both school years. */
const CELL_DAYS = [
  ...['2025-09-10', '2025-10-07', '2025-12-31', '2026-01-11', '2026-01-18', '2026-01-20', '2026-02-28'],
  ...['2026-03-15', '2026-03-31', '2026-05-31', '2026-07-12', '2026-08-31', '2026-09-01', '2026-09-14'],
];

/** Where each unit is counted anew for its reader: the region and every third of the others. */
const aThird = (units: readonly TrueUnit[]): readonly TrueUnit[] => units.filter((_, n) => n % 3 === 0);

/** What happens in the year at least so often, so that a change of the generator does not empty this test unseen. */
const EVENTS = {
  ...{ transfer: 120, 'late transfer': 25, college: 6, leave: 45, enter: 60, graduate: 55, 'birth date': 35 },
  ...{ snils: 25, 'end of tie': 25, dismissal: 18, link: 1_400, suspend: 260, resume: 190, revoke: 115 },
  ...{ 'sign in': 4_400, declare: 500, withdraw: 130, refuse: 100, 'paper or withdrawal': 120 },
  ...{ 'exempt person': 25, 'exempt class': 5, 'exempt role': 3, 'exempt school': 2 },
};

const told = (then: TrueDay, numbers: (unit: TrueUnit) => Numbers): Told =>
  Object.fromEntries(unitsOf(then.schools).map((unit) => [nameOf(unit), numbers(unit)]));

describe('a generated region lives a school year', () => {
  let database: TestDatabase;
  let year: NumbersYear;
  let counted: CountedNumbers;
  const truths = new Map<string, Told>();
  beforeAll(async () => {
    database = await freshDatabase();
    year = await NumbersYear.live(database, 1_200, { atProcess: true });
    counted = await CountedNumbers.read(year);
  }, LONG);
  afterAll(() => database.drop());

  /** All units of a day as they were said on the morning after it. */
  function saidInTime(day: string): Told {
    const { known, quality } = year.taken.get(day)!;
    const then = trueDay(year.facts, day, ZONE, known);
    const judged = judge(quality);
    return told(then, (unit) => ({ ...trueNumbers(unit, then), ...trueQuality(unit, then, judged) }));
  }

  /** All units of a day as they are known now; how good the data were is left where the same pupils are counted. */
  function truth(day: string): Told {
    const remembered = truths.get(day);
    if (remembered !== undefined) return remembered;
    const { known, quality } = year.taken.get(day)!;
    const then = trueDay(year.facts, day, ZONE, known);
    const now = trueDay(year.facts, day, ZONE, EVER_AFTER);
    const judged = judge(quality);
    const numbers = told(now, (unit) => ({
      ...trueNumbers(unit, now),
      ...(haveSamePupils(unit, then, now) ? trueQuality(unit, then, judged) : UNKNOWN_QUALITY),
    }));
    truths.set(day, numbers);
    return numbers;
  }

  it('lives through all that it should', () => {
    const rare = Object.entries(EVENTS).filter(([event, times]) => (year.counts.get(event) ?? 0) < times);
    expect(rare.map(([event]) => [event, year.counts.get(event)])).toEqual([]);
    const days = [...year.taken.keys()];
    const near = IMPORTS.flatMap((day) => [plusDays(day, -1), day, plusDays(day, 1)]).slice(0, -1);
    expect(days).toEqual(expect.arrayContaining([...near, '2025-12-31', '2026-08-31', '2026-09-01']));
  });

  it('EC-115, EC-117, EC-118, EC-126: counts every indicator of every unit on every day as the truth does', () => {
    const all = [...year.taken.keys()].flatMap((day) => wrong(day, counted.first.get(day), saidInTime(day)));
    expect(all.slice(0, 40)).toEqual([]);
    for (const numbers of counted.first.values()) {
      const count = (level: string) => Object.keys(numbers).filter((name) => name.startsWith(level)).length;
      expect([count('municipality') >= 5, count('school') >= 40]).toEqual([true, true]);
    }
    const region = counted.first.get('2026-01-31')?.['region region'] ?? {};
    expect(Object.keys(region).sort()).toEqual(INDICATORS.map(({ id }) => id).sort());
    expect(Object.keys(saidInTime('2026-01-31')['region region'] ?? {}).sort()).toEqual(
      Object.keys(region).sort(),
    );
    expect(Object.keys(region).filter((id) => /^(0|—|0\/.*)$/.test(region[id] ?? ''))).toEqual([]);
  });

  it('EC-119: keeps what was said first, and restates every day as the truth of later says', () => {
    const all = [...year.taken.keys()].flatMap((day) => wrong(day, counted.newest.get(day), truth(day)));
    expect(all.slice(0, 40)).toEqual([]);
    expect(counted.restated.size).toBeGreaterThan(30);
  });

  it.each(CELL_DAYS)(
    'EC-126: counts every grade and class of %s too, at first and as it is known now',
    async (day) => {
      const { first, newest } = await counted.cells(day);
      const { known } = year.taken.get(day)!;
      const { grades } = year.facts;
      expect(
        wrong(day, first, trueCells(trueDay(year.facts, day, ZONE, known), grades)).slice(0, 40),
      ).toEqual([]);
      const now = trueCells(trueDay(year.facts, day, ZONE, EVER_AFTER), grades);
      expect(wrong(day, newest, now).slice(0, 40)).toEqual([]);
      const count = (level: string) => Object.keys(now).filter((name) => name.startsWith(level)).length;
      expect([count('grade') > 150, count('class') >= count('grade')]).toEqual([true, true]);
    },
  );

  it('EC-119: names in the report of differences exactly the units whose truth changed', async () => {
    let changes = 0;
    for (const day of [...counted.restated].sort().filter((_, n) => n % 5 === 0)) {
      const [then, now] = [saidInTime(day), truth(day)];
      const differs = (name: string) =>
        Object.keys(now[name] ?? {}).some((id) => then[name]?.[id] !== now[name]?.[id]);
      for (const level of ['region', 'municipality', 'school'] as const) {
        const due = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter(
          (name) =>
            name.startsWith(level) && (then[name] === undefined || now[name] === undefined || differs(name)),
        );
        expect([day, await counted.changed(day, level)]).toEqual([day, due.sort()]);
        changes += due.length;
      }
    }
    expect(changes).toBeGreaterThan(50);
  });

  it('f.5: counts every indicator of the process, and what stands beside it, on days of the whole year as the truth does', async () => {
    const seen = new Set<string>();
    const { processes } = year;
    for (const taken of processes) {
      const due = trueProcess(year.facts, taken, ZONE);
      const found = await countedProcess(year, taken.day);
      expect(wrong(taken.day, found, due).slice(0, 40)).toEqual([]);
      const region = due['region region'] ?? {};
      for (const [id, value] of Object.entries(region)) if (/[1-9]/.test(value)) seen.add(id);
      const count = (level: string) => Object.keys(due).filter((name) => name.startsWith(level)).length;
      expect([count('municipality') >= 5, count('school') >= 40]).toEqual([true, true]);
    }
    expect([true, false].map((inTime) => processes.filter((one) => one.isInTime === inTime).length)).toEqual([
      11, 11,
    ]);
    // Each was something somewhere, and none is without a truth.
    expect([...seen].filter((id) => !id.endsWith(' beside')).sort()).toEqual(
      PROCESS_INDICATORS.map(({ id }) => id).sort(),
    );
  });

  it('f.0.2: counts every indicator by the age of the next 1 January too', async () => {
    const day = '2025-11-19';
    const then = trueDay(year.facts, day, ZONE, EVER_AFTER, '2026-01-01');
    const numbers = told(then, (unit) => trueNumbers(unit, then));
    for (const unit of aThird(unitsOf(then.schools))) {
      const found = await counted.onDemand(unit, day, 'jan1_next');
      expect(wrong(nameOf(unit), { unit: found }, { unit: numbers[nameOf(unit)]! })).toEqual([]);
    }
    const byDay = trueDay(year.facts, day, ZONE, EVER_AFTER);
    const region = unitsOf(byDay.schools)[0]!;
    expect(numbers['region region']?.['I-03']).not.toBe(trueNumbers(region, byDay)['I-03']);
  });

  it('EC-120, f.0.1: one day of the same data is another in each time zone, each as its truth', async () => {
    const linked = new Map<string, string | undefined>();
    for (const zone of Object.keys(AHEAD)) {
      await database.query('UPDATE regions SET time_zone = $1', [zone]);
      const then = trueDay(year.facts, CROWDED, zone, EVER_AFTER);
      for (const unit of aThird(unitsOf(then.schools))) {
        const found = await counted.onDemand(unit, CROWDED);
        expect(wrong(`${zone} ${nameOf(unit)}`, { unit: found }, { unit: trueNumbers(unit, then) })).toEqual(
          [],
        );
        if (unit.level === 'region') linked.set(zone, found['I-07.minors']);
      }
    }
    await database.query('UPDATE regions SET time_zone = $1', [ZONE]);
    process.stdout.write(`linked minors on ${CROWDED}: ${JSON.stringify(Object.fromEntries(linked))}\n`);
    expect(new Set(linked.values()).size).toBe(linked.size);
  });
});
