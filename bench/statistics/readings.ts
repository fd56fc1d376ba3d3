import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg, { type Client, type QueryResultRow } from 'pg';
import type { Uuid } from '../../src/kernel/ids.js';
import { signedInAs } from '../../test/support/administrators.js';
import { GivenClock, startApplication } from '../../test/support/application.js';
import { BENCH_DAY } from './fill.js';

/** Milliseconds of one kind of reading, and of one primary-key SELECT over HTTP in the same run. */
export interface ReadingTimes {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  readonly floorP95: number;
}

interface Place {
  readonly region: Uuid;
  readonly town: Uuid;
  readonly school: Uuid;
  readonly snapshot: Uuid;
  readonly last: string;
}

/** Asks the product's server, in this process as its floor is, for every level and for a history of so many days. */
export async function timeReadings(
  urls: { readonly app: string; readonly owner: string },
  owner: Client,
  plan: { readonly days: number; readonly requests: number },
): Promise<readonly ReadingTimes[]> {
  const place = await livePast(owner, plan.days);
  const floor = await startFloor(urls.app, place);
  const now = new Date(Date.parse(`${place.last}T08:00:00Z`) + 86_400_000);
  const application = await startApplication({ appUrl: urls.app }, { clock: new GivenClock(now) });
  const query = async <Row extends QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(sql, parameters)).rows;
  try {
    const { cookie } = await signedInAs(
      application,
      { query },
      { regionId: place.region, role: 'ministry_analyst' },
      now,
    );
    const ask = (path: string) => `${application.url}/api/v1/statistics${path}`;
    const from = new Date(Date.parse(place.last) - (plan.days - 1) * 86_400_000).toISOString().slice(0, 10);
    const asked = {
      'регион, один день': ask(''),
      'муниципалитеты региона': ask('/children'),
      'школы муниципалитета': ask(`/children?level=municipality&unit_id=${place.town}`),
      'школа, один день': ask(`?level=school&unit_id=${place.school}`),
      'параллели школы': ask(`/children?level=school&unit_id=${place.school}`),
      [`история школы, ${plan.days} дней, главный показатель`]: ask(
        `/history?level=school&unit_id=${place.school}&from=${from}&to=${place.last}&indicators=shareLinkedGross`,
      ),
      'история региона, 31 день, все показатели': ask('/history'),
    };
    const floorUrl = `http://127.0.0.1:${(floor.address() as AddressInfo).port}/`;
    const results: ReadingTimes[] = [];
    for (const [name, url] of Object.entries(asked)) {
      const theirs = await times(floorUrl, cookie, plan.requests);
      const ours = await times(url, cookie, plan.requests);
      results.push({
        name,
        p50: quantile(ours, 0.5),
        p95: quantile(ours, 0.95),
        floorP95: quantile(theirs, 0.95),
      });
    }
    return results;
  } finally {
    floor.close();
    await application.close();
  }
}

/** Copies the newest snapshot to the days before it: the history is as long as the plan says. */
async function livePast(owner: Client, days: number): Promise<Place> {
  await owner.query(`
    SELECT keep_statistics_months(day::date) FROM generate_series(date '${BENCH_DAY}' - ${days}, '${BENCH_DAY}', interval '1 month') day;
    WITH newest AS (SELECT * FROM statistics_snapshots ORDER BY as_of DESC LIMIT 1), added AS (
      INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at, schools_without_data)
      SELECT n.region_id, date '${BENCH_DAY}' - d, n.age_basis, 1, n.methodology, 'caught_up', n.computed_at, 0
        FROM newest n, generate_series(1, ${days}) d
      RETURNING id, as_of
    )
    INSERT INTO statistics_rows
    SELECT r.* FROM added a JOIN newest n ON true
      JOIN statistics_rows o ON o.snapshot_id = n.id AND (o.level NOT IN ('class', 'grade') OR a.as_of > date '${BENCH_DAY}' - 15)
     CROSS JOIN LATERAL jsonb_populate_record(o, jsonb_build_object('snapshot_id', a.id, 'as_of', a.as_of)) r`);
  await owner.query('ANALYZE statistics_rows; ANALYZE statistics_snapshots');
  const { rows } = await owner.query<Place>(`
    SELECT s.region_id AS region, r.municipality_id AS town, r.unit_id AS school, s.id AS snapshot, s.as_of::text AS last
      FROM statistics_snapshots s JOIN statistics_rows r ON r.snapshot_id = s.id AND r.as_of = s.as_of AND r.level = 'school'
     ORDER BY s.as_of DESC, r.unit_id LIMIT 1`);
  const [place] = rows;
  if (place === undefined) throw new Error('there is no snapshot to read');
  return place;
}

async function startFloor(url: string, place: Place): Promise<Server> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const text = `SELECT * FROM statistics_rows WHERE snapshot_id = $1 AND as_of = $2 AND level = 'school' AND unit_id = $3 AND grade_level = -1`;
  const server = createServer((_, response) => {
    pool.query({ name: 'floor', text, values: [place.snapshot, place.last, place.school] }).then(
      ({ rows }) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(rows[0]));
      },
      () => response.writeHead(500).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  server.once('close', () => void pool.end());
  await once(server, 'listening');
  return server;
}

async function times(url: string, cookie: string, requests: number): Promise<number[]> {
  const spent: number[] = [];
  for (let index = 0; index < requests + WARM_UP; index += 1) {
    const began = performance.now();
    const answer = await fetch(url, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
    if (index >= WARM_UP) spent.push(performance.now() - began);
  }
  return spent;
}

const WARM_UP = 5;

function quantile(spent: readonly number[], part: number): number {
  const sorted = [...spent].sort((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN).toFixed(1));
}
