import type { Client } from 'pg';
import { AuditTrail } from '../../src/audit/index.js';
import { makeDataSource } from '../../src/data-source.js';
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { TakeSnapshot } from '../../src/statistics/application/take-snapshot.js';
import { statisticsDay } from '../../src/statistics/domain/statistics-day.js';
import { Snapshots } from '../../src/statistics/store/snapshots.repository.js';
import { BENCH_DAY } from './fill.js';
import { floorOf } from './floor.js';

/** Milliseconds of a snapshot and of its floor; the ratio is the median of the runs' ratios. */
export interface SnapshotTimes {
  readonly pupils: number;
  readonly oursMs: number;
  readonly floorMs: number;
  readonly ratio: number;
}

const ZONE = 'Europe/Kaliningrad';

/** Takes snapshots of days one after another, each right after its floor on the same day; one pair before that warms up. */
export async function timeSnapshots(
  urls: { readonly app: string },
  owner: Client,
  pupils: number,
  runs: number,
): Promise<SnapshotTimes> {
  const dataSource = makeDataSource({ url: urls.app, poolSize: 2, applicationName: 'perehod-bench' });
  await dataSource.initialize();
  const take = new TakeSnapshot(new UnitOfWork(dataSource), new Snapshots(), new AuditTrail());
  const { rows } = await owner.query<{ id: Uuid }>('SELECT id FROM regions');
  const region = { id: rows[0]?.id ?? ('' as Uuid), timeZone: ZONE };
  const pairs: { ours: number; floor: number }[] = [];
  try {
    for (let run = 0; run <= runs; run += 1) {
      const day = addDays(BENCH_DAY as CalendarDate, run);
      const floor = await timed(() => floorOnce(owner, region.id, day));
      // The morning after, so that the quality of data is counted too, as every night.
      const now = new Date(statisticsDay(day, ZONE).moment.getTime() + 600_000);
      const ours = await timed(() => take.execute({ region, day, now }));
      console.log(`${run === 0 ? 'разогрев' : `прогон ${run}`}: мы ${ours} мс, пол ${floor} мс`);
      if (run > 0) pairs.push({ ours, floor });
    }
  } finally {
    await dataSource.destroy();
  }
  const ratio = median(pairs.map(({ ours, floor }) => ours / floor));
  const [oursMs, floorMs] = [median(pairs.map(({ ours }) => ours)), median(pairs.map(({ floor }) => floor))];
  return { pupils, oursMs, floorMs, ratio: Number(ratio.toFixed(2)) };
}

/** The hand-written statement, with the memory that ours takes, into a bare table. */
async function floorOnce(owner: Client, regionId: Uuid, day: CalendarDate): Promise<void> {
  await owner.query(`SET work_mem = '64MB'; SET jit = off; DROP TABLE IF EXISTS floor_rows`);
  const moment = statisticsDay(day, ZONE).moment;
  await owner.query(`CREATE TABLE floor_rows AS ${floorOf()}`, [regionId, day, moment]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
