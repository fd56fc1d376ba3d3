import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aMunicipality, aRegion, snils } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const root = join(import.meta.dirname, '..', '..', '..');
const PERSON = ['--snils', '112-233-445 95', '--born', '03.02.1980', '--basis', 'приказ № 1'];

describe('npm run grant', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await new RosterBench(database).bring(aRegion());
  });
  afterAll(() => database.drop());

  const command = (args: readonly string[], input = '') =>
    new Promise<{ code: number | string | null; said: string }>((done) => {
      const program = [join(root, 'test/support/typescript-hooks.js'), join(root, 'src/commands/grant.ts')];
      const child = execFile(
        process.execPath,
        ['--import', ...program, ...args],
        { env: { ...process.env, DATABASE_URL: database.appUrl, NODE_ENV: 'test', REGION_CODE: '39' } },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
      child.stdin?.end(input);
    });
  const grants = () =>
    database.query(
      `SELECT g.role, g.scope, s.source_id AS school, g.snils_last2, g.birth_date::text, g.basis, g.valid_to::text
         FROM role_grants g LEFT JOIN schools s ON s.id = g.school_id ORDER BY g.granted_at`,
    );

  it('explains itself, and names every argument that is wrong', async () => {
    expect(await command(['--help'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('--municipality'),
    });
    const { code, said } = await command([
      '--snils',
      '1',
      '--born',
      'x',
      '--role',
      'tsar',
      '--from',
      '?',
      '--until',
      '!',
    ]);
    expect(code).toBe(2);
    for (const name of ['--snils', '--born', '--role', '--from', '--until'])
      expect(said).toContain(`${name}: `);
    expect(await grants()).toEqual([]);
  });

  it('gives the first administrator of the ministry a role, with a record and without the СНИЛС in the clear', async () => {
    expect(await command(PERSON)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Роль ministry_admin дана'),
    });
    expect(await grants()).toEqual([
      {
        ...{ role: 'ministry_admin', scope: 'region', school: null, snils_last2: '95' },
        ...{ birth_date: '1980-02-03', basis: 'приказ № 1', valid_to: null },
      },
    ]);
    const [record] = await database.query<{ told: string }>(
      `SELECT row_to_json(e)::text AS told FROM audit_events e WHERE action LIKE 'grant%'`,
    );
    expect(record?.told).toContain('console');
    expect(record?.told).not.toContain('112233445');
  });

  it('said again gives nothing twice', async () => {
    const before = await grants();
    expect(await command(PERSON)).toMatchObject({ code: 0, said: expect.stringContaining('уже есть') });
    expect(await grants()).toEqual(before);
  });

  it('gives a role of a school at that school, with dates, the number being read from the input', async () => {
    const at = ['--role', 'school_admin', '--school', 'S1', '--until', '2027-09-01'];
    expect(await command(['--snils', '-', '--born', '1980-02-03', ...at], '112-233-445 95\n')).toMatchObject({
      code: 0,
    });
    expect((await grants()).at(-1)).toMatchObject({
      role: 'school_admin',
      school: 'S1',
      valid_to: '2027-09-01',
    });
  });

  it.each([
    ['5А', 1],
    ['5 а', 2],
    ['K1', 3],
  ])('gives a homeroom teacher the class %s, as people or files call it', async (named, n) => {
    const at = ['--role', 'homeroom', '--school', 'S1', '--class', named];
    expect(await command(['--snils', snils(n), '--born', '1985-03-04', ...at])).toMatchObject({ code: 0 });
    const [given] = await database.query(
      `SELECT g.scope, s.source_id AS school, c.source_id AS class FROM role_grants g
         JOIN schools s ON s.id = g.school_id JOIN class_groups c ON c.id = g.class_group_id
        WHERE g.role = 'homeroom' AND g.snils_last2 = $1`,
      [snils(n).slice(-2)],
    );
    expect(given).toEqual({ scope: 'class', school: 'S1', class: 'K1' });
  });

  it.each([
    [
      'a class that is not in the school',
      ['--role', 'homeroom', '--school', 'S1', '--class', '9Я'],
      '--class',
    ],
    ['a class without its school', ['--role', 'homeroom', '--class', '5А'], 'ключом --school'],
    ['a homeroom teacher of no class', ['--role', 'homeroom', '--school', 'S1'], 'класс'],
    [
      'a class for who is of a school',
      ['--role', 'school_admin', '--school', 'S1', '--class', '5А'],
      'класс',
    ],
    ['a role of a school without one', ['--role', 'school_admin'], 'укажите школу'],
    ['a school that is not there', ['--role', 'school_admin', '--school', 'S77'], 'такого source_id'],
    ['a region that is not there', ['--region', '77'], 'такого региона'],
    [
      'dates the wrong way round',
      ['--role', 'ministry_analyst', '--from', '2027-01-01', '--until', '2026-01-01'],
      'позже даты начала',
    ],
  ])('refuses %s in Russian, and gives nothing', async (_, args, told) => {
    const before = await grants();
    const { code, said } = await command([...PERSON, ...args]);
    expect([code, said]).toEqual([expect.any(Number), expect.stringContaining(told)]);
    expect(code).not.toBe(0);
    expect(await grants()).toEqual(before);
  });

  it('refuses a source id that two sources use, for it cannot tell which place is meant', async () => {
    await new RosterBench(database).bring(
      { municipalities: [aMunicipality()] },
      { source: 'another', mode: 'delta' },
    );
    const role = ['--role', 'municipal_operator', '--municipality', 'M1'];
    const { code, said } = await command([...PERSON, ...role]);
    expect([code, said]).toEqual([2, expect.stringContaining('у нескольких мест')]);
  });
});
