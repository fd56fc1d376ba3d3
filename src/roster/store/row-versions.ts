import type { ClientBase } from 'pg';
import type { IssueLog } from '../domain/import-issue.js';
import type { ImportScope } from './import-scope.js';
import { checkStaged, type StageCheck } from './set-aside.js';

interface Versioned extends Pick<StageCheck, 'table' | 'file' | 'column'> {
  /** SQL over the alias `s`. */
  readonly kind: string;
  readonly key: string;
  readonly among: string;
}

const PEOPLE = ['student', 'representative', 'staff'] as const;
const FILES = { student: 'students', representative: 'representatives', staff: 'staff' } as const;
const REMOVALS = ['students', 'representatives', 'staff', 'family_ties', 'journal_accounts'] as const;

/** One key for a row and for the entry that removes it; an enrolment to be deleted is its pupil's row. */
const VERSIONED: readonly Versioned[] = [
  ...(['municipalities', 'schools', 'classes'] as const).map((kind) => ({
    table: `stage_${kind}` as const,
    file: `${kind}.csv`,
    column: 'source_id',
    kind: `'${kind}'`,
    key: 's.source_id',
    among: 'true',
  })),
  ...PEOPLE.map((kind) => ({
    table: 'stage_people' as const,
    file: `${FILES[kind]}.csv`,
    column: 'source_id',
    kind: `'${FILES[kind]}'`,
    key: 's.source_id',
    among: `s.kind = '${kind}'`,
  })),
  {
    table: 'stage_ties',
    file: 'family_ties.csv',
    column: 'student_source_id',
    kind: `'family_ties'`,
    key: `concat(s.student_source_id, ' ', s.representative_source_id)`,
    among: 'true',
  },
  {
    table: 'stage_accounts',
    file: 'journal_accounts.csv',
    column: 'external_id',
    kind: `'journal_accounts'`,
    key: `concat(s.external_id, ' ', s.journal_system)`,
    among: 'true',
  },
  ...REMOVALS.map((kind) => ({
    table: 'stage_removals' as const,
    file: `${kind}.csv`,
    column: 'source_id',
    kind: `'${kind}'`,
    key: kind === 'family_ties' || kind === 'journal_accounts' ? `concat(s.key, ' ', s.place)` : 's.key',
    among: `s.kind = '${kind}'`,
  })),
];

/** CSV and XLSX say nothing of moments, so their rows need not be looked at one kind after another. */
async function hasMoments(client: ClientBase): Promise<boolean> {
  const tables = [...new Set(VERSIONED.map(({ table }) => table))];
  const some = tables.map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE modified_at IS NOT NULL)`);
  const { rows } = await client.query<{ some: boolean }>(`SELECT ${some.join(' OR ')} AS some`);
  return rows[0]?.some ?? false;
}

/** Sets aside, with a warning, rows that are older than what was applied last: their delta came late. */
export async function setOutdatedAside(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  if (!(await hasMoments(client))) return;
  for (const { kind, key, among, ...at } of VERSIONED) {
    await checkStaged(client, log, {
      ...at,
      code: 'ROW_OUT_OF_DATE',
      condition: `s.modified_at IS NOT NULL AND ${among} AND EXISTS (
        SELECT 1 FROM roster_row_versions v WHERE v.region_id = $1 AND v.source = $2 AND v.kind = ${kind}
           AND v.key = ${key} AND v.modified_at > s.modified_at)`,
      parameters: [scope.regionId, scope.source],
    });
  }
}

/** Remembers when the rows that were applied had been changed. Rows without such a moment leave what is known. */
export async function rememberVersions(client: ClientBase, scope: ImportScope): Promise<void> {
  if (!(await hasMoments(client))) return;
  const rows = VERSIONED.map(
    ({ table, kind, key, among }) => `SELECT ${kind} AS kind, ${key} AS key, s.modified_at FROM ${table} s
      WHERE s.modified_at IS NOT NULL AND NOT s.aside AND ${among}`,
  );
  await client.query(
    `INSERT INTO roster_row_versions AS t (region_id, source, kind, key, modified_at)
     SELECT $1, $2, u.kind, u.key, max(u.modified_at) FROM (${rows.join(' UNION ALL ')}) u GROUP BY u.kind, u.key
     ON CONFLICT (region_id, source, kind, key) DO UPDATE SET modified_at = excluded.modified_at
      WHERE t.modified_at < excluded.modified_at`,
    [scope.regionId, scope.source],
  );
}
