import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateLike } from '../../../src/data-source.js';
import { DecideSignIn, type Decision } from '../../../src/legacy/index.js';
import { BackupRefused } from '../../../src/platform/database/backup/backup-refused.js';
import { keyMarks, missingKeys } from '../../../src/platform/database/backup/key-marks.js';
import { checkBackup, headerOf } from '../../../src/platform/database/backup/read-archive.js';
import { restoreBackup } from '../../../src/platform/database/backup/restore-backup.js';
import { writeBackup } from '../../../src/platform/database/backup/write-backup.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { generated } from '../../support/generated-region.js';
import { lay, type LaidSituation } from '../../support/legacy-situation-rows.js';
import type { Situation } from '../../support/legacy-situations.js';
import { SignedInRegion } from '../../support/signed-in-region.js';

const LONG = 240_000;
const KEYS = {
  dataKeys: `a:${Buffer.alloc(32, 1).toString('base64')}`,
  snilsIndexKey: Buffer.alloc(32, 2).toString('base64'),
};
const NOW = new Date('2026-11-22T00:30:00Z');

const backup = (ownerUrl: string, file: string) =>
  writeBackup({ ownerUrl, file, keys: keyMarks(KEYS), now: NOW });

/** Every table of a database with the count and the hash of its rows, whatever their order. */
async function rowsOf(database: TestDatabase): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relpersistence = 'p' AND relname <> 'migrations' ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ rows: number; hash: string | null }>(
      `SELECT count(*)::integer AS rows, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS hash FROM "${name}" t`,
    );
    found[name] = `${row?.rows ?? ''} ${row?.hash ?? ''}`;
  }
  return found;
}

/** What of the schema a restore touches: keys, triggers and whether they are on, rights of the application. */
async function schemaOf(database: TestDatabase): Promise<unknown> {
  return {
    constraints: await database.query(
      `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS d, convalidated FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    ),
    triggers: await database.query(
      `SELECT tgrelid::regclass::text AS t, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
    ),
    rights: await database.query(
      `SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'perehod_app'
        ORDER BY 1, 2`,
    ),
    partitions: await database.query(
      `SELECT relname, pg_get_expr(relpartbound, oid) AS b FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1`,
    ),
  };
}

const aSituation = (overrides: Partial<Situation>): Situation => ({
  ...{
    zone: 'Europe/Kaliningrad',
    phase: 'soft_launch',
    hasCampaign: true,
    cutOverDays: 20,
    isPaused: false,
  },
  ...{ stored: { state: 'active' }, bucket: 10, isClosed: false, link: null, endedLink: null, lock: null },
  ...{ exemptions: [], caseBegunDays: null, windows: [], breakGlassHours: null, outage: null },
  ...{ skipsAllowed: null, skipsUsed: 0 },
  ...overrides,
});

describe('the restore drill (OPS-07)', () => {
  const region = generated(60, 'drill');
  let source: SignedInRegion;
  let laid: readonly LaidSituation[];
  let folder: string;
  let saved: Record<string, string> = {};
  let archive: string;
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perehod-backup-'));
    source = await SignedInRegion.begin(region);
    await source.everybody(region.esia.slice(0, 40), (person) => source.signIn(person));
    laid = await lay(source.database, [
      aSituation({}),
      aSituation({ phase: 'cutover', cutOverDays: -10 }),
      aSituation({ phase: 'cutover', cutOverDays: -10, lock: 'security' }),
    ]);
    await source.run('sign_in_events.months', 'statistics.snapshots');
    // Jobs of the server would write on: the drill needs one moment that we can read ourselves too.
    await source.leave();
    saved = await rowsOf(source.database);
    archive = file('whole.tar.gz');
    await backup(source.database.ownerUrl, archive);
  }, LONG);
  afterAll(() => source.database.drop());

  const decisions = async (from: SignedInRegion): Promise<readonly Decision[]> => {
    const answers = laid.map(({ systemId, externalId }) =>
      from.get(DecideSignIn).execute({
        ...{ systemId, externalId, channel: 'web', school: null, role: null, skipsUsed: 0 },
      }),
    );
    return (await Promise.all(answers)).map(({ decision }) => decision);
  };

  it('keeps the archive from everybody but its owner, and says what is in it without the keys', async () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const header = await headerOf(archive);
    expect(missingKeys(header.keys, keyMarks(KEYS))).toEqual([]);
    const others = { ...KEYS, snilsIndexKey: Buffer.alloc(32, 3).toString('base64') };
    expect(missingKeys(header.keys, keyMarks(others))).toEqual(['SNILS_INDEX_KEY']);
    expect(gunzipSync(readFileSync(archive)).includes(KEYS.snilsIndexKey)).toBe(false);
    const { tables } = await checkBackup(archive);
    expect(tables['people']?.rows).toBeGreaterThan(100);
    expect(tables['links']?.rows).toBeGreaterThan(10);
    expect(tables['audit_events']?.rows).toBeGreaterThan(40);
  });

  it(
    'brings back every row by an owner who is no superuser, and the server goes on where it was',
    async () => {
      const database = await freshDatabase('empty');
      const owner = `drill_${Math.trunc(NOW.getTime() / 1000)}`;
      const name = new URL(database.ownerUrl).pathname.slice(1);
      await database.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'drill' NOSUPERUSER`);
      await database.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
      const url = new URL(database.ownerUrl);
      [url.username, url.password] = [owner, 'drill'];
      const { migrations } = await headerOf(archive);
      expect(await migrateLike(url.href, migrations)).toBe('same');
      await restoreBackup(url.href, archive);

      expect(await rowsOf(database)).toEqual(saved);
      expect(await schemaOf(database)).toEqual(await schemaOf(source.database));
      const [restored, before] = [
        await SignedInRegion.over(database),
        await SignedInRegion.over(source.database),
      ];
      try {
        expect(await decisions(restored)).toEqual(await decisions(before));
        expect(new Set(await decisions(before)).size).toBeGreaterThan(1);
        // Who signed in before, and who comes for the first time: new rows take new numbers.
        for (const person of region.esia.slice(35, 45))
          expect(await restored.signIn(person)).toEqual(await before.signIn(person));
      } finally {
        await before.leave();
        await restored.end();
        await source.database.query(`DROP ROLE ${owner}`);
      }
    },
    LONG,
  );

  it('touches no database that holds something', async () => {
    const people = () => source.database.query('SELECT id, xmin::text FROM people ORDER BY id');
    const before = await people();
    await expect(restoreBackup(source.database.ownerUrl, archive)).rejects.toThrow(/База не пуста/);
    expect(await people()).toEqual(before);
  });

  it('refuses an archive of another schema', async () => {
    const database = await freshDatabase('empty');
    const { migrations } = await headerOf(archive);
    expect(await migrateLike(database.ownerUrl, [...migrations, 'FromTheFuture1999999999999'])).toBe(
      'unknown',
    );
    expect(await migrateLike(database.ownerUrl, migrations.slice(0, 10))).toBe('older');
    await expect(restoreBackup(database.ownerUrl, archive)).rejects.toThrow(/Схема базы не та/);
    await database.drop();
  });

  describe('a broken archive', () => {
    const bytes = (): Buffer => gunzipSync(readFileSync(archive));
    const changed = (from: string, to: string): Buffer => {
      const [all, was] = [bytes(), Buffer.from(from)];
      const at = all.lastIndexOf(was);
      if (at === -1) throw new Error(`the archive has no ${from}`);
      return Buffer.concat([all.subarray(0, at), Buffer.from(to), all.subarray(at + was.length)]);
    };
    const oneDigitOfAnOid = (): Buffer => {
      const oid = region.esia[0]?.oid ?? '';
      return changed(`\t${oid}\t`, `\t${oid.slice(0, -1)}${String((Number(oid.at(-1)) + 1) % 10)}\t`);
    };
    const cases: readonly (readonly [string, () => Buffer])[] = [
      ['cut in the middle', () => readFileSync(archive).subarray(0, 40_000)],
      ['cut before its manifest', () => gzipSync(bytes().subarray(0, bytes().lastIndexOf('manifest.json')))],
      ['with one digit of a row changed', () => gzipSync(oneDigitOfAnOid())],
      ['with another count in the manifest', () => gzipSync(changed('"rows": ', '"rows":1'))],
      ['that is no archive at all', () => Buffer.from('контингент')],
      ['of another program', () => gzipSync(Buffer.alloc(2048))],
    ];

    it.each(cases)('%s is refused, and nothing of it stays', async (_name, make) => {
      const database = await freshDatabase();
      const empty = await rowsOf(database);
      const broken = file(`broken-${String(cases.findIndex(([, one]) => one === make))}.tar.gz`);
      writeFileSync(broken, make());
      await expect(checkBackup(broken)).rejects.toThrow(BackupRefused);
      await expect(restoreBackup(database.ownerUrl, broken)).rejects.toThrow(BackupRefused);
      expect(await rowsOf(database)).toEqual(empty);
      await database.drop();
    });
  });

  it(
    'sees one moment while others write: no row without the one that it needs',
    async () => {
      let [writing, rounds] = [true, 0];
      const { database } = source;
      const writer = async (): Promise<void> => {
        while (writing) {
          rounds += 1;
          // A parent and its child in one act; the table of children is read long before that of parents.
          await database.query(
            `WITH told AS (INSERT INTO outbox_events (region_id, topic, body, at)
               SELECT id, 'drill', '{}', now() FROM regions RETURNING id)
             INSERT INTO outbox_deliveries (subscriber, event_id, not_before)
               SELECT subscriber, told.id, 'infinity' FROM told, (SELECT subscriber FROM outbox_subscriptions LIMIT 1) s`,
          );
        }
      };
      const writers = Promise.all([writer(), writer()]);
      const busy = file('busy.tar.gz');
      await backup(database.ownerUrl, busy);
      writing = false;
      await writers;
      const restored = await freshDatabase();
      const { tables } = await restoreBackup(restored.ownerUrl, busy);
      const [counted] = await restored.query<{ told: number; brought: number }>(
        `SELECT (SELECT count(*) FROM outbox_events WHERE topic = 'drill')::integer AS told,
                (SELECT count(*) FROM outbox_deliveries WHERE not_before = 'infinity')::integer AS brought`,
      );
      expect(rounds).toBeGreaterThan(1);
      expect(counted?.told).toBe(counted?.brought);
      expect(tables['outbox_deliveries']?.rows).toBeGreaterThanOrEqual(counted?.brought ?? 0);
      await restored.drop();
    },
    LONG,
  );
});
