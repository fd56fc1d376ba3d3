import type { Uuid } from '../../kernel/ids.js';
import { type Page, pageOf } from '../../platform/http/cursor.js';
import { isMoment, isUuid, keyOf } from './cursor-key.js';

/** The sort key (moment, id) in the cursor of a list; null for the first page. */
export function momentCursorOf(cursor: string | undefined): { readonly at: Date; readonly id: Uuid } | null {
  const [moment, id] = keyOf(cursor === undefined ? {} : { cursor }, isMoment, isUuid) ?? [];
  return moment === undefined || id === undefined ? null : { at: new Date(moment), id: id as Uuid };
}

/** A page of a list in the order of (moment, id), as {@link momentCursorOf} and `keyOf` read it back. */
export function pageByMoment<T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
  momentOf: (row: T) => Date,
): Page<T> {
  return pageOf(rows, limit, (row) => [momentOf(row).toISOString(), row.id]);
}
