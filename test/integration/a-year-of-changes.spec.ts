import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import { Random } from '../../src/stand/region/random.js';
import { generated } from '../support/generated-region.js';
import { LivingRegion } from '../support/living-region.js';
import { SignedInRegion } from '../support/signed-in-region.js';

const LONG = 480_000;

const MONTHS = [
  ...['2026-12-21', '2027-01-21', '2027-02-21', '2027-03-21', '2027-04-21', '2027-05-21'],
  ...['2027-06-30', '2027-07-21', '2027-09-01', '2027-09-21', '2027-10-21', '2027-11-21'],
] as CalendarDate[];

/** What has to happen by itself after a roster came in. */
const JOBS: string[] = [];

describe('a region with 5 % of dirty rows lives a year', () => {
  const source = generated(900, 'year', 0.05);
  const region = new LivingRegion(source, 'changes');
  const random = Random.fromSeed('sign-ins');
  let bench: SignedInRegion;
  const wrong: unknown[] = [];

  beforeAll(async () => {
    bench = await SignedInRegion.begin(source);
    await bench.everybody(region.esia, (person) => bench.decide(person));
    for (const day of MONTHS) {
      region.live(day);
      bench.goTo(day);
      await bench.bring(region.files());
      await bench.run(...JOBS);
      const visitors = region.esia.filter(({ oid }) => random.chance(0.3) || Number(oid) >= 7_000_000_000);
      await bench.everybody(visitors, (person) => bench.decide(person));
      for (const { oid, account } of await bench.everLive()) {
        if (region.owners.get(account) !== region.humans.get(oid)) wrong.push({ day, oid, account });
      }
    }
  }, LONG);
  afterAll(() => bench.end());

  it('never makes a wrong link', () => {
    console.log(Object.fromEntries(region.events));
    expect(wrong).toEqual([]);
  });
});
