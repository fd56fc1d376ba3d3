import { type CalendarDate, formatRussianDate } from '../../kernel/calendar-date.js';
import type { ReportHeader, ReportTable } from '../domain/report-table.js';

/** What a spreadsheet, or a program that reads what it saves, would take for a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** Text that no spreadsheet takes for a formula: an apostrophe in front keeps it text. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const STATUS = {
  draft: 'ПРОЕКТ: показатели ещё не приняты, только для своего просмотра',
  published: 'Принятые показатели',
} as const;

/** `2026-11-22T22:00Z`, to the minute: days begin on whole minutes. */
export const utcMinute = (moment: Date): string => `${moment.toISOString().slice(0, 16)}Z`;

/** The header block of f.7, a line each: name and value. */
export function headerLines(header: ReportHeader): readonly (readonly [name: string, value: string])[] {
  const { formCode, formVersion, period, scope, asOf, timeZone, moment } = header;
  return [
    ['Форма', `${formCode}, редакция ${formVersion}`],
    ...(period === null ? [] : [['Период', period] as const]),
    ['Территория', scope],
    ['Отчётная дата', `${formatRussianDate(asOf)}, часовой пояс ${timeZone}`],
    ['Состояние на момент (UTC)', `ранее ${utcMinute(moment)}`],
    ['Снимок', `${header.snapshotId}, редакция ${header.revision}, методика ${header.methodology}`],
    ['Статус', STATUS[header.status]],
  ];
}

/** Lines under the table: what the signs mean, who is missing, who signs. */
export function noteLines({ missing, columns }: ReportTable): readonly string[] {
  return [
    '«—» — показателя нет: знаменатель равен 0, данных на эту дату не было или показатель здесь не считается.',
    ...(columns.some(({ kind }) => kind === 'distinct')
      ? ['«Без повторов» — каждый человек посчитан на своём уровне один раз; итог не равен сумме строк.']
      : []),
    ...(missing.length === 0 ? [] : ['Не представили отчёт (показателей в таблице нет):']),
    ...missing.map(({ municipality, name, reason }) => `${municipality}, ${name}: ${reason}`),
  ];
}

export function footerLines({ footer }: ReportTable): readonly (readonly [who: string, value: string])[] {
  return [
    ['Руководитель', footer.head ?? '____________________ / ____________________'],
    ['Исполнитель', footer.performer ?? '____________________ / ____________________'],
    ['Телефон', footer.phone ?? '____________________'],
  ];
}

/** A name for the file as people look for it: `Форма ЕСИА-1, Школа 5, 15.09.2026.xlsx`. */
export function fileTitle(parts: readonly string[], day: CalendarDate): string {
  return [...parts, formatRussianDate(day)]
    .map((part) =>
      part
        .replaceAll(/[\p{Cc}"\\/:*?<>|]/gu, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 150);
}
