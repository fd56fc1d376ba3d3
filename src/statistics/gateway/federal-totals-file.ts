import { parse } from 'csv-parse/sync';
import { CsvError } from 'csv-parse';
import iconv from 'iconv-lite';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { complaintOf, type FederalCounts } from '../domain/federal-total.js';

/** A line of the file: whose it is, and the counts. */
export interface FederalFileLine {
  readonly line: number;
  readonly schoolId: Uuid | null;
  readonly inn: string | null;
  readonly counts: FederalCounts;
}

/** What was read, or what is wrong line by line, in Russian. */
export type FederalFile =
  | { readonly kind: 'read'; readonly lines: readonly FederalFileLine[] }
  | { readonly kind: 'wrong'; readonly complaints: readonly string[] };

const MOST_LINES = 20_000;

/** Headings as our own export and ministries write them, in lower case. */
const HEADINGS: Readonly<Record<string, string>> = {
  school_id: 'school_id',
  инн: 'inn',
  inn: 'inn',
  'всего обучающихся': 'students',
  students: 'students',
  'до 14': 'under14',
  under14: 'under14',
  '14–17': '14to17',
  '14-17': '14to17',
  '14to17': '14to17',
  '18+': '18plus',
  '18plus': '18plus',
};

/**
 * Reads control totals of ОО-1 from CSV: one heading line, `;` or `,`, UTF-8 or Windows-1251 (as Excel saves it). A school is
 * named by `school_id` or by ИНН; other columns are passed over.
 */
export function readFederalTotals(file: Buffer): FederalFile {
  const rows = rowsOf(textOf(file));
  if (rows === null) return { kind: 'wrong', complaints: ['файл не читается как CSV'] };
  const [heading = [], ...body] = rows;
  const columns = heading.map((name) => HEADINGS[name.trim().toLowerCase()] ?? null);
  if (!columns.includes('students') || !(columns.includes('school_id') || columns.includes('inn'))) {
    return { kind: 'wrong', complaints: ['нужны столбцы «ИНН» (или school_id) и «Всего обучающихся»'] };
  }
  if (body.length > MOST_LINES) return { kind: 'wrong', complaints: [`строк больше ${String(MOST_LINES)}`] };
  const read = body.map((row, index) => readLine(columns, row, index + 2));
  const complaints = read.flatMap((line) => (typeof line === 'string' ? [line] : []));
  if (complaints.length > 0) return { kind: 'wrong', complaints };
  return { kind: 'read', lines: read.flatMap((line) => (typeof line === 'string' ? [] : [line])) };
}

function readLine(
  columns: readonly (string | null)[],
  row: readonly string[],
  line: number,
): FederalFileLine | string {
  const of = (name: string): string => (row[columns.indexOf(name)] ?? '').trim();
  const number = (name: string): number | null => (of(name) === '' ? null : wholeOf(of(name)));
  const [id, inn] = [of('school_id'), of('inn')];
  const schoolId = id === '' ? null : parseUuid(id);
  if (schoolId === null && !/^\d{10}(\d{2})?$/.test(inn)) {
    return `строка ${String(line)}: укажите school_id или ИНН из 10 или 12 цифр`;
  }
  const counts = {
    students: number('students') ?? NaN,
    ...{ under14: number('under14'), '14to17': number('14to17'), '18plus': number('18plus') },
  };
  const complaint = complaintOf(counts);
  if (complaint !== null) return `строка ${String(line)}: ${complaint}`;
  return { line, schoolId, inn: schoolId === null ? inn : null, counts };
}

/** NaN for what is no whole number: a point, a sign, words. Blanks between thousands are passed over, as Excel writes them. */
function wholeOf(text: string): number {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : NaN;
}

function textOf(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return iconv.decode(file, 'win1251');
  }
}

function rowsOf(text: string): string[][] | null {
  const [first = ''] = text.split('\n', 1);
  try {
    return parse(text, {
      ...{ bom: true, delimiter: first.includes(';') ? ';' : ',', relax_column_count: true },
      ...{ skip_empty_lines: true, max_record_size: 10_000 },
    });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}
