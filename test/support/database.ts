import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { tellFault } from '../../src/audit/index.js';
import { VerifyChain } from '../../src/audit/application/verify-chain.js';
import { ChainRepository } from '../../src/audit/store/chain.repository.js';
import { makeDataSource } from '../../src/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { describeLeaks, type Leak, leaksOfDatabase, reportScan } from './leak-watch.js';

export const TEMPLATE = 'perehod_template';

/** A database of one test file, cloned from the migrated template. */
export interface TestDatabase {
  /** As the application sees it: no DDL, no change of the audit. */
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Runs one statement as the owner and returns its rows. */
  query<Row extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /**
   * Fails when a log, an address, an error, the audit or the news named one of the people whom it holds. Seals and verifies
   * the audit first: whatever a test has done, its chain is whole, unless it was broken on purpose.
   */
  drop(audit?: 'broken on purpose'): Promise<void>;
}

/** Clones the template (`empty`: an unmigrated database instead); drop it in `afterAll`. */
export async function freshDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asServerOwner((client) =>
    client.query(
      `CREATE DATABASE ${name} ${from === 'template' ? `TEMPLATE ${TEMPLATE} STRATEGY = FILE_COPY` : ''}`,
    ),
  );
  const ownerUrl = withDatabase(serverUrl('PEREHOD_TEST_OWNER_URL'), name);
  const appUrl = withDatabase(serverUrl('PEREHOD_TEST_APP_URL'), name);
  const dataSource = makeDataSource({ url: appUrl, poolSize: 8, applicationName: 'perehod-test' });
  await dataSource.initialize();
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // DROP … WITH (FORCE) may end a connection that the pool is still closing.
  owner.on('error', () => undefined);
  const query = async <Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []) =>
    (await owner.query<Row>(sql, parameters)).rows;
  return {
    dataSource,
    unitOfWork: new UnitOfWork(dataSource),
    appUrl,
    ownerUrl,
    query,
    drop: async (audit) => {
      let leaks: Leak[] = [];
      try {
        if (from === 'template' && audit === undefined) await expectWholeAudit(dataSource);
        leaks = await leaksOfDatabase({ query });
      } finally {
        await dataSource.destroy();
        await owner.end();
        await asServerOwner((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
      }
      reportScan(leaks);
      if (leaks.length > 0) throw new Error(describeLeaks(leaks));
    },
  };
}

async function expectWholeAudit(dataSource: DataSource): Promise<void> {
  const chain = new ChainRepository();
  while ((await chain.seal(dataSource.manager, 5_000)) > 0);
  const [first] = (await new VerifyChain(dataSource, chain).execute()).faults;
  if (first !== undefined) throw new Error(`the audit after the test: ${tellFault(first)}`);
}

function serverUrl(key: string): string {
  const url = process.env[key];
  if (url === undefined) throw new Error(`${key} is not set: the global set-up did not run`);
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asServerOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl('PEREHOD_TEST_OWNER_URL') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
