import { readdir } from 'node:fs/promises';
import { AuditTrail } from '../../../src/audit/index.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { PlatformSettings } from '../../../src/platform/config/platform.settings.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { keyringOf } from '../../../src/platform/platform.module.js';
import { Log } from '../../../src/platform/logging/log.js';
import { ImportQueue } from '../../../src/roster/application/import-queue.js';
import { RosterImports, type RosterUpload } from '../../../src/roster/application/receive-roster-import.js';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aClass, aRegion, aStudent, csv } from '../../support/roster-folder.js';
import { RosterBench, SteppingClock } from '../../support/roster-import.js';

const root = join(import.meta.dirname, '..', '..', '..');
const entry = pathToFileURL(join(root, 'src/commands/import-process.ts'));
const hooks = ['--import', pathToFileURL(join(root, 'test/support/typescript-hooks.js')).href];

describe('a roster upload', () => {
  let database: TestDatabase;
  let imports: RosterImports;
  let queue: ImportQueue;
  let regionId: Uuid;
  let schoolId: Uuid;
  beforeAll(async () => {
    database = await freshDatabase();
    await new RosterBench(database).bring(aRegion());
    const [row] = await database.query<{ id: Uuid; region_id: Uuid }>(
      `SELECT id, region_id FROM schools WHERE source_id = 'S1'`,
    );
    schoolId = row!.id;
    regionId = row!.region_id;
  });
  afterAll(() => database.drop());
  const uploadsLeft = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('perehod-upload-'));
  beforeEach(() => {
    const runner = new ImportRunner(entry, hooks);
    ({ imports, queue } = receiver(runner));
  });
  afterEach(async () => {
    await queue.onApplicationShutdown();
    expect(await uploadsLeft()).toEqual([]);
  });

  /** What the server builds, with a runner of the test's choice. */
  const receiver = (runner: ImportRunner) => {
    const settings = new PlatformSettings();
    const [clock, log, audit] = [new SteppingClock(), new Log('silent'), new AuditTrail()];
    const jobs = new Jobs(database.dataSource, clock, log);
    const { unitOfWork, appUrl } = database;
    const queue = new ImportQueue(unitOfWork, clock, settings, runner, appUrl, log, audit, jobs);
    const keyring = keyringOf(settings);
    return { queue, imports: new RosterImports(unitOfWork, clock, settings, keyring, queue, log, audit) };
  };

  const form = (files: Record<string, string>): Pick<RosterUpload, 'body' | 'headers'> => {
    const parts = Object.entries(files).map(
      ([name, text]) =>
        `--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n`,
    );
    return {
      body: Readable.from([Buffer.from(`${parts.join('')}--x--\r\n`)]),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    };
  };
  const upload = (files: Record<string, string>, more: Partial<RosterUpload> = {}) =>
    imports.receive({
      ...form(files),
      regionId,
      schoolId,
      mode: 'delta',
      dryRun: false,
      forced: null,
      uploadedBy: 'grant:1',
      ...more,
    });
  const find = (batchId: Uuid, schoolIds: readonly Uuid[] | null = null) =>
    database.unitOfWork.run((tx) => imports.find(tx, batchId, { regionId, schoolIds }));

  it('is imported in a process of its own, and its batch tells how it went', async () => {
    const { batchId } = await upload({
      'students.csv': csv([aStudent(1, { last_name: 'Новый' }), aStudent(2, { school_source_id: 'S2' })]),
    });
    await imports.settled();
    expect(await find(batchId)).toMatchObject({
      state: 'applied',
      schoolId,
      source: 'test',
      uploadedBy: 'grant:1',
      counts: { kinds: { students: { updated: 1, setAside: 1 } }, issues: { row: 1 } },
    });
    const issues = await database.unitOfWork.run((tx) =>
      imports.issues(tx, batchId, { regionId, schoolIds: [schoolId] }, { limit: 10, after: 0 }),
    );
    expect(issues).toMatchObject([{ no: 1, file: 'students.csv', row: 3, code: 'OTHER_SCHOOL' }]);
  });

  it('is invisible outside its school', async () => {
    const { batchId } = await upload({ 'students.csv': csv([aStudent(1)]) });
    await imports.settled();
    const stranger = ['00000000-0000-4000-8000-000000000000' as Uuid];
    expect(await find(batchId, stranger)).toBeNull();
    expect(
      await database.unitOfWork.run((tx) =>
        imports.list(tx, { regionId, schoolIds: stranger }, { limit: 10, before: null }),
      ),
    ).toEqual([]);
    expect(
      await database.unitOfWork.run((tx) =>
        imports.issues(tx, batchId, { regionId, schoolIds: stranger }, { limit: 10, after: 0 }),
      ),
    ).toBeNull();
  });

  it('with an unknown or a doubled file is refused as a whole', async () => {
    const { batchId } = await upload({
      'students.csv': csv([aStudent(1)]),
      'Students.CSV': csv([aStudent(1)]),
      '../x.csv': 'a',
    });
    expect(await find(batchId)).toMatchObject({ state: 'invalid', counts: { issues: { structure: 2 } } });
  });

  it('that breaks off or is no form is an error of the caller, and its batch failed', async () => {
    const body = Readable.from([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="f"; filename="students.csv"\r\n\r\nabc'),
    ]);
    const named = { errors: [{ field: 'files' }] };
    await expect(upload({}, { body })).rejects.toMatchObject(named);
    await expect(upload({}, { headers: { 'content-type': 'text/plain' } })).rejects.toMatchObject(named);
    const [newest] = await database.unitOfWork.run((tx) =>
      imports.list(tx, { regionId, schoolIds: null }, { limit: 1, before: null }),
    );
    expect(newest).toMatchObject({ state: 'failed' });
  });

  it('of a school under a source that is not its own is refused: its id may there be another school’s', async () => {
    await expect(upload({ 'classes.csv': csv([aClass()]) }, { source: 'elsewhere' })).rejects.toMatchObject({
      errors: [{ field: 'source' }],
    });
    await expect(upload({ 'classes.csv': csv([aClass()]) }, { source: 'test' })).resolves.toBeDefined();
    await imports.settled();
  });

  it('for a school of another region is not found', async () => {
    await expect(upload({}, { schoolId: regionId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('whose process dies leaves its batch failed and the roster as it was', async () => {
    const runner = new ImportRunner(entry, ['--import', 'data:text/javascript,process.exit(3)']);
    const { imports: broken } = receiver(runner);
    const { batchId } = await broken.receive({
      ...form({ 'students.csv': csv([aStudent(1)]) }),
      regionId,
      schoolId,
      mode: 'delta',
      dryRun: false,
      forced: null,
      uploadedBy: 'x',
    });
    await broken.settled();
    expect(await find(batchId)).toMatchObject({ state: 'failed' });
  });
});
