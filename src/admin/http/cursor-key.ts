import { parseCalendarDate } from '../../kernel/calendar-date.js';
import { parseUuid } from '../../kernel/ids.js';
import { decodeCursor } from '../../platform/http/cursor.js';
import { InvalidInput } from '../../platform/http/validation.js';

/** What a part of a cursor's key must look like. */
export type KeyPart = (text: string) => boolean;

export const isUuid: KeyPart = (text) => parseUuid(text) !== null;
/** A moment as Date.toISOString writes it: a year that PostgreSQL does not know would fail in it. */
export const isMoment: KeyPart = (text) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
/** A civil day. */
export const isDay: KeyPart = (text) => parseCalendarDate(text) !== null;
/** A positive number of PostgreSQL's bigint. */
export const isNumber: KeyPart = (text) => /^[1-9]\d{0,17}$/.test(text);

/** The key in a cursor; null without one. A made-up cursor is named, as every bad field is. */
export function keyOf(
  { cursor }: { readonly cursor?: string },
  ...parts: readonly KeyPart[]
): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, parts.length);
  if (key === null || !parts.every((fits, index) => fits(key[index] ?? ''))) {
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  }
  return key;
}
