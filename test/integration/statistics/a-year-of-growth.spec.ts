import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GROWTH_INDICATORS } from '../../../src/statistics/domain/growth-indicators.js';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { compareGrowth, compareReasons, EVER_AFTER } from '../../support/numbers/comparing.js';
import { CountedNumbers } from '../../support/numbers/counted-numbers.js';
import { compareEveryPair } from '../../support/numbers/every-pair.js';
import { NumbersYear, ZONE } from '../../support/numbers/numbers-year.js';
import { trueDay, type TrueDay } from '../../support/numbers/true-day.js';
import { nameOf, trueNumbers, unitsOf } from '../../support/numbers/true-numbers.js';

const LONG = 900_000;

/** An ordinary week, across an import, a merger, a split, the first of September, all of the year; and whole months. */
const PAIRS = [
  ['2025-11-16', '2025-11-23'],
  ['2025-10-05', '2025-10-07'],
  ['2026-01-11', '2026-01-20'],
  ['2026-02-28', '2026-03-16'],
  ['2026-08-31', '2026-09-01'],
  ['2025-09-30', '2026-09-13'],
  ['2025-10-31', '2025-11-30'],
  ['2025-11-30', '2025-12-31'],
  ['2026-02-28', '2026-03-31'],
  ['2026-05-31', '2026-06-30'],
] as const;

/** Every reason of f.4 with its subtypes: each must have been somebody's. */
const REASONS = [
  ...['new_links', 'lost_links', 'turned_18', 'aged_in_14', 'aged_out_14', 'inflow', 'outflow'],
  ...[
    'in_birth_date_corrected',
    'in_reorganised',
    'in_transfer_linked',
    'in_transfer_unlinked',
    'in_unplaced',
  ],
  ...['in_newcomer', 'out_birth_date_corrected', 'out_reorganised', 'out_transfer', 'out_graduated'],
  ...['out_unplaced', 'out_left_region', 'linked_from', 'linked_to'],
];

type DayPair = readonly [TrueDay, TrueDay];

describe('a generated region grows in a school year', () => {
  let database: TestDatabase;
  let year: NumbersYear;
  let counted: CountedNumbers;
  const days = new Map<string, TrueDay>();
  beforeAll(async () => {
    database = await freshDatabase();
    year = await NumbersYear.live(database, 1_200);
    counted = await CountedNumbers.read(year);
    for (const day of year.taken.keys()) days.set(day, trueDay(year.facts, day, ZONE, EVER_AFTER));
  }, LONG);
  afterAll(() => database.drop());

  const knownNow = (day: string): TrueDay => days.get(day)!;

  const reasons = new Set<string>();
  const indicators = new Set<string>();

  it.each(PAIRS)(
    'EC-120, EC-121: from %s to %s as the truth says, and the identity is zero',
    async (from, to) => {
      // The first pair is computed for each reader, the others for all at once.
      if (from !== PAIRS[0][0]) await counted.remember(from, to);
      const compared = await compareGrowth(year, counted, [knownNow(from), knownNow(to)]);
      expect(compared.mistakes.slice(0, 40)).toEqual([]);
      expect(compared.units).toBeGreaterThan(50);
      for (const reason of compared.reasons) reasons.add(reason);
      for (const id of compared.indicators) indicators.add(id);
    },
    LONG,
  );

  it('for every reason of f.4', () => {
    expect(REASONS.filter((reason) => !reasons.has(reason))).toEqual([]);
  });

  it('EC-071: a school that a split opened grows by whom it took over', async () => {
    const days: DayPair = [knownNow('2026-02-28'), knownNow('2026-03-16')];
    const unit = unitsOf(days[1].schools).find(({ id }) => id === 'school-new')!;
    const found = await counted.growth(unit, days[0].day, days[1].day);
    const mistakes: unknown[] = [];
    compareReasons(year, unit, days, found, (what, is, due) => {
      if (is !== due) mistakes.push([what, is, due]);
    });
    expect(mistakes).toEqual([]);
    // It had no data on the first day, so what rests on both days is not known (f.3, EC-140).
    expect(found.likeForLike).toBeNull();
    expect(found.reasons?.parts.minors.in_reorganised).toBeGreaterThan(0);
  });

  it('I-24: since the start of the campaign', async () => {
    const [start, day] = ['2025-11-09', '2026-05-31'];
    await database.query('INSERT INTO statistics_policies (region_id, campaign_started_on) VALUES ($1, $2)', [
      year.known.regionId,
      start,
    ]);
    const [then, now] = [knownNow(start), knownNow(day)];
    const wasThere = new Set(unitsOf(then.schools).map(nameOf));
    for (const unit of unitsOf(now.schools).filter((_, n) => n % 3 === 0)) {
      const name = nameOf(unit);
      if (!wasThere.has(name)) continue;
      const { growth } = await counted.sinceCampaign(unit, day);
      const linked = growth.find(({ indicator }) => indicator.id === 'I-07.minors');
      const [from, to] = [trueNumbers(unit, then), trueNumbers(unit, now)];
      const due = Number(to['I-07.minors']) - Number(from['I-07.minors']);
      expect([name, linked?.growth.absolute]).toEqual([name, due]);
    }
  });

  it('f.3: and every indicator of growth was compared, of every indicator that grows', () => {
    // I-20…I-22 of each indicator by `compareGrowth`, with I-23 beside them; I-24 right above.
    expect(GROWTH_INDICATORS.map(({ id }) => id)).toEqual(['I-20', 'I-21', 'I-22', 'I-23', 'I-24']);
    const grows = INDICATORS.map(({ id }) => id).filter((id) => !/^I-3[45]/.test(id));
    expect([...indicators].sort()).toEqual(grows.sort());
  });

  it(
    'EC-120, EC-121, f.4: between every two days of the year, for the region, every municipality and every school',
    async () => {
      const { pairs, compared, mistakes } = await compareEveryPair(year, [...days.values()]);
      expect(mistakes.slice(0, 40)).toEqual([]);
      expect(pairs).toBe((days.size * (days.size - 1)) / 2);
      expect(compared).toBeGreaterThan(pairs * 3 * (1 + 5 + 40));
    },
    LONG,
  );
});
