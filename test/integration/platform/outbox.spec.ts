import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { register } from 'prom-client';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { Deliveries, type Told } from '../../../src/platform/outbox/deliveries.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { GivenClock } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-21T06:00:00Z');
const SUBSCRIBER = 'test.reader';
const JOB = `outbox.${SUBSCRIBER}`;

describe('the outbox', () => {
  let database: TestDatabase;
  let regionId: Uuid;
  let jobs: Jobs;
  let clock: GivenClock;
  let taken: Told[];
  let fails: (event: Told) => boolean;

  beforeAll(async () => {
    database = await freshDatabase();
    regionId = newUuid();
    await database.query(
      `INSERT INTO regions (id, code, name, time_zone) VALUES ($1, '39', 'Регион', 'Europe/Kaliningrad')`,
      [regionId],
    );
    await database.query(`INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ($1, 'test.topic')`, [
      SUBSCRIBER,
    ]);
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    await database.query('DELETE FROM outbox_events');
    clock = new GivenClock(NOW);
    const log = new Log('silent');
    jobs = new Jobs(database.dataSource, clock, log);
    taken = [];
    fails = () => false;
    new Deliveries(database.unitOfWork, jobs, clock, log).subscribe({
      name: SUBSCRIBER,
      take: (event) => {
        if (fails(event)) return Promise.reject(new RangeError('no'));
        taken.push(event);
        return Promise.resolve();
      },
    });
  });

  const tell = (...numbers: number[]) =>
    database.unitOfWork.run((tx) =>
      new Outbox().tell(
        tx,
        numbers.map((n) => ({ regionId, topic: 'test.topic', body: { n }, at: NOW })),
      ),
    );
  const numbers = () => taken.map(({ body }) => body['n']);

  it('news is brought once, in its order, to who subscribed to the topic', async () => {
    await tell(1, 2);
    await tell(3);
    await jobs.runNow(JOB);
    await jobs.runNow(JOB);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(taken[0]).toMatchObject({ regionId, topic: 'test.topic', at: NOW });
  });

  it('news of a transaction that was undone never was', async () => {
    await database.unitOfWork
      .run(async (tx) => {
        await new Outbox().tell(tx, [{ regionId, topic: 'test.topic', body: {}, at: NOW }]);
        throw new Error('undone');
      })
      .catch(() => undefined);
    await jobs.runNow(JOB);
    expect(taken).toEqual([]);
  });

  it('what fails is tried again later, and does not hold up the rest', async () => {
    await tell(1, 2);
    fails = ({ body }) => body['n'] === 1;
    await jobs.runNow(JOB);
    expect(numbers()).toEqual([2]);
    fails = () => false;
    await jobs.runNow(JOB);
    expect(numbers()).toEqual([2]);
    clock.set(new Date(NOW.getTime() + 60_000));
    await jobs.runNow(JOB);
    expect(numbers()).toEqual([2, 1]);
  });

  it('who can take many at once gets them so, and each by itself when they could not be taken together', async () => {
    const batches: number[] = [];
    const name = 'test.batches';
    await database.query(`INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ($1, 'test.topic')`, [
      name,
    ]);
    const single: unknown[] = [];
    new Deliveries(
      database.unitOfWork,
      (jobs = new Jobs(database.dataSource, clock, new Log('silent'))),
      clock,
      new Log('silent'),
    ).subscribe({
      name,
      take: (event) => {
        if (event.body['n'] === 2) return Promise.reject(new RangeError('no'));
        single.push(event.body['n']);
        return Promise.resolve();
      },
      takeAll: (events) => {
        batches.push(events.length);
        return events.some(({ body }) => body['n'] === 2)
          ? Promise.reject(new RangeError('no'))
          : Promise.resolve();
      },
    });
    await tell(1, 2, 3);
    await jobs.runNow(`outbox.${name}`);
    expect([batches, single]).toEqual([[3], [1, 3]]);
    await tell(4, 5);
    await jobs.runNow(`outbox.${name}`);
    expect([batches, single]).toEqual([
      [3, 2],
      [1, 3],
    ]);
    const left = await database.query(
      `SELECT e.body ->> 'n' AS n FROM outbox_deliveries d JOIN outbox_events e ON e.id = d.event_id WHERE d.subscriber = $1`,
      [name],
    );
    expect(left).toEqual([{ n: '2' }]);
    await database.query('DELETE FROM outbox_subscriptions WHERE subscriber = $1', [name]);
  });

  it('what fails ten times is set aside for people to look at', async () => {
    await tell(1);
    fails = () => true;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      clock.set(new Date(clock.now().getTime() + 86_400_000));
      await jobs.runNow(JOB);
    }
    fails = () => false;
    clock.set(new Date(clock.now().getTime() + 86_400_000));
    await jobs.runNow(JOB);
    expect(taken).toEqual([]);
    const [row] = await database.query<{ attempts: number; error: string; dead: boolean }>(
      'SELECT attempts, error, dead_at IS NOT NULL AS dead FROM outbox_deliveries',
    );
    expect(row).toEqual({ attempts: 10, error: 'RangeError', dead: true });
  });

  it('how many wait, how long, and how many are set aside is shown for each subscriber', async () => {
    await tell(1, 2);
    clock.set(new Date(NOW.getTime() + 90_000));
    await database.query(
      `UPDATE outbox_deliveries SET dead_at = now() WHERE event_id = (SELECT max(event_id) FROM outbox_deliveries)`,
    );
    await jobs.runNow('outbox.measure');
    const [row] = await database.query<{ subscriber: string }>(
      'SELECT subscriber FROM outbox_deliveries LIMIT 1',
    );
    const shown = async (name: string): Promise<string | undefined> =>
      (await register.getSingleMetricAsString(name))
        .split('\n')
        .find((line) => line.includes(`"${row?.subscriber ?? ''}"`))
        ?.split(' ')[1];
    expect([await shown('outbox_waiting'), await shown('outbox_dead')]).toEqual(['1', '1']);
    expect(await shown('outbox_oldest_waiting_seconds')).toBe('90');
  });

  it('news is forgotten a month after everybody took it', async () => {
    await tell(1);
    clock.set(new Date(NOW.getTime() + 31 * 86_400_000));
    await jobs.runNow('outbox.forget');
    expect(await database.query('SELECT 1 FROM outbox_events')).toHaveLength(1);
    await jobs.runNow(JOB);
    await jobs.runNow('outbox.forget');
    expect(await database.query('SELECT 1 FROM outbox_events')).toEqual([]);
  });
});
