import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aClass,
  aMunicipality,
  anAccount,
  aRegion,
  aRepresentative,
  aSchool,
  aStaffMember,
  aStudent,
  aTie,
  type Files,
  rosterFolder,
  type Row,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench, testVault } from '../../support/roster-import.js';

describe('import of a roster folder', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  const person = async (record: string) => {
    const [row] = await database.query<Record<string, unknown>>(
      `SELECT p.*, r.removed_at FROM person_records r JOIN people p ON p.id = r.person_id WHERE r.source_id = $1`,
      [record],
    );
    return row!;
  };
  const counted = async (sql: string) =>
    (await database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`))[0]!.n;

  it('brings in every kind and counts it', async () => {
    const report = await bench.bring(aRegion());
    expect(report.issues).toEqual([]);
    expect(report.state).toBe('applied');
    expect(report.counts).toMatchObject({
      municipalities: { inserted: 1 },
      schools: { inserted: 2 },
      students: { inserted: 3, updated: 0, unchanged: 0, removed: 0, setAside: 0 },
      family_ties: { inserted: 3 },
      journal_accounts: { inserted: 3 },
    });
    expect(await counted('journal_account_schools')).toBe(4);
    expect((await person('P1'))['snils_hmac']).toEqual(testVault.hmac(snils(1) as never));
  });

  it('keeps СНИЛС only sealed and hashed', async () => {
    await bench.bring(aRegion());
    const row = await person('P1');
    const stored = { enc: row['snils_enc'] as Buffer, keyId: row['snils_key_id'] as string };
    expect(testVault.reveal(stored)).toBe(snils(1));
    const dump = JSON.stringify(await database.query('SELECT to_jsonb(p) FROM people p'));
    expect(dump).not.toContain(snils(1));
  });

  it('writes nothing for the same folder again, whether skipped by its hash or read anew', async () => {
    await bench.bring(aRegion());
    const before = await bench.written();
    const skipped = await bench.bring(aRegion());
    expect(skipped.skipped).toBe(true);
    const region = aRegion();
    const readAnew = await bench.bring({ ...region, students: [...(region.students as Row[])].reverse() });
    expect(readAnew.skipped).toBe(false);
    expect(readAnew.counts.students).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
    expect(await bench.written()).toEqual(before);
  });

  it('skips a file by its hash only if it was the last applied one of its source', async () => {
    await bench.bring(aRegion());
    await bench.bring({ students: [aStudent(1, { last_name: 'Петров' })] }, { mode: 'delta' });
    const again = await bench.bring(aRegion());
    expect(again.skipped).toBe(false);
    expect((await person('P1'))['last_name']).toBe('Иванов');
  });

  it('leaves absent people alone in a delta, and marks them in a full file without deleting anybody', async () => {
    await bench.bring(aRegion());
    await bench.bring({ students: [aStudent(1)] }, { mode: 'delta' });
    expect(await counted('person_records WHERE removed_at IS NOT NULL')).toBe(0);

    const report = await bench.bring({
      ...aRegion(),
      students: [aStudent(1)],
      family_ties: [aTie('P1', 'R1')],
      journal_accounts: [anAccount('a-p1', 'student', 'P1')],
    });
    expect(report.counts).toMatchObject({
      students: { removed: 2 },
      family_ties: { removed: 2 },
      journal_accounts: { removed: 2 },
    });
    expect(await counted(`enrollments WHERE valid_to = '2026-11-21'`)).toBe(2);
    expect(await counted('people')).toBe(6);

    const back = await bench.bring(aRegion());
    expect(back.counts).toMatchObject({
      students: { updated: 2 },
      journal_accounts: { updated: 2 },
      family_ties: { updated: 2 },
    });
    expect(await counted('person_records WHERE removed_at IS NOT NULL')).toBe(0);
    expect(await counted('enrollments WHERE valid_to IS NULL')).toBe(3);
  });

  it('EC-137: a row set aside is not an absent person, nor is anybody when a row has no readable id', async () => {
    await bench.bring(aRegion());
    const students = [
      aStudent(1, { first_name: '' }),
      aStudent(2, { class_source_id: 'K9' }),
      (aRegion().students as Row[])[2]!,
    ];
    const report = await bench.bring({ ...aRegion(), students });
    expect(report.counts.students).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: 1,
      removed: 0,
      setAside: 2,
    });
    expect(report.issues.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'first_name', 'VALUE_MISSING'],
      [3, 'class_source_id', 'REFERENCE_UNKNOWN'],
    ]);
    const nameless = await bench.bring({
      ...aRegion(),
      students: [aStudent(1), aStudent(2, { first_name: 'Мария', source_id: '' })],
    });
    expect(nameless.counts.students).toMatchObject({ removed: 0, setAside: 1 });
    expect(nameless.issues.map(({ code }) => code)).toContain('REMOVALS_SKIPPED');
  });

  it('EC-013: a wrong СНИЛС blanks its field, and neither a wrong nor an empty one overwrites a valid one', async () => {
    const wrong = '112-233-445 96';
    const first = await bench.bring({
      ...aRegion(),
      students: [aStudent(1, { snils: wrong })],
      family_ties: [aTie('P1', 'R1')],
      journal_accounts: [anAccount('a-p1', 'student', 'P1')],
    });
    expect(first.issues).toMatchObject([
      { file: 'students.csv', row: 2, column: 'snils', severity: 'field', code: 'SNILS_CHECKSUM' },
    ]);
    expect(await person('P1')).toMatchObject({ snils_state: 'invalid', snils_hmac: null });
    await bench.bring({ students: [aStudent(1)] }, { mode: 'delta' });
    const good = await person('P1');
    for (const bad of [wrong, '']) {
      await bench.bring(
        {
          students: [
            aStudent(1, {
              snils: bad,
              last_name: `Петров${bad.length}` === 'Петров0' ? 'Петров' : 'Сидоров',
            }),
          ],
        },
        { mode: 'delta' },
      );
      expect(await person('P1')).toMatchObject({
        id: good['id'],
        snils_state: 'valid',
        snils_hmac: good['snils_hmac'],
        snils_enc: good['snils_enc'],
      });
    }
    expect(await person('P1')).toMatchObject({ last_name: 'Петров' });
  });

  it('does not hand a СНИЛС on when the id names another human', async () => {
    await bench.bring(aRegion());
    await bench.bring(
      { students: [aStudent(1, { snils: '', first_name: 'Глеб', birth_date: '2012-01-01' })] },
      { mode: 'delta' },
    );
    expect(await person('P1')).toMatchObject({
      first_name: 'Глеб',
      snils_state: 'missing',
      snils_hmac: null,
    });
  });

  it('EC-020, EC-043, EC-081, EC-084: rows equal in СНИЛС, birth date and first name are one Person, whatever the school, role or import', async () => {
    const teacher: Row = aStaffMember(1, { first_name: 'Алёна' });
    const { last_name, birth_date } = teacher;
    const asParent = aRepresentative(2, {
      first_name: 'АЛЕНА',
      last_name: last_name!,
      birth_date: birth_date!,
      snils: teacher['snils']!,
    });
    await bench.bring({
      ...aRegion(),
      students: [
        ...(aRegion().students as Row[]),
        aStudent(1, {
          source_id: 'P1b',
          school_source_id: 'S2',
          class_source_id: 'K2',
          enrollment_kind: 'additional',
        }),
      ],
      representatives: [aRepresentative(1), asParent, aRepresentative(1, { source_id: 'R1b' })],
      staff: [teacher, { ...teacher, source_id: 'T1b', school_source_id: 'S2' }],
    });
    const ids = async (records: string[]) =>
      new Set(await Promise.all(records.map(async (record) => (await person(record))['id'])));
    expect(await ids(['T1', 'T1b', 'R2'])).toHaveProperty('size', 1);
    expect(await ids(['R1', 'R1b'])).toHaveProperty('size', 1);
    expect(await ids(['P1', 'P1b'])).toHaveProperty('size', 1);
    await bench.bring(
      { staff: [aStaffMember(7, { snils: snils(1_001), first_name: 'Анна', birth_date: '02.03.1985' })] },
      { mode: 'delta', source: 'other' },
    );
    const other = await bench.bring(
      {
        municipalities: [aMunicipality()],
        schools: [aSchool()],
        staff: [aStaffMember(7, { snils: snils(1_001), first_name: 'Анна', birth_date: '02.03.1985' })],
      },
      { mode: 'delta', source: 'other' },
    );
    expect(other.counts.staff).toMatchObject({ inserted: 1 });
    expect(await ids(['R1', 'T7'])).toHaveProperty('size', 1);
  });

  it('EC-019: the same СНИЛС with another first name stays two people, both duplicates', async () => {
    const report = await bench.bring({
      ...aRegion(),
      students: [
        aStudent(1),
        aStudent(2, { first_name: 'Мария', snils: snils(1) }),
        aStudent(3, { school_source_id: 'S2', class_source_id: 'K2' }),
      ],
    });
    expect((await person('P1'))['id']).not.toBe((await person('P2'))['id']);
    expect(report.issues.filter(({ code }) => code === 'SNILS_DUPLICATE').map(({ row }) => row)).toEqual([
      2, 3,
    ]);
    const readiness = await database.query<{ source_id: string; readiness: string }>(
      `SELECT r.source_id, v.readiness FROM person_readiness v JOIN person_records r USING (person_id) WHERE r.kind = 'student' ORDER BY 1`,
    );
    expect(readiness.map((row) => row.readiness)).toEqual(['snils_duplicate', 'snils_duplicate', 'ready']);
  });

  it('EC-018: a parent СНИЛС in the row of the child leaves both not ready, and says why', async () => {
    const report = await bench.bring({
      ...aRegion(),
      students: [
        aStudent(1, { snils: snils(1_001) }),
        aStudent(2),
        aStudent(3, { school_source_id: 'S2', class_source_id: 'K2' }),
      ],
    });
    expect(report.issues.map(({ code }) => code)).toContain('SNILS_DUPLICATE_FAMILY');
    const rows = await database.query(
      `SELECT r.source_id, v.readiness, v.problem FROM person_readiness v JOIN person_records r USING (person_id) WHERE r.source_id IN ('P1', 'R1', 'P2') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { source_id: 'P1', readiness: 'snils_duplicate', problem: 'SNILS_DUPLICATE_FAMILY' },
      { source_id: 'P2', readiness: 'ready', problem: null },
      { source_id: 'R1', readiness: 'snils_duplicate', problem: 'SNILS_DUPLICATE_FAMILY' },
    ]);
  });

  it('tells the readiness of every kind (ROS-07, EC-022, EC-058)', async () => {
    await bench.bring({
      ...aRegion(),
      students: [
        aStudent(1),
        aStudent(2, { snils: '' }),
        aStudent(3, { snils: '', citizenship: 'KGZ' }),
        aStudent(4, { snils: '123' }),
        aStudent(5, { birth_date: '' }),
      ],
      family_ties: [aTie('P1', 'R1')],
    });
    const rows = await database.query<{ readiness: string }>(
      `SELECT v.readiness FROM person_readiness v JOIN person_records r USING (person_id) WHERE r.kind = 'student' ORDER BY r.source_id`,
    );
    expect(rows.map(({ readiness }) => readiness)).toEqual([
      'ready',
      'snils_missing',
      'no_snils_foreign',
      'snils_invalid',
      'birthdate_missing',
    ]);
  });

  it('EC-024, EC-026: a record whose identity became known joins the Person who has it, with its places, ties and accounts', async () => {
    const files: Files = {
      ...aRegion(),
      students: [
        aStudent(1),
        aStudent(2, { snils: '', first_name: 'Пётр' }),
        aStudent(3, { school_source_id: 'S2', class_source_id: 'K2' }),
      ],
    };
    await bench.bring(files);
    const alone = (await person('P2'))['id'];
    await bench.bring(
      { students: [aStudent(2, { snils: snils(1), first_name: 'Петр' })] },
      { mode: 'delta' },
    );
    const joined = (await person('P1'))['id'];
    expect((await person('P2'))['id']).toBe(joined);
    expect(joined).not.toBe(alone);
    for (const table of ['enrollments', 'journal_accounts', 'family_ties']) {
      const column = table === 'family_ties' ? 'child_id' : 'person_id';
      expect(await counted(`${table} WHERE ${column} = '${String(alone)}'`)).toBe(0);
    }
  });

  it('EC-021: a corrected birth date stays the same Person when nobody else is that Person', async () => {
    await bench.bring(aRegion());
    const { id } = await person('P1');
    await bench.bring({ students: [aStudent(1, { birth_date: '2014-06-05' })] }, { mode: 'delta' });
    expect(await person('P1')).toMatchObject({ id, birth_date: '2014-06-05' });
  });

  it('parts a record that ceased to be the Person it shared', async () => {
    await bench.bring({
      ...aRegion(),
      representatives: [aRepresentative(1), aRepresentative(1, { source_id: 'R2' })],
    });
    const { id } = await person('R1');
    await bench.bring(
      { representatives: [aRepresentative(1, { source_id: 'R2', snils: snils(5_000) })] },
      { mode: 'delta' },
    );
    expect((await person('R1'))['id']).toBe(id);
    expect((await person('R2'))['id']).not.toBe(id);
    expect(
      await counted(
        `family_ties t JOIN person_records r ON r.id = t.representative_record_id AND r.person_id <> t.representative_id`,
      ),
    ).toBe(0);
  });

  it('EC-054: a Person marked merge_forbidden neither gains nor loses records', async () => {
    await bench.bring(aRegion());
    const { id } = await person('P1');
    await database.query('UPDATE people SET merge_forbidden = true WHERE id = $1', [id]);
    await bench.bring({ students: [aStudent(1, { source_id: 'P9' })] }, { mode: 'delta' });
    expect((await person('P9'))['id']).not.toBe(id);
    await bench.bring(
      { students: [aStudent(2, { source_id: 'P1', first_name: 'Мария' })] },
      { mode: 'delta' },
    );
    expect(await person('P1')).toMatchObject({ id, first_name: 'Мария' });
    expect((await person('P2'))['id']).not.toBe(id);
  });

  it('continues the history of places: a later first day closes the class before, an equal one corrects it (ROS-08)', async () => {
    const classes = [
      aClass(),
      aClass({ source_id: 'K2', school_source_id: 'S2' }),
      aClass({ source_id: 'K6', grade_level: 6 }),
    ];
    await bench.bring({ ...aRegion(), classes });
    await bench.bring(
      { students: [aStudent(1, { class_source_id: 'K6', enrolled_from: '2026-09-01' })] },
      { mode: 'delta' },
    );
    await bench.bring(
      { students: [aStudent(2, { first_name: 'Мария', class_source_id: 'K6' })] },
      { mode: 'delta' },
    );
    const places = await database.query(
      `SELECT r.source_id, g.source_id AS class, e.valid_from, e.valid_to FROM enrollments e
         JOIN person_records r ON r.id = e.record_id JOIN class_groups g ON g.id = e.class_group_id
        WHERE r.source_id IN ('P1', 'P2') ORDER BY 1, 3`,
    );
    expect(places).toEqual([
      { source_id: 'P1', class: 'K1', valid_from: '2024-09-01', valid_to: '2026-09-01' },
      { source_id: 'P1', class: 'K6', valid_from: '2026-09-01', valid_to: null },
      { source_id: 'P2', class: 'K6', valid_from: '2024-09-01', valid_to: null },
    ]);
  });

  it('sets aside what refers to nothing, repeats an id, or ties a person to himself, and brings in the rest', async () => {
    const report = await bench.bring({
      ...aRegion(),
      students: [
        aStudent(1),
        aStudent(1, { first_name: 'Другой' }),
        aStudent(2, { school_source_id: 'S9' }),
        aStudent(3, { class_source_id: 'K2' }),
      ],
      representatives: [
        aRepresentative(1, { snils: snils(1), first_name: 'Пётр', birth_date: '2014-05-06' }),
        aRepresentative(2),
      ],
      family_ties: [
        aTie('P1', 'R1'),
        aTie('P1', 'R2'),
        aTie('P1', 'R2'),
        aTie('P2', 'R2'),
        aTie('P1', 'R9'),
        aTie('P1', 'R2', { kind: 'дядя' }),
      ],
      journal_accounts: [
        anAccount('a', 'student', 'P1'),
        anAccount('b', 'student', 'P2'),
        anAccount('c', 'student', 'P1', { journal_system: 'unknown' }),
        anAccount('d', 'student', 'P1', { school_source_ids: 'S1|S9' }),
        anAccount('e', 'student', 'P1', { role: 'teacher' }),
      ],
    });
    expect(report.state).toBe('applied');
    const issues = report.issues
      .filter(({ severity }) => severity === 'row')
      .map(({ file, row, column, code }) => `${file}:${row}:${column} ${code}`);
    expect(issues.sort()).toEqual(
      [
        'students.csv:3:source_id DUPLICATE_ROW',
        'students.csv:4:school_source_id REFERENCE_UNKNOWN',
        'students.csv:5:class_source_id CLASS_OF_OTHER_SCHOOL',
        'students.csv:4:class_source_id CLASS_OF_OTHER_SCHOOL',
        'family_ties.csv:2:representative_source_id SAME_PERSON',
        'family_ties.csv:4:student_source_id DUPLICATE_ROW',
        'family_ties.csv:5:student_source_id REFERENCE_UNKNOWN',
        'family_ties.csv:6:representative_source_id REFERENCE_UNKNOWN',
        'family_ties.csv:7:kind VALUE_UNKNOWN',
        'journal_accounts.csv:3:owner_source_id REFERENCE_UNKNOWN',
        'journal_accounts.csv:4:journal_system REFERENCE_UNKNOWN',
        'journal_accounts.csv:5:school_source_ids REFERENCE_UNKNOWN',
        'journal_accounts.csv:6:owner_kind ROLE_OWNER_MISMATCH',
      ]
        .filter((issue) => issue !== 'students.csv:4:class_source_id CLASS_OF_OTHER_SCHOOL')
        .sort(),
    );
    expect(await counted('family_ties')).toBe(1);
    expect(await counted('journal_accounts')).toBe(1);
  });

  it('writes nothing at all when the structure of any file is broken', async () => {
    const report = await bench.bring({ ...aRegion(), journal_accounts: 'journal_system;external_id\n"a;b' });
    expect(report.state).toBe('invalid');
    expect(await counted('people')).toBe(0);
    expect(await counted('municipalities')).toBe(0);
    expect(await database.query('SELECT state FROM import_batches')).toEqual([{ state: 'invalid' }]);
    expect(await counted('import_issues')).toBe(report.issues.length);
  });

  it('refuses a full file that would remove over 5 % and at least 10 pupils of a school, unless told to', async () => {
    const all = Array.from({ length: 40 }, (_, n) => aStudent(n + 1, { first_name: `Имя${n}` }));
    const files: Files = { ...aRegion(), students: all, family_ties: [aTie('P1', 'R1')] };
    await bench.bring(files);
    const nine = await bench.bring({ ...files, students: all.slice(0, 31) });
    expect(nine.state).toBe('applied');
    const before = await bench.written();
    const ten = await bench.bring({ ...files, students: all.slice(0, 21) });
    expect(ten.state).toBe('needs_approval');
    expect(ten.issues).toMatchObject([
      { code: 'MASS_CHANGE', message: expect.stringContaining('Школа S1: 10 из 31') },
      { code: 'MASS_CHANGE_REGION', message: expect.stringContaining('10 из 31') },
    ]);
    expect(await bench.written()).toEqual(before);
    const forced = await bench.bring({ ...files, students: all.slice(0, 21) }, {}, { force: true });
    expect(forced.counts.students).toMatchObject({ removed: 10 });
  });

  it('shows in a dry run what would happen, and leaves no trace but the batch', async () => {
    const report = await bench.bring(aRegion(), {}, { dryRun: true });
    expect(report).toMatchObject({ state: 'ready', counts: { students: { inserted: 3 } } });
    expect(await counted('people')).toBe(0);
    expect(await database.query('SELECT state, dry_run FROM import_batches')).toEqual([
      { state: 'ready', dry_run: true },
    ]);
    expect(await bench.bring(aRegion())).toMatchObject({ state: 'applied', skipped: false });
  });

  it('keeps only so many issues and counts them all', async () => {
    const students = Array.from({ length: 30 }, (_, n) =>
      aStudent(n + 1, { snils: '1', class_source_id: 'K9' }),
    );
    const folder = await rosterFolder({ ...aRegion(), students });
    const report = await bench
      .importer({ issuesKept: 5 })
      .execute({ folder, dryRun: false, force: false, uploadedBy: 'test' });
    expect(report.issues).toHaveLength(5);
    expect(report.issueTotals).toMatchObject({ field: 30, row: 30 + 3 + 1 });
  });

  it('tells nothing of a person in its issues', async () => {
    const students = [
      aStudent(1, { snils: '112-233-445 96', birth_date: '31.02.2014', gender: 'X', last_name: 'Ивaнов' }),
      aStudent(2, { first_name: '' }),
    ];
    const report = await bench.bring({ ...aRegion(), students });
    const text = JSON.stringify(report.issues);
    for (const secret of ['112', '31.02', 'Ив', 'Сергеевич', 'P1']) expect(text).not.toContain(secret);
  });

  it('lets a school bring in only its own rows', async () => {
    await bench.bring(aRegion());
    const [school] = await database.query<{ id: never }>(`SELECT id FROM schools WHERE source_id = 'S1'`);
    const report = await bench.bring(
      {
        classes: [aClass({ letter: 'Б' }), aClass({ source_id: 'K2', school_source_id: 'S1' })],
        students: [
          aStudent(1, { last_name: 'Новый' }),
          aStudent(3),
          aStudent(8, { school_source_id: 'S2' }),
          aStudent(9, { class_source_id: '' }),
        ],
        representatives: [
          aRepresentative(1, { last_name: 'Новая' }),
          aRepresentative(2, { last_name: 'Чужая' }),
          aRepresentative(5),
          aRepresentative(6),
        ],
        family_ties: [aTie('P1', 'R1'), aTie('P9', 'R6'), aTie('P3', 'R6')],
        staff: [aStaffMember(1, { position: 'Завуч' })],
        journal_accounts: [
          anAccount('a-p1', 'student', 'P1'),
          anAccount('a-r1', 'representative', 'R1'),
          anAccount('x', 'student', 'P3'),
        ],
      },
      { mode: 'delta' },
      { school: { id: school!.id, sourceId: 'S1' } },
    );
    const refused = report.issues
      .filter(({ code }) => code === 'OTHER_SCHOOL')
      .map(({ file, row }) => `${file}:${row}`);
    expect(refused.sort()).toEqual(
      [
        'classes.csv:3',
        'students.csv:3',
        'students.csv:4',
        'representatives.csv:3',
        'representatives.csv:4',
        'family_ties.csv:4',
        'journal_accounts.csv:3',
        'journal_accounts.csv:4',
      ].sort(),
    );
    expect((await person('R2'))['last_name']).toBe('Иванова');
    expect((await person('P1'))['last_name']).toBe('Новый');
    expect(await counted(`person_records WHERE source_id = 'R6'`)).toBe(1);
  });

  it('refuses territory in the upload of a school, and removes only its own absent pupils', async () => {
    await bench.bring(aRegion());
    const [row] = await database.query<{ id: never }>(`SELECT id FROM schools WHERE source_id = 'S1'`);
    const school = { id: row!.id, sourceId: 'S1' };
    expect(await bench.bring({ schools: [aSchool()] }, {}, { school })).toMatchObject({
      state: 'invalid',
      issues: [{ code: 'FILE_FORBIDDEN' }],
    });
    const report = await bench.bring({ students: [aStudent(1)] }, {}, { school });
    expect(report.counts.students).toMatchObject({ removed: 1, unchanged: 1 });
    expect((await person('P3'))['removed_at']).toBeNull();
  });
});
