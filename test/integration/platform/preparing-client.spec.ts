import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { makeDataSource } from '../../../src/data-source.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

/** Within one transaction, so that all goes over one connection. */
async function onOneConnection<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const options = { url: database.appUrl, poolSize: 1, applicationName: 'perehod-test', prepares: true };
  const dataSource = await makeDataSource(options).initialize();
  try {
    return await dataSource.transaction(work);
  } finally {
    await dataSource.destroy();
  }
}

const preparedIn = async (tx: EntityManager): Promise<string[]> =>
  (await tx.query<{ statement: string }[]>('SELECT statement FROM pg_prepared_statements')).map(
    ({ statement }) => statement,
  );

describe('a connection that prepares', () => {
  it('keeps a statement with parameters prepared, and gives it new values', async () => {
    const text = 'SELECT $1::int + 1 AS next';
    const [first, second, prepared] = await onOneConnection(async (tx) => [
      await tx.query<unknown>(text, [1]),
      await tx.query<unknown>(text, [41]),
      await preparedIn(tx),
    ]);
    expect([first, second]).toEqual([[{ next: 2 }], [{ next: 42 }]]);
    expect(prepared).toEqual([text]);
  });

  it('leaves alone what has no parameters, and what asks for every column', async () => {
    const prepared = await onOneConnection(async (tx) => {
      await tx.query('SELECT 1');
      await tx.query('SELECT * FROM regions WHERE code = $1', ['39']);
      return preparedIn(tx);
    });
    expect(prepared).toEqual([]);
  });

  it('goes on after a statement that failed', async () => {
    const text = 'SELECT 10 / $1::int AS part';
    const answered = await onOneConnection(async (tx) => {
      await tx.query(text, [5]);
      await tx.query('SAVEPOINT before');
      await expect(tx.query(text, [0])).rejects.toThrow(/division by zero/);
      await tx.query('ROLLBACK TO before');
      return tx.query<unknown>(text, [2]);
    });
    expect(answered).toEqual([{ part: 5 }]);
  });
});
