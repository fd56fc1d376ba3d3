import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { decodeCursor } from '../../platform/http/cursor.js';
import { InvalidInput } from '../../platform/http/validation.js';

/** The moment of a cursor, as Date.toISOString writes it: a year that PostgreSQL does not know would fail in it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The sort key (moment, id) in the cursor of a list; null for the first page. */
export function momentCursorOf(cursor: string | undefined): { readonly at: Date; readonly id: Uuid } | null {
  if (cursor === undefined) return null;
  const [moment = '', text = ''] = decodeCursor(cursor, 2) ?? [];
  const [at, id] = [new Date(MOMENT.test(moment) ? moment : NaN), parseUuid(text)];
  if (Number.isNaN(at.getTime()) || id === null) {
    throw new InvalidInput([{ field: 'cursor', message: 'возьмите значение next_cursor прошлой страницы' }]);
  }
  return { at, id };
}
