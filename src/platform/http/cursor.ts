/** One page of a list; `next_cursor` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** A cursor is the sort key of the last row shown; it holds no personal data by the caller's choice of keys. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in a cursor of `parts` parts; null when somebody made the cursor up. */
export function decodeCursor(cursor: string, parts: number): readonly string[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits = Array.isArray(key) && key.length === parts && key.every(isText);
    return fits ? key : null;
  } catch {
    return null;
  }
}

/** Text that PostgreSQL can compare with: its `text` holds every character but U+0000. */
function isText(part: unknown): boolean {
  return typeof part === 'string' && !part.includes('\0');
}

/** Cuts the one row too many that the query fetched to see whether there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, key: (row: T) => readonly string[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}
