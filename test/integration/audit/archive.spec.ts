import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../../src/audit/index.js';
import { ArchiveMonths } from '../../../src/audit/application/archive-months.js';
import { VerifyChain } from '../../../src/audit/application/verify-chain.js';
import { ChainRepository } from '../../../src/audit/store/chain.repository.js';
import { makeDataSource } from '../../../src/data-source.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const OPERATOR = { kind: 'operator', id: 'test' } as const;

describe('the archive of the audit', () => {
  let database: TestDatabase;
  let owner: DataSource;
  beforeEach(async () => {
    database = await freshDatabase();
    owner = makeDataSource({ url: database.ownerUrl, poolSize: 2, applicationName: 'test' });
    await owner.initialize();
    await database.query(`SELECT keep_audit_months('2023-01-01Z')`);
    for (const day of ['2023-01-31', '2023-02-01', '2023-11-05', '2026-11-05'])
      await database.unitOfWork.run((tx) =>
        new AuditTrail().record(tx, {
          ...{ regionId: null, at: new Date(`${day}T12:00:00Z`), action: 'old.entry', actor: OPERATOR },
        }),
      );
  });
  afterEach(async () => {
    await owner.destroy();
    await database.drop('broken on purpose');
  });

  const archive = (before: string) => new ArchiveMonths(owner).execute(before, OPERATOR, NOW);
  const verify = () => new VerifyChain(database.dataSource, new ChainRepository()).execute();
  const seal = () => database.query('SELECT seal_audit_events(5000)');

  it('takes whole months away, and the chain is proved with their tables and without them', async () => {
    expect(await archive('2023-03')).toEqual({ kind: 'archived', months: ['2023-01', '2023-02'] });
    await seal();
    expect(await database.query('SELECT FROM audit_events')).toHaveLength(3);
    expect(await verify()).toMatchObject({ events: 5, monthsGone: [], faults: [] });
    await database.query(`UPDATE audit_archive.audit_events_2023_01 SET action = 'x'`);
    expect(await verify()).toMatchObject({ faults: [{ kind: 'event_changed', month: '2023-01' }] });
    await database.query('DROP TABLE audit_archive.audit_events_2023_01, audit_archive.audit_seals_2023_01');
    expect(await verify()).toMatchObject({ events: 4, monthsGone: ['2023-01'], faults: [] });
  });

  it('names in its entry every month taken so far, for entries of earlier acts may leave too', async () => {
    await archive('2023-02');
    await archive('2023-03');
    const entries = await database.query<{ months: string[] }>(
      `SELECT facts -> 'months' AS months FROM audit_events WHERE action = 'audit.archived' ORDER BY id`,
    );
    expect(entries.map(({ months }) => months)).toEqual([['2023-01'], ['2023-01', '2023-02']]);
    expect(await archive('2023-03')).toEqual({ kind: 'archived', months: [] });
  });

  it('takes nothing from a broken chain', async () => {
    await seal();
    await seal();
    await database.query(`UPDATE audit_events SET action = 'x' WHERE at < '2023-02-01Z'`);
    expect(await archive('2023-03')).toMatchObject({
      kind: 'broken',
      verdict: { faults: [{ kind: 'event_changed' }] },
    });
    expect(await database.query('SELECT FROM audit_events')).toHaveLength(4);
  });

  it('is the owner’s: the application neither takes months away nor changes what was taken', async () => {
    await archive('2023-03');
    for (const sql of [
      `SELECT archive_audit_month('2023-03-01')`,
      'DELETE FROM audit_archive.audit_events_2023_01',
      `UPDATE audit_archive.audit_events_2023_01 SET action = 'x'`,
      'TRUNCATE audit_archive.audit_seals_2023_01',
      'CREATE TABLE audit_archive.x ()',
    ])
      await expect(database.dataSource.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});
