import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { SystemClock } from '../../../src/platform/clock/clock.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Log } from '../../../src/platform/logging/log.js';
import { ImportQueue } from '../../../src/roster/application/import-queue.js';
import { RosterImports } from '../../../src/roster/application/receive-roster-import.js';
import { RunReceivedImports } from '../../../src/roster/application/run-received-imports.js';
import { ImportRunner, type ImportTask } from '../../../src/roster/gateway/import-runner.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  anAccount,
  aRegion,
  aRepresentative,
  aStudent,
  aTie,
  csv,
  type Files,
  type Row,
} from '../../support/roster-folder.js';
import { RosterBench, testKeyring, testVault } from '../../support/roster-import.js';

const CHILD = join(import.meta.dirname, '../../support/import-child.ts');
const HOOKS = join(import.meta.dirname, '../../support/typescript-hooks.js');
const UNFINISHED: ReadonlySet<string> = new Set(['uploaded', 'validating', 'applying']);
const KILLS_OF_A_BATCH = [4, 3, 3];

/** 500 pupils with a representative, a tie and an account each; every generation has other names for a tenth of them. */
function filesOf(generation: number): Files {
  const numbers = Array.from({ length: 500 }, (_, n) => n + 1);
  const name = (n: number) => ({ last_name: n % 10 === generation ? `Новый${generation}` : 'Иванов' });
  return {
    students: numbers.map((n) => aStudent(n, { ...name(n), first_name: `Имя${n}` })),
    representatives: numbers.map((n) => aRepresentative(n, { first_name: `Мать${n}` })),
    family_ties: numbers.map((n) => aTie(`P${n}`, `R${n}`)),
    journal_accounts: numbers.map((n) => anAccount(`a${generation}-${n}`, 'student', `P${n}`)),
  };
}

/** Runs in this process, on the test's own connections: what finds the batch is tested, not the process. */
class HereRunner extends ImportRunner {
  constructor(private readonly runner: RunReceivedImports) {
    super();
  }

  override run({ regionId }: ImportTask) {
    return this.runner.next(regionId);
  }
}

describe('an import that is killed at any moment', () => {
  let database: TestDatabase;
  let untouched: TestDatabase;
  let regionId: Uuid;
  let jobs: Jobs;
  let queue: ImportQueue;
  let imports: RosterImports;
  const failures: unknown[] = [];
  /** The killed leave their open files behind, which the server forgets after a day. */
  let left: string;
  beforeAll(async () => {
    left = await mkdtemp(join(tmpdir(), 'perehod-killed-'));
    [database, untouched] = [await freshDatabase(), await freshDatabase()];
    await new RosterBench(database).bring(aRegion());
    await new RosterBench(untouched).bring(aRegion());
    regionId = (await database.query<{ id: Uuid }>('SELECT id FROM regions'))[0]!.id;
    const [clock, log, audit, settings] = [
      new SystemClock(),
      new Log('silent'),
      new AuditTrail(),
      new PlatformSettings(),
    ];
    jobs = new Jobs(database.dataSource, clock, log);
    const here = new HereRunner(
      new RunReceivedImports(database.dataSource, testKeyring, testVault, clock, {
        pace: 'fast',
        onFailure: (error) => failures.push(error),
      }),
    );
    const { unitOfWork } = database;
    queue = new ImportQueue(unitOfWork, clock, settings, here, '', log, audit, jobs);
    queue.onModuleInit();
    const sleeping = { wake: () => undefined, settled: () => Promise.resolve() } as unknown as ImportQueue;
    imports = new RosterImports(unitOfWork, clock, settings, testKeyring, sleeping, log, audit);
  });
  afterAll(async () => {
    await database.drop();
    await untouched.drop();
    await rm(left, { recursive: true, force: true });
  });

  const upload = async (files: Files): Promise<Uuid> => {
    const parts = Object.entries(files).map(
      ([kind, rows]) =>
        `--x\r\nContent-Disposition: form-data; name="files"; filename="${kind}.csv"\r\n\r\n${csv(rows as Row[])}\r\n`,
    );
    const { batchId } = await imports.receive({
      body: Readable.from([Buffer.from(`${parts.join('')}--x--\r\n`)]),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      ...{ regionId, schoolId: null, source: 'test', mode: 'delta', dryRun: false, forced: 'ministry' },
      uploadedBy: 'test',
    });
    return batchId;
  };
  const stateOf = async (batchId: Uuid) =>
    (await database.query<{ state: string }>('SELECT state FROM import_batches WHERE id = $1', [batchId]))[0]!
      .state;
  /** Its module loading, which no kill is to hit, happens before it is needed. */
  const anInstance = async (): Promise<ChildProcess> => {
    const child = fork(CHILD, [database.appUrl, regionId], {
      execArgv: ['--import', HOOKS],
      env: { ...process.env, TMPDIR: left },
    });
    await once(child, 'message');
    return child;
  };
  const killAfter = async (child: ChildProcess, ms: number): Promise<void> => {
    const gone = once(child, 'exit');
    child.send('go');
    await new Promise((done) => setTimeout(done, ms));
    child.kill('SIGKILL');
    await gone;
  };

  it('is resumed by whoever finds its lock free, and the roster is that of an import left in peace', async () => {
    const random = seeded(20_261_122);
    const moments: string[] = [];
    let next = anInstance();
    for (const [generation, kills] of KILLS_OF_A_BATCH.entries()) {
      const batchId = await upload(filesOf(generation));
      for (let kill = 0; kill < kills; kill += 1) {
        const child = await next;
        next = anInstance();
        await killAfter(child, 20 + random() * 700);
        moments.push(await stateOf(batchId));
      }
      // The job looks again and again: the database may be slow to see that the killed is gone, and its lock with it.
      while (UNFINISHED.has(await stateOf(batchId))) {
        await jobs.runNow('roster.resume_imports');
        await queue.settled();
      }
      expect({ failures, state: await stateOf(batchId) }).toEqual({ failures: [], state: 'applied' });
    }
    (await next).kill('SIGKILL');
    expect(moments).toHaveLength(10);
    const bench = new RosterBench(untouched);
    for (const generation of KILLS_OF_A_BATCH.keys()) {
      await bench.bring(filesOf(generation), { mode: 'delta' }, { force: true });
    }
    expect(await new RosterBench(database).told()).toEqual(await bench.told());
  });

  it('is run once, however many instances are at it', async () => {
    const batchId = await upload({ students: [aStudent(700), aStudent(701)] });
    const runners = Array.from(
      { length: 4 },
      () => new RunReceivedImports(database.dataSource, testKeyring, testVault, new SystemClock()),
    );
    const news = await Promise.all(runners.map((runner) => runner.next(regionId)));
    expect(news.sort()).toEqual(['idle', 'idle', 'idle', 'ran']);
    expect(await stateOf(batchId)).toBe('applied');
    const recorded = await database.query(
      `SELECT 1 FROM audit_events WHERE action = 'roster.imported' AND subject_id = $1`,
      [batchId],
    );
    expect(recorded).toHaveLength(1);
  });

  it('that takes its runner along again and again is given up', async () => {
    const batchId = await upload({ students: [aStudent(702)] });
    await database.query('UPDATE import_batches SET attempts = 5 WHERE id = $1', [batchId]);
    await jobs.runNow('roster.resume_imports');
    await queue.settled();
    expect(await stateOf(batchId)).toBe('failed');
  });

  it('of a command, which keeps no files, is shown as failed', async () => {
    await database.query(
      `INSERT INTO import_batches (region_id, source, state, content_hash, uploaded_by, started_at)
       VALUES ($1, 'test', 'applying', '', 'command', now())`,
      [regionId],
    );
    await jobs.runNow('roster.resume_imports');
    await queue.settled();
    expect(
      await database.query(
        `SELECT 1 FROM import_batches WHERE uploaded_by = 'command' AND state = 'applying'`,
      ),
    ).toEqual([]);
  });
});

/** Mulberry32: the same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
