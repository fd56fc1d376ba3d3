import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { Log } from '../../../src/platform/logging/log.js';
import type { ImportQueue } from '../../../src/roster/application/import-queue.js';
import { RosterImports } from '../../../src/roster/application/receive-roster-import.js';
import { RosterPushes } from '../../../src/roster/application/receive-roster-push.js';
import { RunReceivedImports } from '../../../src/roster/application/run-received-imports.js';
import type { ReachPlace } from '../../../src/roster/domain/contingent-reach.js';
import { DeclareContingentReach, type RosterSender } from '../../../src/roster/index.js';
import { ContingentSystems } from '../../../src/roster/store/contingent-systems.repository.js';
import { findSender } from '../../../src/roster/store/roster-pushes.js';
import { Territory } from '../../../src/territory/index.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { jsonOf } from '../../support/roster-formats.js';
import { aMunicipality, anAccount, aRegion, aSchool, aStudent, REGION } from '../../support/roster-folder.js';
import { RosterBench, testKeyring, testVault } from '../../support/roster-import.js';

// Whole imports and processes of their own, on a busy machine.
jest.setTimeout(240_000);

const root = join(import.meta.dirname, '..', '..', '..');
/** Nobody runs what is received until the test does. */
const SLEEPING = { wake: () => undefined, settled: () => Promise.resolve() } as unknown as ImportQueue;

describe('the reach of a contingent system (roles.md, 16)', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  let pushes: RosterPushes;
  let act: DeclareContingentReach;
  let regionId: Uuid;
  let number = 0;
  let code: string;
  const sources = new ContingentSystems();

  beforeAll(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
    const files = aRegion();
    await bench.bring(
      {
        ...files,
        municipalities: [
          aMunicipality(),
          aMunicipality({ source_id: 'M2', oktmo: '27703000', name: 'Другой' }),
        ],
        schools: [
          ...(files.schools as object[]),
          aSchool({ source_id: 'S3', short_name: 'Лицей', founder_type: 'regional' }),
          aSchool({ source_id: 'S4', short_name: 'Школа № 4', municipality_source_id: 'M2' }),
        ] as never,
        journal_accounts: [anAccount('a-p1', 'student', 'P1')],
      },
      REGION,
    );
    [{ id: regionId }] = (await database.query<{ id: Uuid }>('SELECT id FROM regions')) as [{ id: Uuid }];
    const { unitOfWork } = database;
    const [settings, log, audit] = [new PlatformSettings(), new Log('silent'), new AuditTrail()];
    const imports = new RosterImports(unitOfWork, bench.clock, settings, testKeyring, SLEEPING, log, audit);
    pushes = new RosterPushes(unitOfWork, settings, imports, sources);
    act = new DeclareContingentReach(sources, new Territory(), audit);
  });
  beforeEach(() => {
    number += 1;
    code = `contingent-${number}`;
  });
  afterAll(() => database.drop());

  const idOf = async (table: 'schools' | 'municipalities', sourceId: string): Promise<Uuid> => {
    const [row] = await database.query<{ id: Uuid }>(`SELECT id FROM ${table} WHERE source_id = $1`, [
      sourceId,
    ]);
    if (row === undefined) throw new Error(`no ${sourceId} in ${table}`);
    return row.id;
  };
  const school = async (sourceId: string): Promise<ReachPlace> => ({
    ...{ kind: 'school', id: await idOf('schools', sourceId) },
  });
  const town = async (sourceId: string): Promise<ReachPlace> => ({
    ...{ kind: 'municipality', id: await idOf('municipalities', sourceId) },
  });
  const order = (places: readonly ReachPlace[], what: 'declare' | 'end', who = code) => ({
    ...{ code: who, regionId, places, what, basis: 'приказ № 1', at: bench.clock.now() },
    actor: { kind: 'operator', id: 'console' } as const,
  });
  const declare = (...places: ReachPlace[]) =>
    database.unitOfWork.run((tx) => act.execute(tx, order(places, 'declare')));
  const end = (...places: ReachPlace[]) =>
    database.unitOfWork.run((tx) => act.execute(tx, order(places, 'end')));
  const senderOf = async (who = code): Promise<RosterSender> => {
    const found = await database.unitOfWork.run((tx) => pushes.contingentByCode(tx, who));
    if (found === null) throw new Error(`${who} is not declared`);
    return found;
  };
  let keys = 0;
  const push = async (
    json: object,
    key = `key-${String(++keys).padStart(8, '0')}`,
    mode: 'full' | 'delta' = 'delta',
  ) =>
    pushes.receive({
      ...{ sender: await senderOf(), key, mode, dryRun: false, source: undefined },
      body: Readable.from([Buffer.from(JSON.stringify(json))]),
    });
  const run = () =>
    new RunReceivedImports(database.dataSource, testKeyring, testVault, bench.clock, { pace: 'fast' }).next(
      regionId,
    );
  /** Source ids of the schools that a push of the system may speak of. */
  const reached = async (): Promise<string[]> => {
    const { batchId } = await push(jsonOf({ students: [aStudent(1)] }));
    const sender = await database.unitOfWork.run((tx) => findSender(tx, batchId));
    await run();
    return (sender?.schools ?? []).map(({ sourceId }) => sourceId);
  };
  const find = async (batchId: Uuid) => {
    const sender = await senderOf();
    return database.unitOfWork.run((tx) => pushes.find(tx, sender, batchId));
  };

  it('is a school, a municipality’s own schools, or the region; several add up', async () => {
    await declare(await school('S2'));
    expect(await reached()).toEqual(['S2']);
    await declare(await town('M2'));
    expect(await reached()).toEqual(['S2', 'S4']);
    await declare(await town('M1'));
    // The lyceum lies in the municipality and is the region's.
    expect(await reached()).toEqual(['S1', 'S2', 'S4']);
    await declare({ kind: 'region' });
    expect(await reached()).toEqual(['S1', 'S2', 'S3', 'S4']);
  });

  it('said twice is declared once, and so by two at once; each change is in the audit', async () => {
    const [one, place] = [await school('S1'), await school('S2')];
    expect(await declare(one, place)).toBe(2);
    expect(await declare(one)).toBe(0);
    const both = await Promise.all([declare({ kind: 'region' }), declare({ kind: 'region' })]);
    expect(both[0] + both[1]).toBe(1);
    expect(await end(place)).toBe(1);
    expect(await end(place)).toBe(0);
    const events = await database.query(
      `SELECT action, facts ->> 'reach' AS reach FROM audit_events WHERE facts ->> 'client' = $1 ORDER BY at, id`,
      [code],
    );
    expect(events).toEqual([
      { action: 'contingent_system.reach_declared', reach: 'school' },
      { action: 'contingent_system.reach_declared', reach: 'school' },
      { action: 'contingent_system.reach_declared', reach: 'region' },
      { action: 'contingent_system.reach_ended', reach: 'school' },
    ]);
  });

  it('that ended before the run sets the rows aside, and one that ended whole refuses the push', async () => {
    await declare(await school('S1'), await school('S2'));
    const { batchId } = await push(
      jsonOf({
        students: [
          aStudent(1, { last_name: 'Поздняя' }),
          aStudent(3, {
            first_name: 'Олег',
            last_name: 'Новый',
            school_source_id: 'S2',
            class_source_id: 'K2',
          }),
        ],
      }),
    );
    await end(await school('S1'));
    expect(await run()).toBe('ran');
    expect(await find(batchId)).toMatchObject({
      state: 'applied',
      counts: { kinds: { students: { updated: 1, setAside: 1 } } },
    });
    await end(await school('S2'));
    await expect(push({})).rejects.toMatchObject({ code: 'NO_SCHOOLS_SERVED', kind: 'forbidden' });
  });

  it('in full bounds who is removed; accounts and representatives stay', async () => {
    await declare(await school('S2'));
    await push(
      jsonOf({ students: [aStudent(31, { school_source_id: 'S2', class_source_id: 'K2' })] }),
      undefined,
      'full',
    );
    expect(await run()).toBe('ran');
    const gone = await database.query(`SELECT source_id FROM person_records WHERE removed_at IS NOT NULL`);
    expect(gone).toEqual([{ source_id: 'P3' }]);
    const closed = await database.query(`SELECT 1 FROM journal_accounts WHERE closed_at IS NOT NULL`);
    expect(closed).toEqual([]);
  });

  it('the same key is one batch of its system, and another batch of another', async () => {
    await declare(await school('S1'));
    const body = jsonOf({ students: [aStudent(1)] });
    const twice = await Promise.all([push(body, 'shared-key'), push(body, 'shared-key')]);
    expect(twice[0].batchId).toBe(twice[1].batchId);
    expect(twice.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
    const first = await senderOf();
    code = `${code}-b`;
    await declare(await school('S1'));
    const other = await push(body, 'shared-key');
    expect(other.batchId).not.toBe(twice[0].batchId);
    expect(await find(twice[0].batchId)).toBeNull();
    expect(await database.unitOfWork.run((tx) => pushes.find(tx, first, other.batchId))).toBeNull();
    while ((await run()) === 'ran');
  });

  it('is not declared for an e-journal, nor in a second region', async () => {
    const place = await school('S1');
    await expect(
      database.unitOfWork.run((tx) => act.execute(tx, order([place], 'declare', 'demo-journal'))),
    ).rejects.toMatchObject({ code: 'CONTINGENT_SYSTEM_IS_JOURNAL' });
    await declare(place);
    const [abroad] = await database.query<{ id: Uuid }>(
      `INSERT INTO regions (code, name, time_zone) VALUES ($1, 'Другая область', 'Europe/Moscow') RETURNING id`,
      [`${90 + number}`],
    );
    const there = { ...order([{ kind: 'region' }], 'declare'), regionId: abroad!.id };
    await expect(database.unitOfWork.run((tx) => act.execute(tx, there))).rejects.toMatchObject({
      code: 'CONTINGENT_SYSTEM_ELSEWHERE',
    });
  });

  it('the database holds the rules by name: place of its kind, place of the region, one sender of a push', async () => {
    await declare(await school('S1'));
    const { id } = await senderOf();
    const add = (kind: string, municipality: Uuid | null, schoolId: Uuid | null, region = regionId) =>
      database.query(
        `INSERT INTO contingent_reaches (contingent_system_id, region_id, kind, municipality_id, school_id, basis, declared_at)
         VALUES ($1, $2, $3, $4, $5, 'приказ № 1', now())`,
        [id, region, kind, municipality, schoolId],
      );
    const [s1, m1] = [await idOf('schools', 'S1'), await idOf('municipalities', 'M1')];
    const [abroad] = await database.query<{ id: Uuid }>(
      `INSERT INTO regions (code, name, time_zone) VALUES ($1, 'Третья область', 'Europe/Moscow') RETURNING id`,
      [`${100 + number}`],
    );
    await expect(add('school', m1, null)).rejects.toThrow('contingent_reaches_place_of_kind');
    await expect(add('region', null, s1)).rejects.toThrow('contingent_reaches_place_of_kind');
    await expect(add('class', null, null)).rejects.toThrow('contingent_reaches_kind_known');
    await expect(add('school', null, s1)).rejects.toThrow('contingent_reaches_one_open');
    await expect(add('region', null, null, abroad!.id)).rejects.toThrow('contingent_reaches_system_fkey');
    await database.query(
      `INSERT INTO contingent_systems (region_id, code, added_at) VALUES ($1, $2, now())`,
      [abroad!.id, `${code}-abroad`],
    );
    await expect(
      database.query(
        `INSERT INTO contingent_reaches (contingent_system_id, region_id, kind, school_id, basis, declared_at)
         SELECT id, region_id, 'school', $2, 'приказ № 1', now() FROM contingent_systems WHERE code = $1`,
        [`${code}-abroad`, s1],
      ),
    ).rejects.toThrow('contingent_reaches_school_fkey');
    const { batchId } = await push(jsonOf({ students: [aStudent(1)] }));
    await expect(
      database.query(
        `UPDATE roster_pushes SET journal_system_id = (SELECT id FROM journal_systems LIMIT 1) WHERE batch_id = $1`,
        [batchId],
      ),
    ).rejects.toThrow('roster_pushes_one_sender');
    await run();
  });

  describe('npm run contingent-system', () => {
    const command = (...args: readonly string[]) =>
      new Promise<{ code: number | string | null; said: string }>((done) => {
        const program = [
          join(root, 'test/support/typescript-hooks.js'),
          join(root, 'src/commands/contingent-system.ts'),
        ];
        execFile(
          process.execPath,
          ['--import', ...program, ...args],
          { env: { ...process.env, DATABASE_URL: database.appUrl, NODE_ENV: 'test', REGION_CODE: '39' } },
          (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
        );
      });

    it('declares, shows and ends a reach, with its basis', async () => {
      const named = await command(
        ...[
          '--client',
          code,
          '--municipality',
          'M1',
          '--school',
          'S3',
          '--school',
          'S3',
          '--basis',
          'приказ № 7',
        ],
      );
      expect(named).toMatchObject({ code: 0, said: expect.stringContaining('Названо: 2;') });
      expect(named.said).toContain('(M1); основание: приказ № 7');
      expect(await reached()).toEqual(['S1', 'S2', 'S3']);
      const ended = await command('--client', code, '--municipality', 'M1', '--end');
      expect(ended).toMatchObject({ code: 0, said: expect.stringContaining('Прекращено: 1;') });
      const shown = await command('--client', code);
      expect(shown.said).toContain('Лицей (S3); основание: приказ № 7');
      expect(shown.said).not.toContain('M1');
    });

    it('names what is wrong and changes nothing', async () => {
      expect(await command('--help')).toMatchObject({
        code: 0,
        said: expect.stringContaining('--whole-region'),
      });
      for (const [said, ...args] of [
        ['--basis: ', '--client', code, '--whole-region'],
        ['--school S9: ', '--client', code, '--school', 'S9', '--basis', 'приказ № 1'],
      ] as const)
        expect(await command(...args)).toMatchObject({ code: 2, said: expect.stringContaining(said) });
      const journal = await command('--client', 'demo-journal', '--whole-region', '--basis', 'приказ № 1');
      expect(journal).toMatchObject({ code: 1, said: expect.stringContaining('Это электронный журнал') });
      expect(await database.unitOfWork.run((tx) => sources.byCode(tx, code))).toBeNull();
    });
  });
});
