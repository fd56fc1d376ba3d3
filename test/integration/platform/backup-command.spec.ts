import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const root = join(import.meta.dirname, '..', '..', '..');

describe('npm run backup and npm run restore', () => {
  let source: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    source = await freshDatabase();
    folder = await mkdtemp(join(tmpdir(), 'perehod-copies-'));
    await source.query(
      `INSERT INTO audit_events (at, actor_kind, action, facts) VALUES (now(), 'system', 'drill.begun', '{}')`,
    );
  });
  afterAll(() => source.drop());

  const run = (
    command: 'backup' | 'restore',
    database: TestDatabase,
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ) =>
    new Promise<{ code: number | string | null; said: string }>((done) => {
      const hooks = join(root, 'test/support/typescript-hooks.js');
      const urls = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
      execFile(
        process.execPath,
        ['--import', hooks, join(root, `src/commands/${command}.ts`), ...args],
        { env: { ...process.env, ...urls, NODE_ENV: 'test', ...more } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });
  const copies = () => readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));

  it('names its copies in a folder itself, reads each back, notes it in the audit and forgets the old ones', async () => {
    writeFileSync(join(folder, 'perehod-20200101T000000Z.tar.gz'), '');
    writeFileSync(join(folder, 'somebody-else.tar.gz'), '');
    const made = await run('backup', source, [folder, '--keep-days', '14']);
    expect(made).toMatchObject({ code: 0, said: expect.stringContaining('Копия готова и проверена') });
    expect(made.said).toContain('Удалена старая копия perehod-20200101T000000Z.tar.gz');
    expect(copies()).toEqual([
      expect.stringMatching(/^perehod-\d{8}T\d{6}Z\.tar\.gz$/),
      'somebody-else.tar.gz',
    ]);
    expect(statSync(join(folder, copies()[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const [event] = await source.query(
      `SELECT actor_kind, facts FROM audit_events WHERE action = 'backup.made'`,
    );
    expect(made.said).toContain((event?.['facts'] as { sha256: string }).sha256);
  });

  it('never writes over a copy, and explains itself', async () => {
    const file = join(folder, 'somebody-else.tar.gz');
    expect(await run('backup', source, [file])).toMatchObject({
      code: 1,
      said: expect.stringContaining('уже есть'),
    });
    expect(await run('restore', source, ['--help'])).toMatchObject({ code: 0 });
    expect(await run('restore', source, [])).toMatchObject({ code: 2 });
    expect(await run('restore', source, [join(folder, 'none')])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^Файла .+ нет\.\n$/),
    });
  });

  it('restores into a database without tables, notes that, and refuses a second time; other keys are told before', async () => {
    const file = join(folder, copies()[0] ?? '');
    expect(existsSync(file)).toBe(true);
    const target = await freshDatabase('empty');
    const checked = await run('restore', target, [file, '--check']);
    expect(checked).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Копия цела: таблиц \d+, строк \d+/),
    });
    const others = await run('restore', target, [file], {
      SNILS_INDEX_KEY: Buffer.alloc(32, 9).toString('base64'),
    });
    expect(others).toMatchObject({ code: 1, said: expect.stringContaining('SNILS_INDEX_KEY') });
    expect(await run('restore', target, [file])).toMatchObject({
      code: 0,
      said: expect.stringContaining('Восстановлено'),
    });
    const actions = await target.query<{ action: string }>('SELECT action FROM audit_events ORDER BY at');
    expect(actions.map(({ action }) => action)).toEqual(['drill.begun', 'backup.restored']);
    expect(await run('restore', target, [file])).toMatchObject({
      code: 1,
      said: expect.stringContaining('База не пуста'),
    });
    await target.drop();
  });
});
