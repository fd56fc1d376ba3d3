import type { RowCells } from './row-cells.js';
import {
  ACCOUNT_ROLES,
  FOUNDER_TYPES,
  MUNICIPALITY_KINDS,
  OWNER_KINDS,
  SCHOOL_KINDS,
  TIE_KINDS,
} from './vocabulary.js';

/** Values of one row in the order of its staging table's columns. */
export type PlainRow = readonly (string | number | null)[];

/** municipalities.csv → source_id, oktmo, name, kind. */
export function judgeMunicipality(cells: RowCells): PlainRow {
  return [
    cells.required('source_id'),
    digits(cells, 'oktmo', [8, 11]),
    cells.required('name'),
    cells.requiredWord('kind', MUNICIPALITY_KINDS),
  ];
}

/** schools.csv → source_id, municipality_source_id, full_name, short_name, kind, founder_type, inn, ogrn. */
export function judgeSchool(cells: RowCells): PlainRow {
  return [
    cells.required('source_id'),
    cells.required('municipality_source_id'),
    cells.required('full_name', 1_000),
    cells.required('short_name', 500),
    cells.requiredWord('kind', SCHOOL_KINDS),
    cells.requiredWord('founder_type', FOUNDER_TYPES),
    digitsOrBlank(cells, 'inn', [10, 12]),
    digitsOrBlank(cells, 'ogrn', [13, 15]),
  ];
}

/** classes.csv → source_id, school_source_id, academic_year, grade_level, letter, campus. */
export function judgeClass(cells: RowCells): PlainRow {
  return [
    cells.required('source_id'),
    cells.required('school_source_id'),
    academicYear(cells),
    gradeLevel(cells),
    cells.optional('letter', 10) ?? '',
    cells.optional('campus'),
  ];
}

/** family_ties.csv → student_source_id, representative_source_id, kind, valid_from, valid_to. */
export function judgeTie(cells: RowCells): PlainRow {
  const from = cells.date('valid_from');
  return [
    cells.required('student_source_id'),
    cells.required('representative_source_id'),
    cells.requiredWord('kind', TIE_KINDS),
    from,
    cells.period(from, 'valid_to'),
  ];
}

/** journal_accounts.csv → journal_system, external_id, role, owner_kind, owner_source_id, school_source_ids. */
export function judgeAccount(cells: RowCells): PlainRow {
  const role = cells.requiredWord('role', ACCOUNT_ROLES);
  const ownerKind = cells.requiredWord('owner_kind', OWNER_KINDS);
  if (role !== null && ownerKind !== null) {
    const owners = {
      student: 'student',
      representative: 'representative',
      teacher: 'staff',
      homeroom: 'staff',
      school_admin: 'staff',
    };
    if (owners[role] !== ownerKind) cells.fault('ROLE_OWNER_MISMATCH', 'owner_kind');
  }
  const schools = cells
    .required('school_source_ids', 10_000)
    .split('|')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (schools.length === 0 && !cells.aside) cells.fault('VALUE_MISSING', 'school_source_ids');
  return [
    cells.required('journal_system'),
    cells.required('external_id'),
    role,
    ownerKind,
    cells.required('owner_source_id'),
    [...new Set(schools)].sort().join('|'),
  ];
}

function digits(cells: RowCells, column: string, lengths: readonly number[]): string | null {
  const text = cells.required(column);
  if (text === '') return null;
  if (/^\d+$/.test(text) && lengths.includes(text.length)) return text;
  cells.fault('NUMBER_INVALID', column);
  return null;
}

function digitsOrBlank(cells: RowCells, column: string, lengths: readonly number[]): string | null {
  const text = cells.optional(column);
  if (text === null || (/^\d+$/.test(text) && lengths.includes(text.length))) return text;
  cells.fault('FIELD_UNKNOWN', column);
  return null;
}

/** `2026/2027`, also `2026-2027` and `2026/27`; the second year follows the first. */
function academicYear(cells: RowCells): string | null {
  const text = cells.required('academic_year');
  if (text === '') return null;
  const [, from = '', to = ''] = /^(\d{4})\s*[/-]\s*(\d{4}|\d{2})$/.exec(text) ?? [];
  const next = String(Number(from) + 1);
  if (from !== '' && next.endsWith(to)) return `${from}/${next}`;
  cells.fault('NUMBER_INVALID', 'academic_year');
  return null;
}

function gradeLevel(cells: RowCells): number | null {
  const text = cells.required('grade_level');
  if (text === '') return null;
  if (/^\d{1,2}$/.test(text) && Number(text) <= 12) return Number(text);
  cells.fault('NUMBER_INVALID', 'grade_level');
  return null;
}
