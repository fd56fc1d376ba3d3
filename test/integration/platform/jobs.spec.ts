import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { GivenClock } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/stand.js';

describe('recurring jobs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const NOW = new Date('2026-11-21T06:00:00Z');
  const anInstance = () => new Jobs(database.dataSource, new GivenClock(NOW), new Log('silent'));

  it('a job gets the moment of the clock', async () => {
    const jobs = anInstance();
    const seen: Date[] = [];
    jobs.add({ name: 'a.job', everyMs: 60_000, run: (now) => Promise.resolve(seen.push(now)) });
    await jobs.runNow('a.job');
    expect(seen).toEqual([NOW]);
  });

  it('two instances never run one job at the same time', async () => {
    let [atOnce, most, runs] = [0, 0, 0];
    const run = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await database.dataSource.query('SELECT pg_sleep(0.02)');
      atOnce -= 1;
      runs += 1;
    };
    const instances = [anInstance(), anInstance()];
    for (const jobs of instances) jobs.add({ name: 'one.at.a.time', everyMs: 60_000, run });
    await Promise.all([...instances, ...instances].map((jobs) => jobs.runNow('one.at.a.time')));
    expect([most, runs]).toEqual([1, 4]);
  });

  it('a job on time is left to the instance that is at it, and a failed run does not stop the next', async () => {
    const jobs = anInstance();
    let runs = 0;
    const failing = () => {
      runs += 1;
      return Promise.reject(new Error('the disk is full'));
    };
    jobs.add({ name: 'often', everyMs: 5, run: failing });
    await database.dataSource.transaction(async (other) => {
      await other.query(`SELECT pg_advisory_xact_lock(hashtextextended('job:often', 0))`);
      jobs.onApplicationBootstrap();
      await other.query('SELECT pg_sleep(0.05)');
      expect(runs).toBe(0);
    });
    await until(() => runs > 1, 5);
    await jobs.onApplicationShutdown();
    expect(runs).toBeGreaterThan(1);
  });

  it('what each server does for itself runs beside another that is at it', async () => {
    const jobs = anInstance();
    let runs = 0;
    const run = () => Promise.resolve((runs += 1));
    jobs.add({ name: 'of.each', everyMs: 5, inEachServer: true, run });
    await database.dataSource.transaction(async (other) => {
      await other.query(`SELECT pg_advisory_xact_lock(hashtextextended('job:of.each', 0))`);
      jobs.onApplicationBootstrap();
      await until(() => runs > 0, 5);
      expect(runs).toBeGreaterThan(0);
    });
    await jobs.onApplicationShutdown();
  });

  it('two jobs of one name are a mistake of ours', () => {
    const jobs = anInstance();
    const job = { name: 'twice', everyMs: 60_000, run: () => Promise.resolve() };
    jobs.add(job);
    expect(() => jobs.add(job)).toThrow('two jobs are called twice');
  });

  it('a job that stopped is seen by its age in every instance, whichever did it last (OPS-03)', async () => {
    const clock = new GivenClock(NOW);
    const [worker, watcher] = [1, 2].map(() => new Jobs(database.dataSource, clock, new Log('silent'))) as [
      Jobs,
      Jobs,
    ];
    let [fails, runs] = [false, 0];
    const run = () => {
      runs += 1;
      return fails ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
    };
    worker.add({ name: 'seen.by.all', everyMs: 10, run });
    watcher.add({ name: 'seen.by.all', everyMs: 3_600_000, run });
    const age = async () =>
      /job_last_success_age_seconds\{job="seen.by.all"\} (\d+)/.exec(
        await register.getSingleMetricAsString('job_last_success_age_seconds'),
      )?.[1];
    watcher.onApplicationBootstrap();
    clock.set(new Date(NOW.getTime() + 60_000));
    expect(await age()).toBe('60');
    worker.onApplicationBootstrap();
    await until(() => runs > 0, 5);
    await worker.onApplicationShutdown();
    await worker.runNow('jobs.note');
    await watcher.runNow('jobs.note');
    expect(await age()).toBe('0');
    fails = true;
    clock.set(new Date(NOW.getTime() + 90_000));
    runs = 0;
    const next = new Jobs(database.dataSource, clock, new Log('silent'));
    next.add({ name: 'seen.by.all', everyMs: 10, run });
    next.onApplicationBootstrap();
    await until(() => runs > 0, 5);
    await next.onApplicationShutdown();
    await next.runNow('jobs.note');
    await watcher.runNow('jobs.note');
    expect(await age()).toBe('30');
    const [row] = await database.query<{ failures: number }>(
      `SELECT failures_in_row AS failures FROM job_runs WHERE name = 'seen.by.all'`,
    );
    expect(row?.failures).toBeGreaterThan(0);
    await watcher.onApplicationShutdown();
  });
});
