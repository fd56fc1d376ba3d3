import { deflateRawSync } from 'node:zlib';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { COLUMNS, type FileKind } from '../../src/roster/domain/roster-file.js';
import { REGION, type Files, type Row } from './roster-folder.js';

type Rows = Partial<Record<FileKind, readonly Row[]>>;

function rowsOf(files: Files): Rows {
  return Object.fromEntries(Object.entries(files).filter(([, rows]) => Array.isArray(rows)));
}

/** One workbook with a sheet for each kind, every cell a text. */
export async function workbookOf(files: Files): Promise<Buffer> {
  const workbook = new Workbook();
  for (const [kind, rows] of Object.entries(rowsOf(files))) {
    const columns = COLUMNS[kind as FileKind].map(({ name }) => name);
    const sheet = workbook.addWorksheet(kind);
    sheet.addRow(columns);
    for (const row of rows) sheet.addRow(columns.map((column) => String(row[column] ?? '')));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The same rows as roster.json tells them (docs/formats.md, «Контингент в JSON»). */
export function jsonOf(files: Files, entry: object = {}): Record<string, object[]> {
  const rows = rowsOf(files);
  const of = (kind: FileKind): readonly Row[] => rows[kind] ?? [];
  const ties = of('family_ties');
  const user = (row: Row, more: object): object => ({
    sourcedId: row['source_id'],
    ...entry,
    familyName: row['last_name'],
    givenName: row['first_name'],
    middleName: row['middle_name'],
    birthDate: row['birth_date'],
    sex: row['gender'],
    snils: row['snils'],
    citizenship: row['citizenship'],
    ...more,
  });
  const org = (id: unknown): object => ({ sourcedId: id });
  const json: Record<string, object[]> = {
    orgs: [
      ...of('municipalities').map((row) => ({
        ...{ sourcedId: row['source_id'], ...entry, type: 'district', identifier: row['oktmo'] },
        ...{ name: row['name'], kind: row['kind'] },
      })),
      ...of('schools').map((row) => ({
        ...{ sourcedId: row['source_id'], ...entry, type: 'school', name: row['short_name'] },
        ...{ fullName: row['full_name'], kind: row['kind'], founderType: row['founder_type'] },
        ...{ inn: row['inn'], ogrn: row['ogrn'], parent: org(row['municipality_source_id']) },
      })),
    ],
    classes: of('classes').map((row) => ({
      ...{ sourcedId: row['source_id'], ...entry, school: org(row['school_source_id']) },
      ...{
        academicYear: row['academic_year'],
        grades: [row['grade_level']],
        letter: row['letter'],
        campus: row['campus'],
      },
    })),
    users: [
      ...of('students').map((row) =>
        user(row, {
          roles: [{ role: 'student', roleType: 'primary', org: org(row['school_source_id']) }],
          agents: ties
            .filter((tie) => tie['student_source_id'] === row['source_id'])
            .map((tie) => ({
              ...{ sourcedId: tie['representative_source_id'], relationship: tie['kind'] },
              ...{ beginDate: tie['valid_from'], endDate: tie['valid_to'] },
            })),
        }),
      ),
      ...of('representatives').map((row) => user(row, { roles: [{ role: 'parent' }] })),
      ...of('staff').map((row) =>
        user(row, {
          roles: [
            {
              ...{ role: 'teacher', roleType: 'primary', org: org(row['school_source_id']) },
              ...{ position: row['position'], beginDate: row['valid_from'], endDate: row['valid_to'] },
            },
          ],
        }),
      ),
    ],
    enrollments: of('students').map((row) => ({
      ...{
        sourcedId: `E-${String(row['source_id'])}`,
        ...entry,
        role: 'student',
        user: org(row['source_id']),
      },
      ...{ school: org(row['school_source_id']), class: org(row['class_source_id']), primary: true },
      ...{ kind: row['enrollment_kind'], beginDate: row['enrolled_from'], endDate: row['enrolled_to'] },
      ...{ orderNo: row['order_no'], endKind: row['end_kind'] },
    })),
    journalAccounts: of('journal_accounts').map((row) => ({
      ...{ sourcedId: row['external_id'], ...entry, journalSystem: row['journal_system'], role: row['role'] },
      ...{ ownerKind: row['owner_kind'], user: org(row['owner_source_id']) },
      schools: String(row['school_source_ids']).split('|').map(org),
    })),
  };
  return Object.fromEntries(Object.entries(json).filter(([, list]) => list.length > 0));
}

/** A roster folder that holds these files beside region.json. */
export async function folderOf(
  files: Readonly<Record<string, string | Buffer>>,
  region: object = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-roster-'));
  await writeFile(join(folder, 'region.json'), JSON.stringify({ ...REGION, ...region }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

interface RawPart {
  readonly name: string;
  readonly text: string | Buffer;
  /** What the directory claims instead of the truth. */
  readonly claims?: number;
  readonly encrypted?: boolean;
}

/** A ZIP archive made by hand, so that it may lie (APPNOTE.TXT, 4.3). */
export function rawZip(parts: readonly RawPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, claims, encrypted = false } of parts) {
    const plain = Buffer.isBuffer(text) ? text : Buffer.from(text);
    const packed = deflateRawSync(plain);
    const title = Buffer.from(name);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(encrypted ? 1 : 0, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(claims ?? plain.length, 18);
    fixed.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fixed, title, packed]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fixed, tail, title]));
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

/** The parts of a workbook with one sheet «students»; `sheet` is the inside of sheetData. */
export function rawWorkbook(
  sheet: string,
  more: {
    readonly workbookPr?: string;
    readonly strings?: string;
    readonly styles?: string;
    readonly tail?: readonly RawPart[];
  } = {},
): Buffer {
  const relation = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
  return rawZip([
    {
      name: '_rels/.rels',
      text: `<Relationships>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="r">${more.workbookPr ?? ''}<sheets><sheet name="students" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}${relation(3, 'styles', '/xl/styles.xml')}</Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', text: `<sst>${more.strings ?? ''}</sst>` },
    {
      name: 'xl/styles.xml',
      text: `<styleSheet>${more.styles ?? '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'}</styleSheet>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
    ...(more.tail ?? []),
  ]);
}
