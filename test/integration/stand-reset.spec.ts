import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

describe('npm run stand:reset', () => {
  const reset = (folder: string, args: readonly string[] = ['--yes'], more: Record<string, string> = {}) =>
    new Promise<{ code: number | string | null; said: string }>((done) => {
      execFile(
        process.execPath,
        [
          '--import',
          join(root, 'test/support/typescript-hooks.js'),
          join(root, 'src/stand/reset/main.ts'),
          ...args,
        ],
        { env: { PATH: process.env['PATH'], DATA_DIR: folder, ...more } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });
  /** As root keeps it: the data elsewhere, a link here, and somebody's own file beside. */
  function aStand(): { data: string; elsewhere: string; own: string } {
    const data = mkdtempSync(join(tmpdir(), 'perehod-stand-'));
    const elsewhere = mkdtempSync(join(tmpdir(), 'perehod-cluster-'));
    mkdirSync(join(elsewhere, 'data'));
    writeFileSync(join(elsewhere, 'data', 'PG_VERSION'), '18');
    symlinkSync(elsewhere, join(data, 'postgres'));
    mkdirSync(join(data, 'stand', 'keys'), { recursive: true });
    const own = join(data, 'notes.txt');
    writeFileSync(own, 'моё');
    return { data, elsewhere, own };
  }
  const isWhole = ({ data, elsewhere }: ReturnType<typeof aStand>) =>
    existsSync(join(data, 'stand', 'keys')) && existsSync(join(elsewhere, 'data', 'PG_VERSION'));

  it('deletes the database where it really lies, the files of the stand, and nothing beside them', async () => {
    const stand = aStand();
    expect(await reset(stand.data)).toMatchObject({ code: 0, said: expect.stringContaining('удалены') });
    expect(
      [stand.elsewhere, join(stand.data, 'postgres'), join(stand.data, 'stand')].filter(existsSync),
    ).toEqual([]);
    expect(existsSync(stand.own)).toBe(true);
    expect(await reset(stand.data)).toMatchObject({ code: 0, said: expect.stringContaining('нет') });
  });

  it.each([
    ['in production', ['--yes'], { NODE_ENV: 'production' }, 'рабочей среде'],
    ['when another database is set', ['--yes'], { DATABASE_URL: 'postgres://x@127.0.0.1/x' }, 'DATABASE_URL'],
    ['when nobody says yes', [], {}, 'Подтвердить некому'],
  ])('deletes nothing %s', async (_when, args, environment, why) => {
    const stand = aStand();
    expect(await reset(stand.data, args, environment as Record<string, string>)).toMatchObject({
      code: 1,
      said: expect.stringContaining(why),
    });
    expect(isWhole(stand)).toBe(true);
  });

  it('deletes nothing while the stand or its PostgreSQL runs', async () => {
    const served = aStand();
    writeFileSync(join(served.elsewhere, 'data', 'postmaster.pid'), `${process.pid}\n`);
    expect(await reset(served.data)).toMatchObject({
      code: 1,
      said: expect.stringContaining('PostgreSQL работает'),
    });
    expect(isWhole(served)).toBe(true);
  });
});
