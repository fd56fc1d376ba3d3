import 'reflect-metadata';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg, { type QueryResultRow } from 'pg';
import { migrate } from '../src/data-source.js';
import type { Uuid } from '../src/kernel/ids.js';
import { startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { signedInAs } from '../test/support/administrators.js';
import { anApiKey } from '../test/support/api-keys.js';
import { GivenClock, startApplication } from '../test/support/application.js';
import { laySnapshots, type Owner } from '../test/support/laid-snapshots.js';
import { keepOutcomes, type Outcome } from './outcome.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/statistics-pull.ts

Машина с ключом API читает показатели любого уровня, историю, ленту изменений и 304 по HTTP — рядом с выборкой одной строки по
первичному ключу по HTTP. Область и её история кладутся одним запросом, без учеников.

  --schools N    школ (650)
  --days N       дней истории (365)
  --requests N   запросов каждого вида (300)
  --quick        40 школ, 40 дней, 30 запросов
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    schools: { type: 'string' },
    days: { type: 'string' },
    requests: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** quality.md: statistics pages and pulls. */
const MOST_P95_MS = 50;
const WARM_UP = 10;
const LAST_DAY = '2026-11-20';
const NOW = new Date('2026-11-21T08:00:00Z');

interface Place {
  readonly region: Uuid;
  readonly town: Uuid;
  readonly school: Uuid;
  readonly snapshot: Uuid;
}

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const number = (text: string | undefined, usual: number, quick: number) =>
    Number(text ?? (values.quick ? quick : usual));
  const plan = {
    schools: number(values.schools, 650, 40),
    days: number(values.days, 365, 40),
    requests: number(values.requests, 300, 30),
  };
  const folder = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here.
  await chmod(folder, 0o711);
  const server = await startEmbeddedServer({ folder: join(folder, 'postgres') });
  const owner = new pg.Pool({ connectionString: server.url('perehod_owner'), max: 2 });
  try {
    await migrate(server.url('perehod_owner'));
    const asOwner: Owner = {
      query: async <Row extends QueryResultRow>(sql: string, parameters: unknown[] = []) =>
        (await owner.query<Row>(sql, parameters)).rows,
    };
    const place = await lay(asOwner, plan.schools, plan.days);
    const rows = await measure(server.url('perehod_app'), asOwner, place, plan);
    console.table(rows);
    await keepOutcomes('statistics-pull', rows, { plan, load: loadavg() });
  } finally {
    await owner.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A region of 22 municipalities, every thirteenth school private, and snapshots of its days. */
async function lay(owner: Owner, schools: number, days: number): Promise<Place> {
  await owner.query(
    `WITH r AS (INSERT INTO regions (code, name, time_zone) VALUES ('39', 'Область замера', 'Europe/Kaliningrad') RETURNING id),
     m AS (INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
           SELECT id, 'bench', n::text, '27701000', 'Округ ' || n, 'municipal_okrug' FROM r, generate_series(0, 21) n
           RETURNING id, region_id, source_id)
     INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
     SELECT m.region_id, m.id, 'bench', n::text, 'Школа № ' || n, 'Школа ' || n, 'secondary',
            CASE WHEN n % 13 = 5 THEN 'private' ELSE 'municipal' END
       FROM generate_series(1, $1::integer) n JOIN m ON m.source_id = (n % 22)::text`,
    [schools],
  );
  const [{ region } = { region: '' }] = await owner.query<{ region: string }>(
    'SELECT id AS region FROM regions',
  );
  const from = new Date(Date.parse(LAST_DAY) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const began = performance.now();
  await laySnapshots(owner, region, { from, to: LAST_DAY });
  await owner.query('ANALYZE');
  console.log(`${days} дней, ${schools} школ: ${Math.round((performance.now() - began) / 1000)} с`);
  const [place] = await owner.query<Place & QueryResultRow>(
    `SELECT s.region_id AS region, r.municipality_id AS town, r.unit_id AS school, s.id AS snapshot
       FROM statistics_snapshots s JOIN statistics_rows r ON r.snapshot_id = s.id AND r.as_of = s.as_of AND r.level = 'school'
      WHERE s.as_of = $1 AND r.founder_type = 'municipal' ORDER BY r.unit_id LIMIT 1`,
    [LAST_DAY],
  );
  if (place === undefined) throw new Error('there is no snapshot to read');
  return place;
}

async function measure(
  appUrl: string,
  owner: Owner,
  place: Place,
  plan: { readonly days: number; readonly requests: number },
): Promise<Outcome[]> {
  const floor = await startFloor(appUrl, place);
  const application = await startApplication({ appUrl }, { clock: new GivenClock(NOW) });
  try {
    const grant = { regionId: place.region, role: 'ministry_admin' } as const;
    const admin = await signedInAs(application, owner, grant, NOW);
    const [region, town] = [
      await anApiKey(application, admin),
      await anApiKey(application, admin, { municipality_id: place.town }),
    ];
    const outcomes: Outcome[] = [];
    const floorUrl = `http://127.0.0.1:${(floor.address() as AddressInfo).port}/`;
    for (const [work, secret, path, format] of asked(place, plan.days, region.secret, town.secret)) {
      const url = `${application.url}/api/v1/statistics${path}`;
      const headers = { authorization: `Bearer ${secret}`, accept: format };
      const theirs = await times(floorUrl, {}, plan.requests, 200);
      outcomes.push(lineOf(work, await times(url, headers, plan.requests, 200), theirs));
      if (format !== 'application/json') continue;
      const etag = (await fetch(url, { headers })).headers.get('etag') ?? '';
      const again = await times(url, { ...headers, 'if-none-match': etag }, plan.requests, 304);
      outcomes.push(lineOf(`${work}: 304`, again, theirs));
    }
    return outcomes;
  } finally {
    floor.close();
    await application.close();
  }
}

function asked(place: Place, days: number, region: string, town: string) {
  const from = new Date(Date.parse(LAST_DAY) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const span = `from=${from}&to=${LAST_DAY}`;
  const json = 'application/json';
  return [
    ['регион, последний день', region, '', json],
    ['муниципалитеты региона', region, '/children', json],
    [
      'школы муниципалитета, ключ региона',
      region,
      `/children?level=municipality&unit_id=${place.town}&limit=200`,
      json,
    ],
    ['сводка учредителя, ключ муниципалитета', town, '', json],
    ['школы учредителя, ключ муниципалитета', town, '/children?limit=200', json],
    ['школа, день полгода назад', town, `?level=school&unit_id=${place.school}&as_of=${from}`, json],
    [
      `история региона, ${days} дней, один показатель`,
      region,
      `/history?${span}&indicators=shareLinkedGross`,
      json,
    ],
    [
      `история школы, ${days} дней, один показатель`,
      town,
      `/history?level=school&unit_id=${place.school}&${span}&indicators=shareLinkedGross`,
      json,
    ],
    ['лента региона, страница 50 строк', region, '/changes', json],
    ['лента муниципалитета, страница 50 строк', town, '/changes', json],
    [
      'лента региона, 200 строк, один показатель, CSV',
      region,
      '/changes?limit=200&indicators=shareLinkedGross',
      'text/csv',
    ],
  ] as const;
}

async function startFloor(url: string, { snapshot, school }: Place): Promise<Server> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const text = `SELECT * FROM statistics_rows WHERE snapshot_id = $1 AND as_of = $2 AND level = 'school' AND unit_id = $3 AND grade_level = -1`;
  const server = createServer((_, response) => {
    pool.query({ name: 'floor', text, values: [snapshot, LAST_DAY, school] }).then(
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

async function times(
  url: string,
  headers: Record<string, string>,
  requests: number,
  status: number,
): Promise<number[]> {
  const spent: number[] = [];
  for (let index = 0; index < requests + WARM_UP; index += 1) {
    const began = performance.now();
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    if (answer.status !== status) throw new Error(`${url}: ${answer.status}`);
    if (index >= WARM_UP) spent.push(performance.now() - began);
  }
  return spent;
}

function lineOf(work: string, ours: readonly number[], theirs: readonly number[]): Outcome {
  const [p95, floorP95] = [quantile(ours, 0.95), quantile(theirs, 0.95)];
  return {
    ...{ work, floor: `p95 ${floorP95} мс`, ours: `p50 ${quantile(ours, 0.5)}, p95 ${p95} мс` },
    ratio: Number((p95 / floorP95).toFixed(1)),
    ...{ target: `p95 < ${MOST_P95_MS} мс`, met: p95 < MOST_P95_MS },
  };
}

function quantile(spent: readonly number[], part: number): number {
  const sorted = [...spent].sort((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN).toFixed(1));
}
