import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { ImportReport } from '../../../src/roster/application/import-contract.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { folderOf, jsonOf, workbookOf } from '../../support/roster-formats.js';
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
  csv,
  type Files,
  type Row,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const OLD = '2026-11-20T09:00:00Z';
const NEW = '2026-11-21T09:00:00Z';

describe('the formats of roster files', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  const importOf = async (
    on: RosterBench,
    files: Readonly<Record<string, string | Buffer>>,
    region: object = {},
  ): Promise<ImportReport> => {
    const folder = await folderOf(files, region);
    return on.importer().execute({ folder, dryRun: false, force: false, uploadedBy: 'test' });
  };
  const bringJson = (json: object, region: object = { mode: 'delta' }) =>
    importOf(bench, { 'roster.json': JSON.stringify(json) }, region);
  const codes = ({ issues }: ImportReport) =>
    issues.map(({ file, row, column, code }) => [file, row, column, code].join(' '));

  const asCsv = (files: Files) =>
    Object.fromEntries(
      Object.entries(files).map(([kind, rows]) => [`${kind}.csv`, csv(rows as readonly Row[])]),
    );

  it('agree: the same rows as CSV in both encodings, as XLSX and as JSON give the same roster', async () => {
    const human = fc.record({
      last_name: fc.constantFrom('Ёлкин', ' Де ля\u00A0Круа ', "Д'Артаньян", 'Иванова-Петрова'),
      birth_date: fc.constantFrom('2014-05-06', '06.05.2014', '', '31.02.2014'),
      snils: fc.constantFrom(snils(7), '', '123', '8765430300'),
      enrolled_to: fc.constantFrom('', '2026-10-01', '2020-01-01'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(human, { minLength: 1, maxLength: 4 }), async (humans) => {
        const files: Files = {
          ...aRegion(),
          students: [...humans.map((more, n) => aStudent(n + 1, more)), aStudent(9)],
          family_ties: [aTie('P1', 'R1'), aTie('P9', 'R2')],
        };
        const plain = asCsv(files);
        const windows = Object.fromEntries(
          Object.entries(plain).map(([name, text]) => [
            name,
            iconv.encode(text.replaceAll('\u00A0', ' '), 'win1251'),
          ]),
        );
        const forms: Record<string, string | Buffer>[] = [
          plain,
          windows,
          { 'Контингент.xlsx': await workbookOf(files) },
          { 'roster.json': JSON.stringify(jsonOf(files)) },
        ];
        const told: unknown[] = [];
        for (const form of forms) {
          const other = await freshDatabase();
          const report = await importOf(new RosterBench(other), form);
          told.push([await new RosterBench(other).told(), report.counts, report.issueTotals, report.state]);
          await other.drop();
        }
        for (const one of told.slice(1)) expect(one).toEqual(told[0]);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('EC-011, EC-013, EC-137: faults of a workbook are told by its sheet, row and column, and remove nobody', async () => {
    await bench.bring(aRegion());
    const workbook = await workbookOf({
      students: [
        aStudent(1, { last_name: '  Новый\u00A0 ', snils: '112-233-445 96' }),
        aStudent(2, { first_name: '' }),
        aStudent(3, { first_name: 'Олег', school_source_id: 'S2', class_source_id: 'K9' }),
      ],
    });
    const report = await importOf(bench, { 'roster.xlsx': workbook });
    expect(codes(report)).toEqual([
      'roster.xlsx, лист «students» 2 snils SNILS_CHECKSUM',
      'roster.xlsx, лист «students» 3 first_name VALUE_MISSING',
      'roster.xlsx, лист «students» 4 class_source_id REFERENCE_UNKNOWN',
    ]);
    expect(report.counts.students).toMatchObject({ updated: 1, setAside: 2, removed: 0 });
    const [person] = await database.query(
      `SELECT p.last_name, p.snils_state FROM people p JOIN person_records r ON r.person_id = p.id WHERE r.source_id = 'P1'`,
    );
    expect(person).toEqual({ last_name: 'Новый', snils_state: 'valid' });
  });

  it.each([
    ['a workbook of one kind by its Russian name', { 'Ученики.xlsx': 'students' }, []],
    ['two files of one kind', { 'students.csv': 'csv', 'roster.xlsx': 'students' }, ['FILE_DUPLICATE']],
    ['a broken workbook', { 'students.xlsx': 'broken' }, ['WORKBOOK_BROKEN']],
    ['JSON that is torn', { 'roster.json': '{"users": [{"a": 1}' }, ['JSON_BROKEN']],
    ['JSON with an unknown section', { 'roster.json': '{"pupils": []}' }, ['JSON_MEMBER_UNKNOWN']],
    ['JSON without an entry', { 'roster.json': '{"users": []}' }, ['FILE_EMPTY']],
    ['JSON in another encoding', { 'roster.json': 'win' }, ['ENCODING_UNKNOWN']],
  ] as const)('know what to do with %s', async (_, files, expected) => {
    await bench.bring(aRegion());
    const contents: Record<string, string | Buffer> = {
      students: await workbookOf({ students: [aStudent(1)] }),
      csv: csv([aStudent(1)]),
      win: iconv.encode('{"users": [{"familyName": "Щукин"}]}', 'win1251'),
    };
    const given = Object.fromEntries(
      Object.entries(files).map(([name, what]) => [name, contents[what] ?? what]),
    );
    const report = await importOf(bench, given, { mode: 'delta' });
    expect(report.issues.map(({ code }) => code)).toEqual(expected);
    expect(report.state).toBe(expected.length === 0 ? 'applied' : 'invalid');
  });

  it('a sheet of another name refuses the workbook; one with instructions is passed over', async () => {
    await bench.bring(aRegion());
    const { Workbook } = await import('@cj-tech-master/excelts');
    for (const [name, state] of [
      ['Лист2', 'invalid'],
      ['Инструкция', 'applied'],
    ] as const) {
      const workbook = new Workbook();
      await workbook.xlsx.load(await workbookOf({ students: [aStudent(1)] }));
      workbook.addWorksheet(name).addRow(['Заполните листы']);
      const content = Buffer.from(await workbook.xlsx.writeBuffer());
      expect((await importOf(bench, { 'roster.xlsx': content }, { mode: 'delta' })).state).toBe(state);
    }
  });

  describe('in JSON', () => {
    beforeEach(() => bench.bring(aRegion()));

    const rows = async (sql: string): Promise<unknown[]> => database.query(sql);
    const gone = { status: 'tobedeleted' };
    const ref = (sourcedId: string) => ({ sourcedId });

    it('a user with roles in several schools has a record for each, and is one person', async () => {
      const json = jsonOf({ students: [aStudent(1)] });
      const [user] = json['users'] as [Record<string, unknown>];
      user['roles'] = [
        { role: 'student', roleType: 'secondary', org: ref('S2'), beginDate: '2026-09-01' },
        { role: 'student', roleType: 'primary', org: ref('S1') },
        { role: 'teacher', org: ref('S2'), beginDate: '2026-09-01' },
      ];
      expect((await bringJson(json)).issueTotals).toMatchObject({ structure: 0, row: 0, field: 0 });
      expect(
        await rows(`SELECT r.source_id, s.source_id AS school, e.kind FROM person_records r
          JOIN enrollments e ON e.record_id = r.id JOIN schools s ON s.id = e.school_id
         WHERE r.source_id LIKE 'P1%' AND e.valid_to IS NULL ORDER BY 1`),
      ).toEqual([
        { source_id: 'P1', school: 'S1', kind: 'main' },
        { source_id: 'P1@S2', school: 'S2', kind: 'additional' },
      ]);
      expect(
        await rows(
          `SELECT count(DISTINCT person_id)::int AS people, count(*)::int AS records FROM person_records WHERE source_id LIKE 'P1%'`,
        ),
      ).toEqual([{ people: 1, records: 3 }]);
    });

    it('tobedeleted in a delta removes exactly that record, enrolment, tie and account', async () => {
      const report = await bringJson({
        users: [
          { sourcedId: 'P2', ...gone },
          {
            ...(jsonOf({ students: [aStudent(1)] })['users']![0] as object),
            agents: [{ sourcedId: 'R1', ...gone }],
          },
        ],
        enrollments: [
          ...jsonOf({ students: [aStudent(1)] })['enrollments']!,
          { sourcedId: 'E', ...gone, user: ref('P3'), school: ref('S2') },
        ],
        journalAccounts: [{ sourcedId: 'a-p1', journalSystem: 'demo-journal', ...gone }],
      });
      expect(report).toMatchObject({ state: 'applied', issues: [] });
      expect(
        await rows(`SELECT r.source_id, r.removed_at IS NOT NULL AS removed, e.valid_to IS NOT NULL AS ended
          FROM person_records r JOIN enrollments e ON e.record_id = r.id ORDER BY 1`),
      ).toEqual([
        { source_id: 'P1', removed: false, ended: false },
        { source_id: 'P2', removed: true, ended: true },
        { source_id: 'P3', removed: false, ended: true },
      ]);
      expect(
        await rows(`SELECT c.source_id, t.valid_to IS NOT NULL AS ended FROM family_ties t
          JOIN person_records c ON c.id = t.child_record_id ORDER BY 1`),
      ).toEqual([
        { source_id: 'P1', ended: true },
        { source_id: 'P2', ended: false },
        { source_id: 'P3', ended: false },
      ]);
      expect(await rows(`SELECT external_id FROM journal_accounts WHERE closed_at IS NOT NULL`)).toEqual([
        { external_id: 'a-p1' },
      ]);
    });

    it('the guard against mass removal counts what a delta deletes', async () => {
      await bench.bring(
        { students: Array.from({ length: 12 }, (_, n) => aStudent(n + 20)) },
        { mode: 'delta' },
      );
      const users = Array.from({ length: 10 }, (_, n) => ({ sourcedId: `P${n + 20}`, ...gone }));
      expect((await bringJson({ users })).state).toBe('needs_approval');
      const enrollments = users.map(({ sourcedId }) => ({
        sourcedId,
        ...gone,
        user: sourcedId,
        school: 'S1',
      }));
      expect((await bringJson({ enrollments })).state).toBe('needs_approval');
      expect(await rows(`SELECT 1 FROM person_records WHERE removed_at IS NOT NULL`)).toEqual([]);
    });

    it('an entry older than what was applied last is passed over with a warning, an equal one is not', async () => {
      const sent = (last: string, dateLastModified: string) =>
        jsonOf({ students: [aStudent(1, { last_name: last })] }, { dateLastModified });
      expect((await bringJson(sent('Новый', NEW))).issues).toEqual([]);
      const late = await bringJson(sent('Старый', OLD));
      expect(codes(late)).toEqual(['roster.json: users 1 sourcedId ROW_OUT_OF_DATE']);
      expect(late.issueTotals).toMatchObject({ row: 0, warning: 1 });
      expect(
        codes(await bringJson({ users: [{ sourcedId: 'P1', ...gone, dateLastModified: OLD }] })),
      ).toEqual(['roster.json: users 1 sourcedId ROW_OUT_OF_DATE']);
      expect((await bringJson(sent('Равный', NEW))).issues).toEqual([]);
      expect(
        await rows(
          `SELECT p.last_name, r.removed_at FROM people p JOIN person_records r ON r.person_id = p.id WHERE r.source_id = 'P1'`,
        ),
      ).toEqual([{ last_name: 'Равный', removed_at: null }]);
    });

    it('what cannot be taken is told once, at its entry and its field', async () => {
      const [user] = jsonOf({ students: [aStudent(1)] })['users']!;
      const report = await bringJson({
        orgs: [{ sourcedId: 'S1', ...gone }],
        users: [
          { ...user, status: 'deleted' },
          { ...user, sourcedId: 'P8', dateLastModified: 'вчера' },
          {
            ...user,
            sourcedId: 'R8',
            roles: [{ role: 'parent' }],
            agents: [],
            givenName: { ru: 'Анна' },
            birthDate: '31.02.1980',
          },
        ],
        enrollments: [{ sourcedId: 'E', user: 'P2', school: 'S1', beginDate: '2026-09-01' }],
      });
      expect(codes(report).sort()).toEqual(
        [
          'roster.json: enrollments 1  USER_NOT_SENT',
          'roster.json: orgs 1  NOT_REMOVABLE',
          'roster.json: users 1  STATUS_UNKNOWN',
          'roster.json: users 2  MOMENT_INVALID',
          'roster.json: users 3 birthDate BIRTH_DATE_INVALID',
          'roster.json: users 3 givenName VALUE_MISSING',
          'roster.json: users 3 givenName VALUE_UNKNOWN',
        ].sort(),
      );
    });

    it('demographics of their own say the same as fields of the user', async () => {
      const json = jsonOf({ representatives: [aRepresentative(1, { birth_date: '', gender: '' })] });
      const demographics = [{ sourcedId: 'R1', birthDate: '1985-03-02', sex: 'female' }];
      const users = (json['users'] as Record<string, unknown>[]).map(
        ({ birthDate: _b, sex: _s, ...rest }) => rest,
      );
      expect((await bringJson({ users, demographics })).counts.representatives).toMatchObject({
        unchanged: 1,
      });
    });
  });

  it('all kinds stand in one workbook and in one JSON from nothing up', async () => {
    const files: Files = {
      municipalities: [aMunicipality()],
      schools: [aSchool()],
      classes: [aClass()],
      students: [aStudent(1)],
      representatives: [aRepresentative(1)],
      staff: [aStaffMember(1)],
      family_ties: [aTie('P1', 'R1')],
      journal_accounts: [anAccount('a-1', 'student', 'P1')],
    };
    const report = await importOf(bench, { 'roster.json': JSON.stringify(jsonOf(files)) });
    expect(report).toMatchObject({ state: 'applied', issues: [] });
    expect(Object.keys(report.counts).sort()).toEqual(Object.keys(files).sort());
    const again = await importOf(bench, { 'roster.xlsx': await workbookOf(files) });
    for (const kind of Object.values(again.counts))
      expect(kind).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  });
});
