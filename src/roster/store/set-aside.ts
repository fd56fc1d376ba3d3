import type { ClientBase } from 'pg';
import { importIssue, type IssueCode, type IssueLog } from '../domain/import-issue.js';
import type { StageTable } from './staging.js';

/** One check of staged rows in SQL. */
export interface StageCheck {
  readonly table: StageTable;
  /** The file's name in messages. */
  readonly file: string;
  readonly column: string;
  readonly code: IssueCode;
  /** SQL over the alias `s` that is true for a bad row. */
  readonly condition: string;
  readonly parameters?: readonly unknown[];
}

/** Sets the bad rows aside, or only reports them when the code is a warning. */
export async function checkStaged(client: ClientBase, log: IssueLog, check: StageCheck): Promise<void> {
  const { table, condition, parameters = [] } = check;
  const bad = await client.query<{ row_no: number; total: number }>(
    `WITH bad AS (UPDATE ${table} s SET aside = true WHERE NOT s.aside AND (${condition}) RETURNING s.row_no)
     SELECT row_no, count(*) OVER ()::integer AS total FROM bad ORDER BY row_no LIMIT ${Math.max(log.room, 1)}`,
    [...parameters],
  );
  report(log, check, bad.rows);
}

/** Reports staged rows without setting them aside. */
export async function warnOfStaged(client: ClientBase, log: IssueLog, check: StageCheck): Promise<void> {
  const odd = await client.query<{ row_no: number; total: number }>(
    `SELECT s.row_no, count(*) OVER ()::integer AS total FROM ${check.table} s
      WHERE NOT s.aside AND (${check.condition}) ORDER BY s.row_no LIMIT ${Math.max(log.room, 1)}`,
    [...(check.parameters ?? [])],
  );
  report(log, check, odd.rows);
}

function report(log: IssueLog, check: StageCheck, rows: readonly { row_no: number; total: number }[]): void {
  for (const { row_no: row } of rows)
    log.add(importIssue(check.code, { file: check.file, row, column: check.column }));
  const total = rows[0]?.total ?? 0;
  if (total > rows.length) log.addUnnamed(check.code, total - rows.length);
}

/** Sets aside every later row whose key stood in an earlier good row of the same file. */
export function checkDuplicates(
  client: ClientBase,
  log: IssueLog,
  at: Pick<StageCheck, 'table' | 'file' | 'column'> & { readonly key: string; readonly among?: string },
): Promise<void> {
  const among = at.among ?? 'true';
  // Hashing finds the few keys that repeat; only their rows are sorted.
  return checkStaged(client, log, {
    ...at,
    code: 'DUPLICATE_ROW',
    condition: `(${among}) AND s.ctid IN (
      SELECT d.ctid FROM (
        SELECT ctid, row_number() OVER (PARTITION BY ${at.key} ORDER BY row_no) AS occurrence
          FROM ${at.table} s WHERE NOT s.aside AND (${among}) AND (${at.key}) IN (
            SELECT ${at.key} FROM ${at.table} s WHERE NOT s.aside AND (${among}) GROUP BY ${at.key} HAVING count(*) > 1)
      ) d WHERE d.occurrence > 1)`,
  });
}
