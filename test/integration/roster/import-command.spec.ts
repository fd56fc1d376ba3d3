import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aRegion, aStudent, rosterFolder } from '../../support/roster-folder.js';

const root = join(import.meta.dirname, '..', '..', '..');

describe('npm run import', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const command = (...args: string[]) =>
    new Promise<{ code: number | string | null; said: string }>((done) => {
      execFile(
        process.execPath,
        [
          '--import',
          join(root, 'test/support/typescript-hooks.js'),
          join(root, 'src/commands/import.ts'),
          ...args,
        ],
        { env: { ...process.env, DATABASE_URL: database.appUrl, NODE_ENV: 'test' } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });

  it('explains itself', async () => {
    const { code, said } = await command('--help');
    expect(code).toBe(0);
    expect(said).toContain('--dry-run');
    expect((await command()).code).toBe(2);
    expect((await command('--unknown')).code).toBe(2);
  });

  it('ends with 0 after a clean import, 3 after one with faults, 1 after a refusal; a dry run writes nothing', async () => {
    const people = () => database.query('SELECT 1 FROM people');
    const clean = await rosterFolder(aRegion());
    const dry = await command(clean, '--dry-run');
    expect(dry).toMatchObject({ code: 0, said: expect.stringContaining('ничего не записано') });
    expect(await people()).toEqual([]);
    expect(await command(clean)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/students +3 +0 +0 +0 +0/),
    });
    const faulty = await rosterFolder({
      ...aRegion(),
      students: [aStudent(1, { snils: '1' }), aStudent(2, { first_name: '' })],
    });
    const warned = await command(faulty);
    expect(warned.code).toBe(3);
    expect(warned.said).toContain('students.csv:3:first_name Не заполнено обязательное поле');
    const broken = await rosterFolder({ students: 'source_id\nP1\n' });
    expect(await command(broken)).toMatchObject({
      code: 1,
      said: expect.stringContaining('students.csv:1:last_name'),
    });
    expect(await command(join(clean, 'nowhere'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('region.json'),
    });
  });
});
