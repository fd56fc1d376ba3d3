import 'reflect-metadata';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { CalendarDate } from '../src/kernel/calendar-date.js';
import { statisticsDay } from '../src/statistics/domain/statistics-day.js';
import { freshDatabase } from '../test/support/database.js';
import { fillGrowthRegion } from '../test/support/growth-region.js';
import { startServer } from '../test/support/start-server.js';
import { keepOutcomes } from './outcome.js';

/**
 * A decomposition of growth for every school, municipality and the region, beside its floor: who is linked on each of the two
 * days, by school, as two hand-written statements. The floor answers Δ only and gives no reason.
 */
const { values } = parseArgs({
  options: {
    pupils: { type: 'string', default: '325000' },
    schools: { type: 'string', default: '650' },
    rounds: { type: 'string', default: '3' },
  },
});
const ZONE = 'Europe/Kaliningrad';
const [WEEK, CAMPAIGN] = ['2026-11-15', '2026-01-15'] as CalendarDate[];
const TO = statisticsDay('2026-11-22' as CalendarDate, ZONE);

const FLOOR = `
  SELECT e.school_id, count(*) FROM enrollments e
    JOIN people p ON p.id = e.person_id
    JOIN (SELECT DISTINCT a.person_id, s.school_id FROM link_intervals i
            JOIN journal_accounts a ON a.id = i.journal_account_id AND a.role = 'student'
            JOIN journal_account_schools s ON s.journal_account_id = a.id AND s.since < $3
           WHERE i.region_id = $1 AND i.active_from < $3 AND (i.active_to IS NULL OR i.active_to >= $3)) l
      ON l.person_id = e.person_id AND l.school_id = e.school_id
   WHERE e.region_id = $1 AND e.kind = 'main' AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2)
     AND extract(year FROM age($2::timestamp, p.birth_date::timestamp)) < 18
   GROUP BY e.school_id`;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

await startServer();
const database = await freshDatabase();
const size = { pupils: Number(values.pupils), schools: Number(values.schools), municipalities: 22 };
console.log(`Заполняю регион: ${size.pupils} учеников, ${size.schools} школ…`);
const regionId = await fillGrowthRegion((sql, parameters) => database.query(sql, parameters), size);
const client = new pg.Client({ connectionString: database.ownerUrl });
await client.connect();
await client.query(`SET work_mem = '64MB'; SET jit = off`);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const times: Record<'floor' | 'week' | 'campaign', number[]> = { floor: [], week: [], campaign: [] };
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, day] of [
    ['week', WEEK],
    ['campaign', CAMPAIGN],
  ] as const) {
    const from = statisticsDay(day ?? TO.day, ZONE);
    const days = [from.day, from.moment, from.ageDay, TO.day, TO.moment, TO.ageDay];
    times[name].push(
      await timed(() =>
        client.query('SELECT * FROM growth_decomposition($1, $2, $3, $4, $5, $6, $7, NULL, NULL)', [
          regionId,
          ...days,
        ]),
      ),
    );
    if (name === 'week') {
      times.floor.push(
        await timed(async () => {
          await client.query(FLOOR, [regionId, from.day, from.moment]);
          await client.query(FLOOR, [regionId, TO.day, TO.moment]);
        }),
      );
    }
  }
}
await client.end();
const floor = median(times.floor);
const rows = (['week', 'campaign'] as const).map((name) => {
  const ours = median(times[name]);
  const ratio = ours / floor;
  return {
    work: `разложение прироста, ${name}, ${size.pupils} учеников`,
    ...{
      floor: `${floor.toFixed(0)} мс`,
      ours: `${ours.toFixed(0)} мс`,
      ratio,
      target: '≤ 4 × пол',
      met: ratio <= 4,
    },
  };
});
for (const { work, floor: base, ours, ratio } of rows)
  console.log(`${work}: ${ours}, пол ${base}, ×${ratio.toFixed(2)}`);
await keepOutcomes('growth', rows, { size, times });
await database.drop();
process.exit(0);
