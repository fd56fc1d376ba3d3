import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { Throttle } from '../../../src/platform/throttle/throttle.js';
import { GivenClock } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const MINUTE = 60_000;
const NOON = new Date('2026-11-22T12:00:00Z');

describe('the throttle', () => {
  let database: TestDatabase;
  let throttle: Throttle;
  const clock = new GivenClock(NOON);
  const attempts = (whose: string, most = 3) => [{ limit: { what: 'test', most, windowMs: MINUTE }, whose }];
  beforeAll(async () => {
    database = await freshDatabase();
    const jobs = new Jobs(database.dataSource, clock, new Log('silent'));
    throttle = new Throttle(database.unitOfWork, clock, jobs);
  });
  afterAll(() => database.drop());

  it('lets through as many as the limit says, however many come at once, and says when to come back', async () => {
    clock.set(new Date(NOON.getTime() + 20_000));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => throttle.count(attempts('a'))));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(throttle.count(attempts('a'))).rejects.toMatchObject({
      ...{ code: 'TOO_MANY_REQUESTS', kind: 'too_many', facts: { retry_after_seconds: 40, wait: '40 с' } },
    });
  });

  it('counts each for themselves, and a school behind one address under a wider limit', async () => {
    for (let pupil = 0; pupil < 30; pupil++) {
      const counted = throttle.count([...attempts(`pupil-${pupil}`), ...attempts('address', 100)]);
      await expect(counted).resolves.toBeUndefined();
    }
  });

  it('begins anew with the next window, forgets the old ones, and keeps nobody’s name', async () => {
    clock.set(new Date(NOON.getTime() + MINUTE));
    await throttle.count(attempts('a'));
    expect(await throttle.forget(clock.now())).toBeGreaterThan(0);
    const rows = await database.query<{ hits: number; key: Buffer }>(
      'SELECT hits, key FROM throttle_counters',
    );
    expect(rows.map(({ hits, key }) => [hits, key.length])).toEqual([[1, 32]]);
  });
});
