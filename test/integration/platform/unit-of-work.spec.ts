import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poolOf } from '../../../src/platform/database/pool-of.js';
import { sqlState } from '../../../src/platform/database/unit-of-work.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/stand.js';

describe('a unit of work', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await database.query(`CREATE TABLE counters (id int PRIMARY KEY, value int NOT NULL)`);
    await database.query(`GRANT ALL ON counters TO perehod_app`);
    await database.query(`INSERT INTO counters VALUES (1, 0), (2, 0)`);
  });
  afterAll(() => database.drop());

  it('begins the whole work anew after a deadlock, and both sides get done', async () => {
    let meeting = 0;
    let bothHoldOne: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (bothHoldOne = resolve));
    const add = (first: number, second: number): Promise<number> => {
      let runs = 0;
      return database.unitOfWork.run(async (tx) => {
        runs++;
        await tx.query(`UPDATE counters SET value = value + 1 WHERE id = $1`, [first]);
        if (++meeting === 2) bothHoldOne();
        await met;
        await tx.query(`UPDATE counters SET value = value + 1 WHERE id = $1`, [second]);
        return runs;
      });
    };
    const runs = await Promise.all([add(1, 2), add(2, 1)]);
    expect(Math.min(...runs)).toBe(1);
    expect(Math.max(...runs)).toBeGreaterThan(1);
    expect(await database.query(`SELECT value FROM counters ORDER BY id`)).toEqual([
      { value: 2 },
      { value: 2 },
    ]);
  });

  it('leaves nothing of a work that failed', async () => {
    const work = database.unitOfWork.run(async (tx) => {
      await tx.query(`UPDATE counters SET value = 100`);
      await tx.query(`SELECT 1 / 0`);
    });
    const failure: unknown = await work.catch((error: unknown) => error);
    expect(sqlState(failure)).toBe('22012');
    expect(await database.query(`SELECT 1 FROM counters WHERE value = 100`)).toEqual([]);
  });

  it('survives that PostgreSQL drops its connections', async () => {
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'perehod-test'`);
    await until(() => poolOf(database.dataSource).totalCount === 0, 5);
    expect(await database.unitOfWork.run((tx) => tx.query(`SELECT 1 AS one`))).toEqual([{ one: 1 }]);
  });
});
