import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Workbook } from '@cj-tech-master/excelts';
import type { Role } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { ReportRunner } from '../../../src/roster/gateway/report-runner.js';
import { storeImportFile } from '../../../src/roster/store/import-files.js';
import { signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aStudent, csv } from '../../support/roster-folder.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const root = join(import.meta.dirname, '..', '..', '..');
const NOON = new Date('2026-11-21T12:00:00Z');

describe('the report of an import over the administrators’ API', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  const clock = new GivenClock(NOON);
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock });
    const entry = pathToFileURL(join(root, 'src/commands/report-thread.ts'));
    const hooks = pathToFileURL(join(root, 'test/support/typescript-hooks.js')).href;
    Object.assign(
      application.app.get(ReportRunner, { strict: false }),
      new ReportRunner(entry, ['--import', hooks]),
    );
    const { regionId, schools } = territory;
    const signIn = async (name: string, role: Role, schoolId?: Uuid) => {
      const place = schoolId === undefined ? {} : { schoolId };
      cookies.set(name, (await signedInAs(application, database, { regionId, role, ...place }, NOON)).cookie);
    };
    await signIn('A', 'school_admin', schools.a);
    await signIn('B', 'school_admin', schools.b);
    await signIn('ministry', 'ministry_admin');
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function batchOf(schoolId: Uuid | null, state = 'applied', storedAt = NOON): Promise<Uuid> {
    const [batch] = await database.query<{ id: Uuid }>(
      `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, content_hash)
       VALUES ($1, $2, 'test', $3, false, 'test', $4, '\\x00') RETURNING id`,
      [territory.regionId, schoolId, state, NOON],
    );
    const { id } = batch!;
    await database.query(
      `INSERT INTO import_issues (batch_id, no, file, row_no, column_name, severity, code, message)
       VALUES ($1, 1, 'students.csv', 2, 'snils', 'field', 'SNILS_CHECKSUM', 'СНИЛС с ошибкой')`,
      [id],
    );
    const content = Readable.from([Buffer.from(csv([aStudent(1)]))]);
    const keyring = application.app.get(Keyring, { strict: false });
    await database.unitOfWork.run((tx) =>
      storeImportFile(tx, keyring, { batchId: id, name: 'students.csv', at: storedAt, content }),
    );
    return id;
  }
  const ask = (who: string, id: Uuid) =>
    fetch(`${application.url}/api/v1/roster-imports/${id}/report`, {
      headers: { cookie: cookies.get(who) ?? '' },
    });

  it('gives a school its own file with the faults marked, and records that it did', async () => {
    const id = await batchOf(territory.schools.a);
    const answer = await ask('A', id);
    expect([
      answer.status,
      answer.headers.get('content-disposition'),
      answer.headers.get('cache-control'),
    ]).toEqual([200, 'attachment; filename="roster.xlsx"', 'no-store']);
    const workbook = new Workbook();
    await workbook.xlsx.load(Buffer.from(await answer.arrayBuffer()));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Ученики', 'Ошибки файлов']);
    const events = await database.query(
      `SELECT school_id, facts FROM audit_events WHERE action = 'roster_import.report_downloaded' AND subject_id = $1`,
      [id],
    );
    expect(events).toEqual([{ school_id: territory.schools.a, facts: {} }]);
  });

  it('PD-02: is not found by another school, nor by the region that did not upload it', async () => {
    const id = await batchOf(territory.schools.a);
    expect([(await ask('B', id)).status, (await ask('ministry', id)).status]).toEqual([404, 404]);
    const ofRegion = await batchOf(null);
    expect([(await ask('A', ofRegion)).status, (await ask('ministry', ofRegion)).status]).toEqual([404, 200]);
  });

  it('PD-07: is gone after seven days, and is not there while the import runs', async () => {
    const old = await batchOf(territory.schools.a, 'applied', new Date(NOON.getTime() - 8 * 86_400_000));
    const answer = await ask('A', old);
    expect([answer.status, await answer.json()]).toEqual([
      410,
      expect.objectContaining({ code: 'IMPORT_FILES_GONE' }),
    ]);
    const running = await batchOf(territory.schools.a, 'applying');
    expect((await ask('A', running)).status).toBe(409);
  });
});
