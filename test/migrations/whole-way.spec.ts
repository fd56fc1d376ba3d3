import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, makeDataSource } from '../../src/data-source.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

const TABLES = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase('empty');
  });
  afterAll(() => database.drop());

  it('go from nothing up, all the way down, and up again', async () => {
    const first = await migrate(database.ownerUrl);
    const up = await database.query(TABLES);
    const owner = makeDataSource({ url: database.ownerUrl, poolSize: 1, applicationName: 'test' });
    await owner.initialize();
    for (let left = first.length; left > 0; left--) await owner.undoLastMigration();
    await owner.destroy();
    const down = await database.query(TABLES);
    const second = await migrate(database.ownerUrl);

    expect(down).toEqual([{ table_name: 'migrations' }]);
    expect(second).toEqual(first);
    expect(await database.query(TABLES)).toEqual(up);
  });

  it('may be started by several instances at once', async () => {
    const other = await freshDatabase('empty');
    const applied = await Promise.all([1, 2, 3].map(() => migrate(other.ownerUrl)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    await other.drop();
  });

  it('let the application read and add to the audit, and change nothing in it', async () => {
    await database.dataSource.query(
      `INSERT INTO audit_events (at, actor_kind, action) VALUES (now(), 'system', 'test')`,
    );
    await expect(database.dataSource.query(`UPDATE audit_events SET action = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(database.dataSource.query(`DELETE FROM audit_events`)).rejects.toThrow(/permission denied/);
    await expect(database.dataSource.query(`CREATE TABLE x ()`)).rejects.toThrow(/permission denied/);
  });
});
