import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { VerifyChain } from '../../../src/audit/application/verify-chain.js';
import { AuditTrail } from '../../../src/audit/index.js';
import { ChainRepository } from '../../../src/audit/store/chain.repository.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const AT = new Date('2026-11-21T12:00:00Z');
const chain = new ChainRepository();
const databases: TestDatabase[] = [];

/** A database of its own for each test, for what is broken stays broken. */
describe('the chain of the audit', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    databases.push(database);
  });
  afterAll(async () => {
    for (const each of databases) await each.drop('broken on purpose');
  });

  const record = (actions: readonly string[], at = AT) =>
    database.unitOfWork.run((tx) =>
      new AuditTrail().recordAll(
        tx,
        actions.map((action) => ({
          ...{ regionId: null, at, action, actor: { kind: 'system', id: 'test' } as const },
          ...{ subject: { kind: 'тест', id: '1' }, facts: { b: 1, а: ['«ё»', null, 1.5, '\u0001"\\'] } },
        })),
      ),
    );
  const sealOnce = (most = 1_000) => database.unitOfWork.direct((tx) => chain.seal(tx, most));
  const verify = (anchors = [] as { block: number; hash: string }[]) =>
    new VerifyChain(database.dataSource, chain).execute(anchors);
  const ids = async () =>
    (await database.query<{ id: number }>('SELECT id FROM audit_events ORDER BY id')).map(({ id }) => id);
  const kinds = async () => (await verify()).faults.map(({ kind }) => kind);

  /** Three blocks of three entries. */
  async function aChain(): Promise<readonly number[]> {
    for (const block of ['a', 'b', 'c']) {
      await record([`${block}.1`, `${block}.2`, `${block}.3`]);
      await sealOnce();
    }
    return ids();
  }

  it('is whole when nobody touched it, and holds every entry once', async () => {
    await aChain();
    await record(['later']);
    expect(await verify()).toMatchObject({ blocks: 3, events: 9, faults: [], faultCount: 0 });
    expect(await sealOnce()).toBe(1);
    expect(await sealOnce()).toBe(0);
    expect(await verify()).toMatchObject({ blocks: 4, events: 10, faults: [] });
  });

  it('seals each month in blocks of its own, at most so many entries in one', async () => {
    await record(['november', 'november', 'november']);
    await record(['march'], new Date('2031-03-01T00:00:00Z'));
    await record(['february'], new Date('2031-02-28T23:59:59.999Z'));
    expect([
      await sealOnce(2),
      await sealOnce(2),
      await sealOnce(2),
      await sealOnce(2),
      await sealOnce(2),
    ]).toEqual([2, 1, 1, 1, 0]);
    const blocks = await database.query(
      `SELECT to_char(month, 'YYYY-MM') AS month, events FROM audit_blocks ORDER BY number`,
    );
    expect(blocks.map(({ month, events }) => `${String(month)} ${String(events)}`)).toEqual([
      '2026-11 2',
      '2026-11 1',
      '2031-03 1',
      '2031-02 1',
    ]);
    expect(await verify()).toMatchObject({ events: 5, faults: [] });
  });

  it('shows a changed entry, whatever field, by its id', async () => {
    const all = await aChain();
    const changes = [
      `action = 'x'`,
      `reason = 'x'`,
      `facts = facts || '{"x": 1}'`,
      `at = at + interval '1 microsecond'`,
      `actor_id = NULL`,
      `subject_id = '2'`,
      `trace_id = ''`,
      `region_id = gen_random_uuid()`,
      `school_id = gen_random_uuid()`,
    ];
    for (const [place, change] of changes.entries())
      await database.query(`UPDATE audit_events SET ${change} WHERE id = $1`, [all[place]]);
    const { faults } = await verify();
    expect(faults.map((fault) => [fault.kind, 'eventId' in fault && Number(fault.eventId)])).toEqual(
      all.map((id) => ['event_changed', id]),
    );
  });

  it('shows a removed entry', async () => {
    const [, second] = await aChain();
    await database.query('DELETE FROM audit_events WHERE id = $1', [second]);
    expect(await verify()).toMatchObject({
      faults: [{ kind: 'event_missing', block: 1, eventId: String(second), month: '2026-11' }],
    });
  });

  it('shows an entry put in between past the chain, under a new number or a used one', async () => {
    const [first] = await aChain();
    const put = (id: number) =>
      database.query(
        `INSERT INTO audit_events_2026_11 (id, at, actor_kind, action) OVERRIDING SYSTEM VALUE VALUES ($1, $2, 'system', 'new')`,
        [id, new Date(AT.getTime() + 1)],
      );
    await put(0);
    expect((await verify()).faults).toEqual([{ kind: 'event_unsealed', month: '2026-11', eventId: '0' }]);
    await put(first ?? 0);
    expect((await verify()).faults).toEqual(
      expect.arrayContaining([{ kind: 'event_unsealed', month: '2026-11', eventId: String(first) }]),
    );
  });

  it('shows entries that changed their places', async () => {
    const [first, second] = await aChain();
    await database.query(
      `UPDATE audit_events e SET action = o.action FROM audit_events o
        WHERE (e.id = $1 AND o.id = $2) OR (e.id = $2 AND o.id = $1)`,
      [first, second],
    );
    expect(await kinds()).toEqual(['event_changed', 'event_changed']);
    await database.query(
      `UPDATE audit_seals SET event_ids = ARRAY[event_ids[2], event_ids[1], event_ids[3]] WHERE block = 2`,
    );
    expect(await kinds()).toEqual([
      ...['event_changed', 'event_changed', 'seal_changed', 'event_changed', 'event_changed'],
    ]);
  });

  it('shows a changed, removed or reordered block, and a seal made anew', async () => {
    await aChain();
    await database.query(`UPDATE audit_blocks SET sealed_at = sealed_at - interval '1 day' WHERE number = 1`);
    expect((await verify()).faults).toEqual([{ kind: 'block_changed', block: 1 }]);
    await database.query(`UPDATE audit_blocks SET sealed_at = sealed_at + interval '1 day' WHERE number = 1`);
    const swap = async () => {
      for (const [from, to] of [
        [1, 9],
        [3, 1],
        [9, 3],
      ])
        await database.query('UPDATE audit_blocks SET number = $2 WHERE number = $1', [from, to]);
    };
    await swap();
    expect(await kinds()).toEqual(expect.arrayContaining(['block_changed', 'chain_broken', 'seal_changed']));
    await swap();
    expect(await kinds()).toEqual([]);
    await database.query(`DELETE FROM audit_seals WHERE block = 2`);
    expect(await kinds()).toContain('seal_missing');
    await database.query(`DELETE FROM audit_blocks WHERE number = 2`);
    expect(await kinds()).toEqual(['block_missing', 'event_unsealed', 'event_unsealed', 'event_unsealed']);
  });

  it('shows by an anchor kept elsewhere that its end was cut off or sealed anew', async () => {
    await aChain();
    const head = (await verify()).head;
    if (head === null) throw new Error('nothing was sealed');
    expect((await verify([head])).faults).toEqual([]);
    await database.query(
      `WITH b AS (DELETE FROM audit_blocks WHERE number = 3), s AS (DELETE FROM audit_seals WHERE block = 3 RETURNING event_ids)
       DELETE FROM audit_events USING s WHERE id = ANY (event_ids)`,
    );
    expect((await verify()).faults).toEqual([]);
    expect((await verify([head])).faults).toEqual([{ kind: 'anchor_unmatched', block: 3 }]);
    await record(['c.1']);
    await sealOnce();
    expect((await verify()).faults).toEqual([]);
    expect((await verify([head])).faults).toEqual([{ kind: 'anchor_unmatched', block: 3 }]);
  });

  it('shows an entry that was removed before it was sealed', async () => {
    await record(['a', 'b']);
    const [first] = await ids();
    await database.query('DELETE FROM audit_events WHERE id = $1', [first]);
    await sealOnce();
    expect((await verify()).faults).toMatchObject([{ kind: 'event_gone_unsealed', eventId: String(first) }]);
  });

  it('shows that a month is gone which nobody archived', async () => {
    await aChain();
    await database.query('DROP TABLE audit_events_2026_11');
    const { faults, faultCount } = await verify();
    expect(faults.slice(-1)).toEqual([{ kind: 'month_missing', month: '2026-11' }]);
    expect(faultCount).toBe(10);
  });

  it('is not cut into by a transaction that commits after later ones were sealed', async () => {
    const late = new pg.Client({ connectionString: database.appUrl });
    await late.connect();
    await late.query('BEGIN');
    await late.query(`INSERT INTO audit_events (at, actor_kind, action) VALUES ($1, 'system', 'late')`, [AT]);
    await record(['early']);
    expect(await sealOnce()).toBe(1);
    const before = await verify();
    expect(before).toMatchObject({ blocks: 1, events: 1, faults: [] });
    await late.query('COMMIT');
    await late.end();
    expect((await verify()).faults).toEqual([]);
    expect(await sealOnce()).toBe(1);
    expect(await verify([before.head ?? { block: 0, hash: '' }])).toMatchObject({
      ...{ blocks: 2, events: 2, faults: [] },
    });
    const [first, second] = await database.query<{ ids: number[] }>(
      'SELECT event_ids::int[] AS ids FROM audit_seals ORDER BY block',
    );
    expect((second?.ids[0] ?? 0) < (first?.ids[0] ?? 0)).toBe(true);
  });

  it('stays one when several seal at once while entries come', async () => {
    const sealer = async () => {
      for (let round = 0; round < 20; round += 1) await sealOnce(7);
    };
    const writer = async (name: string) => {
      for (let round = 0; round < 20; round += 1) await record([`${name}.a`, `${name}.b`, `${name}.c`]);
    };
    await Promise.all([sealer(), sealer(), sealer(), writer('x'), writer('y')]);
    while ((await sealOnce()) > 0);
    expect(await verify()).toMatchObject({ events: 120, faults: [] });
  });

  it('says nothing wrong while entries are written and sealed', async () => {
    const works = Array.from({ length: 10 }, async (_, round) => {
      await record([`r.${round}`]);
      await sealOnce(1);
    });
    const verdicts = await Promise.all([verify(), verify(), ...works.map(() => verify())]);
    await Promise.all(works);
    expect(verdicts.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('lets the application add entries and change nothing, in no table and no partition', async () => {
    await aChain();
    await database.query(`SELECT keep_audit_months('2031-05-05Z')`);
    const tables = (
      await database.query<{ name: string }>(
        `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relname ~ '^audit_' AND c.relkind IN ('r', 'p') ORDER BY 1`,
      )
    ).map(({ name }) => name);
    expect(tables).toEqual(
      expect.arrayContaining(['public.audit_events_2031_07', 'public.audit_seals_2031_05']),
    );
    const written = tables.flatMap((table) => [
      `UPDATE ${table} SET ${table.includes('audit_events') ? 'action = action' : 'month = month'}`,
      ...[`DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`],
      ...(table === 'public.audit_events' ? [] : [`INSERT INTO ${table} DEFAULT VALUES`]),
    ]);
    const forged = [
      `INSERT INTO audit_events (id, at, actor_kind, action) OVERRIDING SYSTEM VALUE VALUES (1, now(), 'system', 'x')`,
      `ALTER TABLE audit_events DISABLE TRIGGER audit_events_wait`,
      `SET session_replication_role = replica`,
      `CREATE OR REPLACE FUNCTION note_audit_events() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
      `SELECT setval('audit_events_id_seq', 1)`,
    ];
    for (const sql of [...written, ...forged]) {
      await expect(database.dataSource.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('makes months ahead and moves into them what lay in the rest', async () => {
    await record(['far'], new Date('2031-03-05T00:00:00Z'));
    await sealOnce();
    await database.query(`SELECT keep_audit_months('2031-02-01Z')`);
    expect(await database.query('SELECT FROM audit_events_2031_03')).toHaveLength(1);
    expect(await database.query('SELECT FROM audit_seals_2031_03')).toHaveLength(1);
    await record(['far'], new Date('2031-04-05T00:00:00Z'));
    expect(await database.query('SELECT FROM audit_events_rest')).toHaveLength(0);
    await sealOnce();
    expect(await verify()).toMatchObject({ events: 2, faults: [] });
  });
});
