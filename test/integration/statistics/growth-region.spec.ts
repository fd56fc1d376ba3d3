import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { type Decomposed, identityError } from '../../../src/statistics/domain/growth-decomposition.js';
import { statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { fillGrowthRegion } from '../../support/growth-region.js';

type Row = Decomposed & { readonly level: string; readonly unit_id: Uuid; readonly bucket: string };
const ZONE = 'Europe/Kaliningrad';
const LONG = 120_000;
const DAYS = ['2026-08-24', '2026-09-13', '2026-11-15', '2026-11-22'] as CalendarDate[];

/** The synthetic region of f.4: 20,300 persons, 40 schools, transfers, unlinks, re-links, birthdays. */
describe('a region of 20,300 pupils and 40 schools', () => {
  let database: TestDatabase;
  let regionId: Uuid;
  beforeAll(async () => {
    database = await freshDatabase();
    regionId = await fillGrowthRegion((sql, parameters) => database.query(sql, parameters), {
      ...{ pupils: 20_300, schools: 40, municipalities: 5 },
    });
  }, LONG);
  afterAll(() => database.drop());

  const decompose = (d1: CalendarDate, d2: CalendarDate) => {
    const [a, b] = [statisticsDay(d1, ZONE), statisticsDay(d2, ZONE)];
    return database.query<Row>('SELECT * FROM growth_decomposition($1, $2, $3, $4, $5, $6, $7, NULL, NULL)', [
      ...[regionId, a.day, a.moment, a.ageDay, b.day, b.moment, b.ageDay],
    ]);
  };
  /** Linked minors of each general school, from the function that snapshots are counted by. */
  const linkedOn = async (day: CalendarDate) => {
    const { moment, ageDay } = statisticsDay(day, ZONE);
    const rows = await database.query<{ id: Uuid; n: number }>(
      `SELECT school_id AS id, (count(*) FILTER (WHERE linked AND bucket IN ('under14', '14to17')))::integer AS n
         FROM statistics_pupils($1, $2, $3, $4, NULL) WHERE general GROUP BY school_id`,
      [regionId, day, moment, ageDay],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  };

  it(
    'reconciles to zero for every unit on every pair of days, and adds up to what snapshots count',
    async () => {
      const linked = new Map(await Promise.all(DAYS.map(async (day) => [day, await linkedOn(day)] as const)));
      const met = new Set<string>();
      for (const [i, d1] of DAYS.entries()) {
        for (const d2 of DAYS.slice(i)) {
          const rows = await decompose(d1, d2);
          expect(rows.filter((row) => identityError(row) !== 0)).toEqual([]);
          const of = (level: string) => rows.filter((row) => row.level === level && row.bucket === 'minors');
          const schools = of('school');
          expect([schools.length, of('municipality').length, of('founder').length]).toEqual([39, 5, 5]);
          for (const { unit_id, linked_from, linked_to } of schools) {
            expect([linked_from, linked_to]).toEqual([
              linked.get(d1)?.get(unit_id) ?? 0,
              linked.get(d2)?.get(unit_id) ?? 0,
            ]);
          }
          const sum = (level: string) => of(level).reduce((all, { delta }) => all + delta, 0);
          expect([sum('school'), sum('municipality')]).toEqual([sum('region'), sum('region')]);
          for (const row of rows)
            for (const [key, value] of Object.entries(row)) if (Number(value) > 0) met.add(key);
        }
      }
      for (const reason of [
        'new_links',
        'lost_links',
        'turned_18',
        'aged_in_14',
        'aged_out_14',
        'in_unplaced',
        'in_transfer_linked',
        'in_transfer_unlinked',
        'out_transfer',
        'out_graduated',
        'out_unplaced',
        'out_left_region',
      ])
        expect([...met]).toContain(reason);
    },
    LONG,
  );
});
