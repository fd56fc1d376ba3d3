import pg from 'pg';
import { readFileSync } from 'node:fs';
import { countedDay, COUNTED, QUALITY } from '../src/statistics/store/counted-day.js';
import { floorOf } from './statistics/floor.js';
const [owner] = readFileSync('/tmp/snapbench/url', 'utf8').split('\n');
const c = new pg.Client({ connectionString: owner }); await c.connect();
await c.query("SET work_mem='64MB'; SET jit=off");
const region = (await c.query('SELECT id FROM regions')).rows[0].id;
const p = [region, '2026-11-20', new Date('2026-11-20T22:00:00Z'), '2026-11-20', null];
const run = async (name: string, sql: string, params: unknown[]) => { const t = Date.now(); await c.query('DROP TABLE IF EXISTS x'); await c.query(`CREATE TEMP TABLE x AS ${sql}`, params); console.log(name, Date.now() - t); };
for (let i = 0; i < 3; i++) { await run('ours', countedDay(true), p); await run('floor', floorOf(), p.slice(0,3)); }
if (process.argv[2]) { const r = await c.query('EXPLAIN (ANALYZE) ' + countedDay(true), p); console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n')); }
await c.end();
