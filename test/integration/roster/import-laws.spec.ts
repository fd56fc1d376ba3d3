import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aRegion,
  aRepresentative,
  aStaffMember,
  aStudent,
  aTie,
  type Row,
  rosterFolder,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const root = join(import.meta.dirname, '..', '..', '..');

describe('laws of the import', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  type Human = Record<'first_name' | 'birth_date' | 'snils' | 'middle_name', string>;

  /** Few values, so that identities meet, part and change places often. */
  const human = fc.record({
    first_name: fc.constantFrom('Пётр', 'Мария'),
    birth_date: fc.constantFrom('2014-05-06', '2014-06-05', ''),
    snils: fc.constantFrom(snils(1), snils(2), '', '123'),
    middle_name: fc.constantFrom('Сергеевич', ''),
  });
  const deltas = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('student', 'representative', 'staff'), human),
    { minLength: 1, maxLength: 8 },
  );

  const filesOf = (rows: readonly (readonly [number, string, Row])[]) => {
    const last = new Map(rows.map((row) => [`${row[1]}${row[0]}`, row]));
    const of = (kind: string, make: (n: number, more: Row) => Row) =>
      [...last.values()].filter((row) => row[1] === kind).map(([n, , more]) => make(n, more));
    const files = {
      students: of('student', aStudent),
      representatives: of('representative', aRepresentative),
      staff: of('staff', aStaffMember),
    };
    return Object.fromEntries(Object.entries(files).filter(([, list]) => list.length > 0));
  };

  it('importing the same rows twice writes nothing, and their order in the file does not matter', async () => {
    await bench.bring(aRegion());
    await fc.assert(
      fc.asyncProperty(deltas, async (rows) => {
        const files = filesOf(rows);
        await bench.bring(files, { mode: 'delta' });
        const before = await bench.written();
        const turned = Object.fromEntries(
          Object.entries(files).map(([kind, list]) => [kind, [...list].reverse()]),
        );
        await bench.bring(turned, { mode: 'delta', name: 'Другое имя, чтобы не пропустить по отпечатку' });
        expect(await bench.written()).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  it('the rows of a delta give the same roster in any order', async () => {
    const other = await freshDatabase();
    const otherBench = new RosterBench(other);
    await bench.bring(aRegion());
    await otherBench.bring(aRegion());
    // Two people of one import come to one identity later: which of them stays may not hang on their random ids.
    const maria = { first_name: 'Мария', birth_date: '2014-06-05', middle_name: '' };
    const apart: [number, string, Human][] = [
      [2, 'representative', { ...maria, snils: snils(1), middle_name: 'Сергеевич' }],
      [1, 'staff', { ...maria, snils: '' }],
    ];
    const together: [number, string, Human][] = [
      [2, 'representative', { ...maria, snils: snils(2) }],
      [1, 'staff', { ...maria, snils: snils(2) }],
    ];
    await fc.assert(
      fc.asyncProperty(deltas, async (rows) => {
        const files = filesOf(rows);
        await bench.bring(files, { mode: 'delta' });
        await otherBench.bring(
          Object.fromEntries(Object.entries(files).map(([kind, list]) => [kind, [...list].reverse()])),
          { mode: 'delta' },
        );
        expect(await otherBench.told()).toEqual(await bench.told());
      }),
      { numRuns: 15, examples: [[apart], [together]] },
    );
    await other.drop();
  });

  it('no two people of a region have one whole identity', async () => {
    await bench.bring(aRegion());
    await fc.assert(
      fc.asyncProperty(deltas, async (rows) => {
        await bench.bring(filesOf(rows), { mode: 'delta' });
        const twins = await database.query(
          `SELECT 1 FROM people p WHERE EXISTS (SELECT 1 FROM person_records r WHERE r.person_id = p.id)
            GROUP BY snils_hmac, birth_date, norm_first HAVING count(*) > 1 AND snils_hmac IS NOT NULL AND birth_date IS NOT NULL`,
        );
        expect(twins).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('two imports of one region queue: both succeed, one after the other', async () => {
    await bench.bring(aRegion());
    const deltaOf = (n: number) =>
      bench.bring(
        {
          students: [aStudent(50 + n), aStudent(60, { last_name: 'Общий' })],
          family_ties: [aTie(`P${50 + n}`, 'R1')],
        },
        { mode: 'delta' },
      );
    const reports = await Promise.all([1, 2, 3].map(deltaOf));
    expect(reports.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
    expect(
      await database.query(`SELECT count(*)::integer AS n FROM person_records WHERE source_id = 'P60'`),
    ).toEqual([{ n: 1 }]);
    expect(reports.map(({ counts }) => counts.students?.inserted).sort()).toEqual([1, 1, 2]);
  });

  it('an import killed at any moment leaves nothing, and the next one calls it failed', async () => {
    const students = Array.from({ length: 4_000 }, (_, n) => aStudent(n + 1, { first_name: `Имя${n}` }));
    const folder = await rosterFolder({ ...aRegion(), students });
    for (const moment of [
      'students.csv: прочитано',
      'Сопоставляю',
      'Записываю людей',
      'Записываю семейные связи',
    ]) {
      await killAt(folder, moment);
      expect(await database.query('SELECT 1 FROM people UNION ALL SELECT 1 FROM municipalities')).toEqual([]);
    }
    await bench.bring(aRegion());
    const states = await database.query<{ state: string }>(
      'SELECT state FROM import_batches ORDER BY started_at DESC, state',
    );
    expect(states.map(({ state }) => state).sort()).toEqual([
      'applied',
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
  });

  async function killAt(folder: string, moment: string): Promise<void> {
    // What comes after the last moment has to wait, else an import on a fast machine would end before it is killed.
    const notYet = database.dataSource.createQueryRunner();
    await notYet.startTransaction();
    await notYet.query('LOCK TABLE journal_accounts IN SHARE MODE');
    const child = spawn(
      process.execPath,
      [
        '--import',
        join(root, 'test/support/typescript-hooks.js'),
        join(root, 'src/commands/import.ts'),
        folder,
      ],
      {
        env: { ...process.env, DATABASE_URL: database.appUrl, NODE_ENV: 'test' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes(moment)) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    await notYet.rollbackTransaction();
    await notYet.release();
    expect({ signal, said }).toMatchObject({ signal: 'SIGKILL' });
    await untilAlone();
  }

  /** PostgreSQL notices the loss of a client only when it next speaks to it. */
  async function untilAlone(): Promise<void> {
    for (;;) {
      const others = await database.query(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'perehod-import'`,
      );
      if (others.length === 0) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
});
