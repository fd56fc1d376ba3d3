import pg from 'pg';
import { DataSource } from 'typeorm';
import { JournalSystemRow } from './territory/store/journal-system.row.js';
import { RegionRow } from './territory/store/region.row.js';
import { migrations } from '../migrations/index.js';
import { EsiaLoginAttemptRow } from './esia/store/esia-login-attempt.row.js';
import { EsiaPersonRow } from './esia/store/esia-person.row.js';
import { PersonSessionRow } from './signin/store/person-session.row.js';
import { PreparingClient } from './platform/database/preparing-client.js';
import { SignInRow } from './signin/store/sign-in.row.js';

/** Row classes of every context; a test holds them equal to the migrated schema. */
const rows: (new () => object)[] = [
  RegionRow,
  JournalSystemRow,
  EsiaLoginAttemptRow,
  EsiaPersonRow,
  SignInRow,
  PersonSessionRow,
];

// Civil dates stay text: a birthday has no time zone (architecture.md, style 3).
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** For a process that runs the same statements for hours: each connection keeps them prepared. */
  readonly prepares?: boolean;
  /** Names of the migrations that it knows; all without it. */
  readonly migrations?: readonly string[];
}

/** The TypeORM data source of the product, not yet initialised. */
export function makeDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    entities: rows,
    migrations:
      options.migrations === undefined
        ? migrations
        : migrations.filter((one) => options.migrations?.includes(one.name) === true),
    synchronize: false,
    migrationsTransactionMode: 'each',
    poolErrorHandler: () => undefined,
    extra: {
      connectionTimeoutMillis: 5_000,
      // Data lie on SSDs, where a page read at random costs hardly more than the next one: indexes are worth their keys.
      options: '-c timezone=UTC -c random_page_cost=1.1',
      ...(options.prepares === true && { Client: PreparingClient }),
    },
  });
}

/** Any number that only migrations use: instances that start together wait for one another on it. */
const MIGRATION_LOCK = 7_326_114;

/**
 * Applies all pending migrations under an advisory lock and returns their names; several instances may do it at once.
 * `url` is that of the owner of the schema.
 */
export async function migrate(url: string, only?: readonly string[]): Promise<string[]> {
  const gate = new pg.Client({ connectionString: url });
  await gate.connect();
  const dataSource = makeDataSource({
    ...{ url, poolSize: 2, applicationName: 'perehod-migrate' },
    ...(only === undefined ? {} : { migrations: only }),
  });
  try {
    await gate.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.initialize();
    const applied = await dataSource.runMigrations();
    return applied.map(({ name }) => name);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await gate.end();
  }
}

/**
 * Gives a database without tables the schema that these migrations made; one that has tables is left as it is. `older`: we
 * have migrations beyond them; `unknown`: there are some among them that we have not.
 */
export async function migrateLike(
  url: string,
  names: readonly string[],
): Promise<'same' | 'older' | 'unknown'> {
  const known = new Set(migrations.map(({ name }) => name));
  if (names.some((name) => !known.has(name))) return 'unknown';
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = await client
    .query(
      `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LIMIT 1`,
    )
    .finally(() => client.end());
  if (tables.rowCount === 0) await migrate(url, names);
  return names.length === known.size ? 'same' : 'older';
}
