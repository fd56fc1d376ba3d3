import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { SystemClock } from '../../../src/platform/clock/clock.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { keyringOf } from '../../../src/platform/platform.module.js';
import { DEFAULT_LIMITS } from '../../../src/roster/application/import-contract.js';
import { ImportQueue } from '../../../src/roster/application/import-queue.js';
import { ImportRoster } from '../../../src/roster/application/import-roster.js';
import { RosterImports } from '../../../src/roster/application/receive-roster-import.js';
import type { ImportPace } from '../../../src/roster/domain/import-pace.js';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  anAccount,
  aRegion,
  aRepresentative,
  aStudent,
  aTie,
  csv,
  type Files,
  rosterFolder,
  type Row,
} from '../../support/roster-folder.js';
import { RosterBench, testVault } from '../../support/roster-import.js';

const ROOT = join(import.meta.dirname, '../../..');
const ENTRY = pathToFileURL(join(ROOT, 'src/commands/import-process.ts'));
const HOOKS = ['--import', pathToFileURL(join(ROOT, 'test/support/typescript-hooks.js')).href];

/** Pupils with a representative, a tie and an account each; a later generation changes, adds, drops and repeats some. */
function filesOf(generation: number, pupils = 300): Files {
  const numbers = Array.from({ length: pupils }, (_, n) => n + 1 + generation * 20);
  const name = (n: number) => ({ last_name: n % 10 === generation ? `Новый${generation}` : 'Иванов' });
  return {
    students: [...numbers, numbers[0] ?? 1].map((n) => aStudent(n, { ...name(n), first_name: `Имя${n}` })),
    representatives: numbers.map((n) => aRepresentative(n, { first_name: `Мать${n}` })),
    family_ties: numbers.map((n) => aTie(`P${n}`, `R${n}`)),
    journal_accounts: numbers.map((n) => anAccount(`a${n}`, 'student', `P${n}`)),
  };
}

describe('a gentle import', () => {
  const opened: TestDatabase[] = [];
  const aDatabase = async (): Promise<TestDatabase> => {
    const database = await freshDatabase();
    opened.push(database);
    await new RosterBench(database).bring(aRegion());
    return database;
  };
  afterAll(async () => {
    for (const database of opened) await database.drop();
  });

  const bring = async (bench: RosterBench, pace: ImportPace, generation: number) => {
    const importer = new ImportRoster(
      bench.database.dataSource,
      testVault,
      bench.clock,
      DEFAULT_LIMITS,
      pace,
    );
    const folder = await rosterFolder(filesOf(generation), {});
    return importer.execute({ folder, dryRun: false, force: true, uploadedBy: 'test' });
  };

  it('brings the same roster, counts and issues as a fast one', async () => {
    const [gentle, fast] = [new RosterBench(await aDatabase()), new RosterBench(await aDatabase())];
    for (const generation of [0, 1]) {
      const [ours, theirs] = [
        await bring(gentle, 'gentle', generation),
        await bring(fast, 'fast', generation),
      ];
      expect({ ...ours, batchId: null }).toEqual({ ...theirs, batchId: null });
      expect(ours.state).toBe('applied');
      expect(await gentle.told()).toEqual(await fast.told());
    }
  });

  it('sleeps inside its statements, and leaves no trace of it in the session', async () => {
    const database = await aDatabase();
    const seen = new Set<string>();
    let ended = false;
    const done = bring(new RosterBench(database), 'gentle', 0).finally(() => (ended = true));
    const hasEnded = () => ended;
    while (!hasEnded()) {
      const asleep = await database.query<{ query: string }>(
        `SELECT left(query, 6) AS query FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event = 'PgSleep'`,
      );
      for (const { query } of asleep) seen.add(query.trim());
    }
    await done;
    expect([...seen]).toContain('INSERT');
    const left = await database.query(
      `SELECT 1 WHERE nullif(current_setting('perehod.import_rest', true), '') IS NOT NULL`,
    );
    expect(left).toEqual([]);
  });
});

describe('the process of an import', () => {
  const task = { regionId: 'r' as Uuid, secrets: { databaseUrl: '', dataKeys: '', snilsIndexKey: '' } };

  it('has the lowest priority in all of its threads', async () => {
    const stub = pathToFileURL(join(ROOT, 'test/support/stubs/tells-its-priority.js'));
    expect(await new ImportRunner(stub).run(task)).toEqual([19]);
  });

  it('ends with the server, however that ends: its channel closes', async () => {
    const child = fork(ENTRY, [], { execArgv: HOOKS });
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([1, null]);
  });

  describe('beside a server', () => {
    let database: TestDatabase;
    let regionId: Uuid;
    let queue: ImportQueue;
    let imports: RosterImports;
    let jobs: Jobs;
    beforeAll(async () => {
      database = await freshDatabase();
      await new RosterBench(database).bring(aRegion());
      regionId = (await database.query<{ id: Uuid }>('SELECT id FROM regions'))[0]!.id;
      const [clock, log, audit, settings] = [
        new SystemClock(),
        new Log('silent'),
        new AuditTrail(),
        new PlatformSettings(),
      ];
      jobs = new Jobs(database.dataSource, clock, log);
      const { unitOfWork, appUrl } = database;
      const runner = new ImportRunner(ENTRY, HOOKS);
      queue = new ImportQueue(unitOfWork, clock, settings, runner, appUrl, log, audit, jobs);
      queue.onModuleInit();
      imports = new RosterImports(unitOfWork, clock, settings, keyringOf(settings), queue, log, audit);
    });
    afterAll(async () => {
      await queue.onApplicationShutdown();
      await database.drop();
    });

    const stateOf = async (batchId: Uuid) =>
      (
        await database.query<{ state: string }>('SELECT state FROM import_batches WHERE id = $1', [batchId])
      )[0]!.state;

    it('is killed from outside: its lock is free within seconds, and the batch goes on', async () => {
      const parts = Object.entries(filesOf(0, 2_000)).map(
        ([kind, rows]) =>
          `--x\r\nContent-Disposition: form-data; name="files"; filename="${kind}.csv"\r\n\r\n${csv(rows as Row[])}\r\n`,
      );
      const { batchId } = await imports.receive({
        body: Readable.from([Buffer.from(`${parts.join('')}--x--\r\n`)]),
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        ...{ regionId, schoolId: null, source: 'test', mode: 'delta', dryRun: false, forced: 'ministry' },
        uploadedBy: 'test',
      });
      const asleep = () =>
        database.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
        );
      while ((await asleep()).length === 0) await new Promise((done) => setTimeout(done, 5));
      process.kill(pidOfImport(), 'SIGKILL');
      await queue.settled();
      expect(['validating', 'applying']).toContain(await stateOf(batchId));
      while ((await stateOf(batchId)) !== 'applied') {
        await jobs.runNow('roster.resume_imports');
        await queue.settled();
        await new Promise((done) => setTimeout(done, 100));
      }
      const [people] = await database.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM person_records WHERE kind = 'student'`,
      );
      expect(people?.count).toBe(2_000);
    });
  });
});

/** The only child of this process that runs the import's entry. */
function pidOfImport(): number {
  const ours = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return (
        parent === process.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('import-process')
      );
    } catch {
      return false;
    }
  });
  expect(ours).toHaveLength(1);
  return Number(ours[0]);
}
