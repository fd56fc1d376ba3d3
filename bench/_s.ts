import 'reflect-metadata';
import pg from 'pg';
import { readFileSync } from 'node:fs';
import { timeSnapshots } from './statistics/snapshots.js';
const [owner, app] = readFileSync('/tmp/snapbench/url', 'utf8').split('\n');
const c = new pg.Client({ connectionString: owner }); await c.connect();
await c.query("DELETE FROM statistics_stale_days");
console.log(await timeSnapshots({ app: app! }, c, 130000, 3)); await c.end();
