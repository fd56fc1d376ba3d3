import { createHash } from 'node:crypto';
import { formatRussianDate, parseCalendarDate } from '../../../kernel/calendar-date.js';

export type Fields = Readonly<Record<string, unknown>>;

/** Without the fields that are undefined: what was not granted is omitted, never null (5.1). */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Forty upper-case hexadecimal digits that change with the content (5.1). */
const eTagOf = (fields: Fields): string =>
  createHash('sha1').update(JSON.stringify(fields)).digest('hex').toUpperCase();

/** A resource with `stateFacts` first and `eTag` last. */
export function resource(stateFact: 'EntityRoot' | 'Identifiable', fields: Fields): Fields {
  const shown = present(fields);
  return { stateFacts: [stateFact], ...shown, eTag: eTagOf(shown) };
}

/** A collection (5.2): addresses, or whole elements. */
export function collection(elements: readonly unknown[]): Fields {
  const fields = { size: elements.length, elements };
  return { stateFacts: ['hasSize'], size: elements.length, eTag: eTagOf(fields), elements };
}

/** `YYYY-MM-DD` → `dd.MM.yyyy` (5.1); undefined stays. */
export function writtenDate(date: string | undefined): string | undefined {
  const parsed = date === undefined ? null : parseCalendarDate(date);
  return parsed === null ? undefined : formatRussianDate(parsed);
}

/** Eleven digits → `NNN-NNN-NNN NN` (5.1); test numbers, too, hence not the kernel's parser. */
export const writtenSnils = (snils: string | null): string | undefined =>
  snils === null ? undefined : snils.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1-$2-$3 $4');
