import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { Log } from '../../../src/platform/logging/log.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { DecideImport } from '../../../src/roster/application/decide-import.js';
import type { ImportQueue } from '../../../src/roster/application/import-queue.js';
import { RosterImports } from '../../../src/roster/application/receive-roster-import.js';
import { RosterPushes } from '../../../src/roster/application/receive-roster-push.js';
import { RollBackImport } from '../../../src/roster/application/roll-back-import.js';
import { RunReceivedImports } from '../../../src/roster/application/run-received-imports.js';
import { ContingentSystems } from '../../../src/roster/store/contingent-systems.repository.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { jsonOf } from '../../support/roster-formats.js';
import { anAccount, aRegion, aStudent, REGION } from '../../support/roster-folder.js';
import { RosterBench, testKeyring, testVault } from '../../support/roster-import.js';

const JOURNALS = ['demo-journal', 'other-journal'] as const;
type Journal = (typeof JOURNALS)[number];
const PUPILS = Array.from({ length: 60 }, (_, n) => 100 + n);

/** Nobody runs what is received until the test does, as after `kill -9`. */
const SLEEPING = { wake: () => undefined, settled: () => Promise.resolve() } as unknown as ImportQueue;

describe('a push of an e-journal lives as every batch does', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  let pushes: RosterPushes;
  let regionId: Uuid;
  const systems = new Map<string, Uuid>();
  let keys = 0;

  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
    const accounts = [
      anAccount('a-p1', 'student', 'P1'),
      anAccount('o-p1', 'student', 'P1', { journal_system: 'other-journal' }),
    ];
    const pupils = PUPILS.map((n) => aStudent(n, { first_name: `Имя${n}` }));
    const region = aRegion();
    await bench.bring(
      {
        ...region,
        students: [...(region.students as object[]), ...pupils] as never,
        journal_accounts: accounts,
      },
      { ...REGION, journal_systems: JOURNALS.map((code) => ({ code, name: code })) },
    );
    const rows = await database.query<{ id: Uuid; code: string; region_id: Uuid }>(
      'SELECT id, code, region_id FROM journal_systems',
    );
    for (const { id, code } of rows) systems.set(code, id);
    regionId = rows[0]!.region_id;
    const { unitOfWork } = database;
    const [settings, log, audit] = [new PlatformSettings(), new Log('silent'), new AuditTrail()];
    const imports = new RosterImports(unitOfWork, bench.clock, settings, testKeyring, SLEEPING, log, audit);
    pushes = new RosterPushes(unitOfWork, settings, imports, new ContingentSystems());
  });
  afterEach(() => database.drop());

  const senderOf = (code: Journal) => ({ kind: 'journal', id: systems.get(code)!, code, regionId }) as const;
  const push = async (
    json: object,
    more: { journal?: Journal; dryRun?: boolean; key?: string } = {},
  ): Promise<Uuid> => {
    const code = more.journal ?? 'demo-journal';
    const { batchId } = await pushes.receive({
      sender: senderOf(code),
      key: more.key ?? `key-${String(++keys).padStart(8, '0')}`,
      body: Readable.from([Buffer.from(JSON.stringify(json))]),
      mode: 'delta',
      dryRun: more.dryRun ?? false,
      source: undefined,
    });
    return batchId;
  };
  const run = () =>
    new RunReceivedImports(database.dataSource, testKeyring, testVault, bench.clock, { pace: 'fast' }).next(
      regionId,
    );
  const pushed = async (json: object, more: Parameters<typeof push>[1] = {}): Promise<Uuid> => {
    const batchId = await push(json, more);
    expect(await run()).toBe('ran');
    return batchId;
  };
  const find = (batchId: Uuid, journal: Journal = 'demo-journal') =>
    database.unitOfWork.run((tx) => pushes.find(tx, senderOf(journal), batchId));
  const stateOf = async (batchId: Uuid, journal?: Journal) => (await find(batchId, journal))?.state;
  const decision = (batchId: Uuid) => ({
    batchId,
    scope: { regionId, schoolIds: null },
    by: '00000000-0000-4000-8000-000000000001',
    reason: 'Так и есть',
    at: bench.clock.now(),
  });
  const decide = new DecideImport(new AuditTrail());
  const approve = (batchId: Uuid) => database.unitOfWork.run((tx) => decide.approve(tx, decision(batchId)));
  const takeBack = (batchId: Uuid) =>
    database.unitOfWork.run((tx) =>
      new RollBackImport(new AuditTrail(), new Outbox()).execute(tx, decision(batchId)),
    );
  const removalsOf = (numbers: readonly number[], modified = '2026-11-20T10:00:00Z') => ({
    users: numbers.map((n) => ({
      sourcedId: `P${n}`,
      status: 'tobedeleted',
      dateLastModified: modified,
      roles: [{ role: 'student' }],
    })),
  });
  const removed = async () =>
    (await database.query(`SELECT 1 FROM person_records WHERE removed_at IS NOT NULL`)).length;
  const lastNameOf = async (id: string) =>
    (
      await database.query<{ last_name: string }>(
        `SELECT p.last_name FROM people p JOIN person_records r ON r.person_id = p.id WHERE r.source_id = $1`,
        [id],
      )
    )[0]?.last_name;

  it('is run from its sealed files by whoever finds it, for the schools of its journal only', async () => {
    const strange = aStudent(3, { last_name: 'Чужая', school_source_id: 'S2', class_source_id: 'K2' });
    const batchId = await push(jsonOf({ students: [aStudent(1, { last_name: 'Новая' }), strange] }));
    expect(await stateOf(batchId)).toBe('uploaded');
    const stored = await database.query<{ name: string }>(
      'SELECT name FROM import_files WHERE batch_id = $1 ORDER BY name',
      [batchId],
    );
    expect(stored.map(({ name }) => name)).toEqual(['region.json', 'roster.json']);
    expect(await run()).toBe('ran');
    expect(await find(batchId)).toMatchObject({
      state: 'applied',
      progress: { step: 'finishing' },
      counts: { kinds: { students: { updated: 1, setAside: 1 } } },
    });
    expect([await lastNameOf('P1'), await lastNameOf('P3')]).toEqual(['Новая', 'Иванов']);
  });

  it('that was not received whole leaves nothing, so that the same key may be sent again', async () => {
    const body = jsonOf({ students: [aStudent(1, { last_name: 'Новая' })] });
    await database.query(`ALTER TABLE import_file_chunks ADD CONSTRAINT full_disk CHECK (false) NOT VALID`);
    await expect(push(body, { key: 'again-0001' })).rejects.toThrow();
    await database.query(`ALTER TABLE import_file_chunks DROP CONSTRAINT full_disk`);
    const left = await database.query(
      `SELECT 1 FROM import_batches WHERE uploaded_by = 'journal:demo-journal'`,
    );
    expect(left).toEqual([]);
    const batchId = await push(body, { key: 'again-0001' });
    await run();
    expect(await stateOf(batchId)).toBe('applied');
  });

  it('ROS-03: waits for the ministry when it names many for removal, and removes them when it is approved', async () => {
    const batchId = await pushed(removalsOf(PUPILS.slice(0, 12)));
    expect(await find(batchId)).toMatchObject({
      state: 'needs_approval',
      level: 'ministry',
      guard: { decides: 'ministry', schools: [{ schoolSourceId: 'S1', left: 12 }] },
    });
    expect(await removed()).toBe(0);
    await approve(batchId);
    expect(await run()).toBe('ran');
    expect([await stateOf(batchId), await removed()]).toEqual(['applied', 12]);
    const [event] = await database.query(
      `SELECT actor_kind, actor_id FROM audit_events WHERE action = 'roster.imported' AND subject_id = $1`,
      [batchId],
    );
    expect(event).toEqual({ actor_kind: 'client', actor_id: 'demo-journal' });
  });

  it('waits on until its own journal sends newer files: neither another journal nor the region rejects it', async () => {
    const batchId = await pushed(removalsOf(PUPILS.slice(0, 12)));
    await pushed(jsonOf({ students: [aStudent(1)] }), { journal: 'other-journal' });
    await bench.bring({ students: [aStudent(2, { first_name: 'Мария' })] }, { mode: 'delta' });
    expect(await stateOf(batchId)).toBe('needs_approval');
    await pushed(jsonOf({ students: [aStudent(1, { last_name: 'Новая' })] }));
    expect(await stateOf(batchId)).toBe('rejected');
  });

  it('ROS-15: is taken back with the moments of its rows, so that what it overtook may come in again', async () => {
    const named = (name: string, modified: string) =>
      jsonOf({ students: [aStudent(1, { last_name: name })] }, { dateLastModified: modified });
    await pushed(named('Первая', '2026-11-01T10:00:00Z'));
    const versions = () =>
      database.query('SELECT kind, key, modified_at FROM roster_row_versions ORDER BY 1, 2');
    const before = await versions();
    const mistaken = await pushed({
      ...named('Ошибочная', '2026-11-20T10:00:00Z'),
      journalAccounts: [
        {
          ...{ sourcedId: 'a-new', dateLastModified: '2026-11-20T10:00:00Z', journalSystem: 'demo-journal' },
          ...{ role: 'student', user: { sourcedId: 'P1' }, schools: [{ sourcedId: 'S1' }] },
        },
      ],
    });
    expect(await lastNameOf('P1')).toBe('Ошибочная');
    await takeBack(mistaken);
    expect([await stateOf(mistaken), await lastNameOf('P1')]).toEqual(['rolled_back', 'Первая']);
    expect(await versions()).toEqual(before);
    await pushed(named('Верная', '2026-11-10T10:00:00Z'));
    expect(await lastNameOf('P1')).toBe('Верная');
  });

  it('tried first is applied as its journal’s when the region asks for it', async () => {
    const strange = aStudent(3, { last_name: 'Чужая', school_source_id: 'S2', class_source_id: 'K2' });
    const body = jsonOf({ students: [aStudent(1, { last_name: 'Новая' }), strange] });
    const batchId = await pushed(body, { dryRun: true });
    expect([await stateOf(batchId), await lastNameOf('P1')]).toEqual(['ready', 'Иванов']);
    await database.unitOfWork.run((tx) => decide.apply(tx, decision(batchId)));
    expect(await run()).toBe('ran');
    expect(await stateOf(batchId)).toBe('applied');
    expect([await lastNameOf('P1'), await lastNameOf('P3')]).toEqual(['Новая', 'Иванов']);
  });
});
