import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChainRepository } from '../../../src/audit/store/chain.repository.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const root = join(import.meta.dirname, '..', '..', '..');

describe('npm run audit:verify', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    for (const action of ['first', 'second'])
      await database.query(
        `INSERT INTO audit_events (at, actor_kind, action) SELECT '2026-11-21Z', 'system', $1 FROM generate_series(1, 3)`,
        [action],
      );
    await database.unitOfWork.direct((tx) => new ChainRepository().seal(tx, 3));
    await database.unitOfWork.direct((tx) => new ChainRepository().seal(tx, 3));
  });
  afterAll(() => database.drop('broken on purpose'));

  const command = (args: readonly string[]) =>
    new Promise<{ code: number | string | null; said: string }>((done) => {
      const program = [
        join(root, 'test/support/typescript-hooks.js'),
        join(root, 'src/commands/audit-verify.ts'),
      ];
      execFile(
        process.execPath,
        ['--import', ...program, ...args],
        { env: { ...process.env, DATABASE_URL: database.appUrl, NODE_ENV: 'test' } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });

  it('explains itself, and refuses what is no hash', async () => {
    expect(await command(['--help'])).toMatchObject({ code: 0, said: expect.stringContaining('--anchors') });
    expect(await command(['--anchor', '1:x'])).toMatchObject({ code: 2 });
  });

  it('says that the chain is whole, compares it with what was kept elsewhere, and names the first broken entry', async () => {
    const whole = await command([]);
    expect(whole).toMatchObject({ code: 0, said: expect.stringContaining('Блоков: 2, записей: 6') });
    expect(whole.said).toContain('Цепочка цела');
    const hash = /Конец цепочки: 2 ([0-9a-f]{64})/.exec(whole.said)?.[1] ?? '';
    const file = join(tmpdir(), 'anchors.log');
    await writeFile(file, `{"event":"audit.anchor","block":2,"hash":"${hash}"}\n`);
    await database.query(`UPDATE audit_events SET reason = 'x' WHERE id IN (2, 5)`);
    const broken = await command(['--anchor', `2:${hash}`]);
    expect(broken.code).toBe(3);
    expect(broken.said).toContain('Цепочка нарушена: запись 2 (2026-11, блок 1) изменена.');
    expect(broken.said).toContain('ещё: запись 5 (2026-11, блок 2) изменена');

    await database.query(`UPDATE audit_events SET reason = NULL WHERE id IN (2, 5)`);
    await database.query(
      `WITH b AS (DELETE FROM audit_blocks WHERE number = 2), s AS (DELETE FROM audit_seals WHERE block = 2)
       DELETE FROM audit_events WHERE id > 3`,
    );
    const cut = await command(['--anchors', file]);
    expect(cut).toMatchObject({ code: 3, said: expect.stringContaining('отрезан') });
  });
});
