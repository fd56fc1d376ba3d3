import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database.js';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

const COLUMNS = `SELECT table_name AS "table", column_name AS "column",
    CASE data_type WHEN 'ARRAY' THEN substr(udt_name, 2) || '[]' ELSE data_type END AS type,
    is_nullable = 'YES' AS nullable
  FROM information_schema.columns WHERE table_schema = 'public'`;

const FOREIGN_KEYS_WITHOUT_INDEX = `
  SELECT conname FROM pg_constraint AS key
  WHERE contype = 'f' AND NOT EXISTS (
    SELECT 1 FROM pg_index WHERE indrelid = key.conrelid AND indkey[0] = key.conkey[1]
  )`;

/** Regions are never deleted, and every query that looks by region names something else first. */
const NEVER_LOOKED_UP = /_region_fkey$/;

const UNNAMED = `
  SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
  WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND relname <> 'migrations'
    AND conname !~ ('^' || regexp_replace(relname, '_(rest|[0-9]{4}_[0-9]{2})$', '') || '_')`;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  timestamptz: 'timestamp with time zone',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
};

describe('the schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('and the row classes do not drift apart', async () => {
    const columns = await database.query<Column & Record<string, unknown>>(COLUMNS);
    const real = new Map(columns.map((column) => [`${column.table}.${column.column}`, column]));
    const drift: string[] = [];
    for (const entity of database.dataSource.entityMetadatas) {
      const declared = new Set(entity.columns.map(({ databaseName }) => databaseName));
      drift.push(
        ...columns
          .filter(({ table, column }) => table === entity.tableName && !declared.has(column))
          .map(({ table, column }) => `${table}.${column} is in no row class`),
      );
      for (const column of entity.columns) {
        const key = `${entity.tableName}.${column.databaseName}`;
        const type = database.dataSource.driver.normalizeType(column);
        const found = real.get(key);
        const declaredType = `${TYPE_NAMES[type] ?? type}${column.isArray ? '[]' : ''}`;
        if (found?.type !== declaredType || found.nullable !== column.isNullable) {
          drift.push(
            `${key}: ${declaredType}, null ${String(column.isNullable)}; real ${JSON.stringify(found)}`,
          );
        }
      }
    }
    expect(drift).toEqual([]);
  });

  it('has an index on every foreign key', async () => {
    const bare = await database.query<{ conname: string }>(FOREIGN_KEYS_WITHOUT_INDEX);
    expect(bare.map(({ conname }) => conname).filter((name) => !NEVER_LOOKED_UP.test(name))).toEqual([]);
  });

  it('has constraints named by hand, after their table', async () => {
    expect(await database.query(UNNAMED)).toEqual([]);
  });
});
