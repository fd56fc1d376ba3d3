import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * The rows of one import, as judged, before they meet the roster. Temporary tables of the import's own transaction:
 * nobody else sees them, nothing is written to the WAL, a killed import leaves none behind, and the application needs
 * no right to change the schema (PostgreSQL gives TEMPORARY to everybody). `aside` marks rows set aside: they stay, so
 * that who stands in them does not count as absent (EC-137); their other columns may be empty. `modified_at`, the last
 * column of each, is when the source changed the row last, if it says so.
 */
const TABLES = {
  stage_municipalities: `source_id text, oktmo text, name text, kind text`,
  stage_schools: `source_id text, municipality_source_id text, full_name text, short_name text, kind text,
    founder_type text, inn text, ogrn text`,
  stage_classes: `source_id text, school_source_id text, academic_year text, grade_level smallint, letter text, campus text`,
  stage_people: `kind text, source_id text, last_name text, first_name text, middle_name text,
    norm_last text, norm_first text, norm_middle text, birth_date date, gender text, citizenship text,
    snils_state text, snils_hmac bytea, snils_enc bytea, snils_key_id text, snils_last2 text,
    school_source_id text, class_source_id text, post text, valid_from date, valid_to date,
    order_no text, end_kind text, row_hash bytea, self_typed boolean, middle_placeholder boolean`,
  stage_ties: `student_source_id text, representative_source_id text, kind text, valid_from date, valid_to date`,
  stage_accounts: `journal_system text, external_id text, role text, owner_kind text, owner_source_id text,
    school_source_ids text, row_hash bytea`,
  stage_removals: `kind text, key text, place text`,
} as const;

export type StageTable = keyof typeof TABLES;
export const STAGE_TABLES = Object.keys(TABLES) as readonly StageTable[];
export type StageValue = string | number | boolean | Buffer | null;

/** Makes the staging tables; they vanish with the transaction. */
export async function createStaging(client: ClientBase): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES)) {
    await client.query(
      `CREATE TEMP TABLE ${table} (row_no integer NOT NULL, aside boolean NOT NULL, ${columns}, modified_at timestamptz) ON COMMIT DROP`,
    );
  }
  await client.query(`CREATE TEMP TABLE stage_told (person_id uuid) ON COMMIT DROP`);
  await client.query(
    `CREATE TEMP TABLE stage_absent (kind text NOT NULL, record_id uuid NOT NULL) ON COMMIT DROP`,
  );
}

const FLUSH_AT = 1 << 16;

/**
 * Streams rows into a staging table by COPY, with back-pressure; `row_no` and `aside` come first in a row. `rest` is awaited
 * after every few hundred rows. Temporary tables have no autovacuum, so the planner's figures are gathered here.
 */
export async function copyRows(
  client: ClientBase,
  table: StageTable,
  rows: AsyncIterable<readonly StageValue[]>,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  const done = finished(stream);
  try {
    let text = '';
    for await (const row of rows) {
      text += copyLine(row);
      if (text.length < FLUSH_AT) continue;
      const hasRoom = stream.write(text);
      text = '';
      if (!hasRoom) await Promise.race([once(stream, 'drain'), done]);
      await rest();
    }
    stream.end(text);
    await done;
  } catch (error) {
    stream.destroy();
    await done.catch(() => undefined);
    throw error;
  }
  await client.query(`ANALYZE ${table}`);
}

const TO_ESCAPE = /[\\\t\n\r]/;

/** One row in COPY's text format (PostgreSQL manual, COPY, «Text Format»). */
function copyLine(row: readonly StageValue[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    if (index > 0) line += '\t';
    line += copyValue(row[index] ?? null);
  }
  return `${line}\n`;
}

function copyValue(value: StageValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return TO_ESCAPE.test(value) ? escaped(value) : value;
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return String(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
