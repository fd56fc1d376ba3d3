import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { VerifyChain } from '../../src/audit/application/verify-chain.js';
import { ChainRepository } from '../../src/audit/store/chain.repository.js';
import { makeDataSource, migrate } from '../../src/data-source.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

const NAME = 'AuditByGrants1764600001410';
const GRANTS = '[{"id": "9e3c6a6a-0000-4000-8000-000000000001", "role": "school_admin"}]';

describe('the chain of the audit over the migration that adds roles to entries', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase('empty');
  });
  afterEach(() => database.drop('broken on purpose'));

  const chain = new ChainRepository();
  const seal = () => database.query('SELECT seal_audit_events(5000)');
  const verify = (anchors: readonly { block: number; hash: string }[] = []) =>
    new VerifyChain(database.dataSource, chain).execute(anchors);
  const put = (action: string, day: string) =>
    database.query(
      `INSERT INTO audit_events (at, actor_kind, actor_id, action, facts) VALUES ($1, 'operator', 'test', $2, '{"n": 1}')`,
      [`${day}T12:00:00Z`, action],
    );

  /** The schema as it was before: a month in the archive, a sealed block, an entry that still waits. */
  async function before(): Promise<{ readonly block: number; readonly hash: string }> {
    const place = migrations.findIndex(({ name }) => name === NAME);
    const earlier = migrations.slice(0, place).map(({ name }) => name);
    const owner = makeDataSource({
      ...{ url: database.ownerUrl, poolSize: 1, applicationName: 'test', migrations: earlier },
    });
    await owner.initialize();
    await owner.runMigrations();
    await owner.destroy();
    await database.query(`SELECT keep_audit_months('2023-01-01Z')`);
    await put('old.archived', '2023-01-10');
    await put('old.sealed', '2026-11-10');
    await seal();
    await seal();
    await database.query(`SELECT archive_audit_month('2023-01-01')`);
    await database.query(
      `INSERT INTO audit_events (at, actor_kind, action, facts)
       VALUES ('2026-11-11', 'operator', 'audit.archived', '{"months": ["2023-01"]}')`,
    );
    await seal();
    const head = await chain.head(database.dataSource.manager);
    await put('old.waiting', '2026-11-12');
    if (head === null) throw new Error('nothing was sealed');
    return { block: head.block, hash: head.hash };
  }

  it('is whole before and after: old entries, archived ones, those that waited, and new ones with and without roles', async () => {
    const kept = await before();
    expect(await migrate(database.ownerUrl)).toContain(NAME);
    await database.dataSource.query(
      `INSERT INTO audit_events (at, actor_kind, actor_id, action, by_grants)
       VALUES ('2026-11-13', 'administrator', 'a', 'new.by_role', $1), ('2026-11-13', 'system', NULL, 'new.by_nobody', NULL)`,
      [GRANTS],
    );
    await seal();
    expect(await verify([kept])).toMatchObject({ events: 6, monthsGone: [], faults: [], faultCount: 0 });
  });

  it('shows roles that were taken from an entry, changed in it, or given to one that had none', async () => {
    await before();
    await migrate(database.ownerUrl);
    for (const action of ['new.first', 'new.second'])
      await database.dataSource.query(
        `INSERT INTO audit_events (at, actor_kind, actor_id, action, by_grants)
         VALUES ('2026-11-13', 'administrator', 'a', $1, $2)`,
        [action, GRANTS],
      );
    await seal();
    expect(await verify()).toMatchObject({ faults: [] });
    await database.query(`UPDATE audit_events SET by_grants = NULL WHERE action = 'new.first'`);
    await database.query(
      `UPDATE audit_events SET by_grants = jsonb_set(by_grants, '{0,role}', '"principal"') WHERE action = 'new.second'`,
    );
    await database.query(`UPDATE audit_events SET by_grants = '[]' WHERE action = 'old.sealed'`);
    const changed = await database.query<{ id: string }>(
      `SELECT id::text AS id FROM audit_events WHERE action IN ('new.first', 'new.second', 'old.sealed') ORDER BY id`,
    );
    const { faults } = await verify();
    expect(faults.map((fault) => [fault.kind, 'eventId' in fault && fault.eventId]).sort()).toEqual(
      changed.map(({ id }) => ['event_changed', id]).sort(),
    );
  });
});
