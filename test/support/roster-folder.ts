import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snilsControlNumber } from '../../src/kernel/snils.js';
import type { FileKind } from '../../src/roster/domain/roster-file.js';

/** A row by column name; absent columns are empty. */
export type Row = Readonly<Record<string, string | number>>;
export type Files = Partial<Record<FileKind, readonly Row[] | string | Buffer>>;

export const REGION = {
  code: '39',
  name: 'Тестовая область',
  time_zone: 'Europe/Kaliningrad',
  source: 'test',
  mode: 'full',
  journal_systems: [{ code: 'demo-journal', name: 'Журнал' }],
};

/** A valid СНИЛС for a small number. */
export function snils(n: number): string {
  const number = String(100_000_000 + n);
  return `${number}${snilsControlNumber(number)}`;
}

/** Writes a roster folder; rows become CSV with `;`, text and bytes go in as they are. */
export async function rosterFolder(files: Files, region: object | string = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-roster-'));
  const json = typeof region === 'string' ? region : JSON.stringify({ ...REGION, ...region });
  await writeFile(join(folder, 'region.json'), json);
  for (const [kind, content] of Object.entries(files)) {
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    await writeFile(join(folder, `${kind}.csv`), isRaw ? content : csv(content));
  }
  return folder;
}

export function csv(rows: readonly Row[], delimiter = ';'): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(String(row[column] ?? ''))).join(delimiter));
  return [columns.join(delimiter), ...lines].map((line) => `${line}\n`).join('');
}

function quoted(text: string): string {
  return /[";,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const aMunicipality = (more: Row = {}): Row => ({
  source_id: 'M1',
  oktmo: '27701000',
  name: 'Калининград',
  kind: 'city_okrug',
  ...more,
});

export const aSchool = (more: Row = {}): Row => ({
  source_id: 'S1',
  municipality_source_id: 'M1',
  full_name: 'МАОУ «Школа № 1»',
  short_name: 'Школа № 1',
  kind: 'secondary',
  founder_type: 'municipal',
  ...more,
});

export const aClass = (more: Row = {}): Row => ({
  source_id: 'K1',
  school_source_id: 'S1',
  academic_year: '2026/2027',
  grade_level: 5,
  letter: 'А',
  ...more,
});

export const aStudent = (n: number, more: Row = {}): Row => ({
  source_id: `P${n}`,
  last_name: 'Иванов',
  first_name: 'Пётр',
  middle_name: 'Сергеевич',
  birth_date: '2014-05-06',
  gender: 'M',
  snils: snils(n),
  citizenship: 'RUS',
  school_source_id: 'S1',
  class_source_id: 'K1',
  enrollment_kind: '',
  enrolled_from: '2024-09-01',
  enrolled_to: '',
  ...more,
});

export const aRepresentative = (n: number, more: Row = {}): Row => ({
  source_id: `R${n}`,
  last_name: 'Иванова',
  first_name: 'Анна',
  middle_name: 'Петровна',
  birth_date: '1985-03-02',
  gender: 'F',
  snils: snils(1_000 + n),
  citizenship: 'RUS',
  ...more,
});

export const aStaffMember = (n: number, more: Row = {}): Row => ({
  source_id: `T${n}`,
  last_name: 'Орлова',
  first_name: 'Ольга',
  middle_name: 'Ивановна',
  birth_date: '1980-01-02',
  gender: 'F',
  snils: snils(2_000 + n),
  citizenship: 'RUS',
  school_source_id: 'S1',
  position: 'Учитель',
  valid_from: '2020-08-25',
  valid_to: '',
  ...more,
});

export const aTie = (student: string, representative: string, more: Row = {}): Row => ({
  student_source_id: student,
  representative_source_id: representative,
  kind: 'parent',
  valid_from: '',
  valid_to: '',
  ...more,
});

export const anAccount = (externalId: string, ownerKind: string, owner: string, more: Row = {}): Row => ({
  journal_system: 'demo-journal',
  external_id: externalId,
  role: ownerKind === 'staff' ? 'teacher' : ownerKind,
  owner_kind: ownerKind,
  owner_source_id: owner,
  school_source_ids: 'S1',
  ...more,
});

/** A small whole region: two schools, three pupils, two representatives, one teacher. */
export function aRegion(): Files {
  return {
    municipalities: [aMunicipality()],
    schools: [aSchool(), aSchool({ source_id: 'S2', short_name: 'Школа № 2' })],
    classes: [aClass(), aClass({ source_id: 'K2', school_source_id: 'S2' })],
    students: [
      aStudent(1),
      aStudent(2, { first_name: 'Мария' }),
      aStudent(3, { first_name: 'Олег', school_source_id: 'S2', class_source_id: 'K2' }),
    ],
    representatives: [aRepresentative(1), aRepresentative(2, { first_name: 'Елена' })],
    staff: [aStaffMember(1)],
    family_ties: [aTie('P1', 'R1'), aTie('P2', 'R1'), aTie('P3', 'R2')],
    journal_accounts: [
      anAccount('a-p1', 'student', 'P1'),
      anAccount('a-r1', 'representative', 'R1', { school_source_ids: 'S1|S2' }),
      anAccount('a-t1', 'staff', 'T1'),
    ],
  };
}
