import { once } from 'node:events';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import type { Response } from 'express';
import { maskName } from '../../kernel/person-name.js';
import type { QualityRow } from '../../roster/index.js';
import { maskedNumber } from './people.presenter.js';

const HEADINGS = [
  'Имя',
  'Год рождения',
  'СНИЛС',
  'Кто',
  'Школа',
  'Класс',
  'Идентификатор в источнике',
  'Готовность',
  'Что исправить',
];

const KINDS = { student: 'ученик', representative: 'представитель', staff: 'сотрудник' } as const;

/** What each code asks for (outcome-codes.md, i.4). */
const TEXTS: Readonly<Record<string, string>> = {
  ready: 'готов',
  snils_missing: 'нет СНИЛС',
  snils_invalid: 'СНИЛС с ошибкой',
  snils_duplicate: 'этот СНИЛС указан у нескольких людей',
  SNILS_DUPLICATE_FAMILY: 'СНИЛС родителя указан у ребёнка',
  no_snils_foreign: 'нет СНИЛС, иностранный гражданин',
  birthdate_missing: 'нет даты рождения',
  birthdate_improbable: 'маловероятная дата рождения',
  mixed_alphabet: 'в имени смешаны русские и латинские буквы',
  patronymic_placeholder: 'вместо отчества — «нет» или прочерк',
  spelling_variant: 'тот же человек записан иначе (е/ё)',
};

type Format = 'csv' | 'xlsx';

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Sends the table as a file, row after row: memory does not grow with it. */
export async function sendTable(
  response: Response,
  format: Format,
  rows: AsyncIterable<QualityRow>,
): Promise<void> {
  response.setHeader('Content-Type', TYPES[format]);
  response.setHeader('Content-Disposition', `attachment; filename="data-quality.${format}"`);
  switch (format) {
    case 'csv':
      return pipeline(Readable.from(csvLines(rows)), response);
    case 'xlsx': {
      const body = new PassThrough();
      await Promise.all([pipeline(body, response), writeSheet(rows, body)]);
    }
  }
}

async function* csvLines(rows: AsyncIterable<QualityRow>): AsyncGenerator<string> {
  yield `\uFEFF${line(HEADINGS)}`;
  for await (const row of rows) yield line(cellsOf(row));
}

function line(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(';')}\r\n`;
}

async function writeSheet(rows: AsyncIterable<QualityRow>, out: Writable): Promise<void> {
  const book = new WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: false });
  const sheet = book.addWorksheet('Качество данных');
  sheet.addRow(HEADINGS).commit();
  for await (const row of rows) {
    // Whoever asked has gone away: what is left need not be read.
    if (out.destroyed) return;
    sheet.addRow([...cellsOf(row)]).commit();
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  await book.commit();
}

function cellsOf(row: QualityRow): readonly string[] {
  return [
    maskName(row),
    row.birthYear === null ? '' : String(row.birthYear),
    maskedNumber(row.snilsLast2) ?? '',
    KINDS[row.kind],
    row.schoolName,
    row.classLabel ?? '',
    row.sourceIds.join(', '),
    TEXTS[row.readiness] ?? row.readiness,
    row.problems.map((problem) => TEXTS[problem] ?? problem).join('; '),
  ].map(withoutFormula);
}

/** A spreadsheet takes text that begins so for a formula (OWASP, CSV injection); an apostrophe keeps it text. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
