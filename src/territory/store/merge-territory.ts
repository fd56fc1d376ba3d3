import type { ClientBase } from 'pg';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';

/** Whose rows a merge works on: source ids are unique within a source of a region. */
export interface SourceScope {
  readonly regionId: string;
  readonly source: string;
  /** The region's civil day: from it on hold the attributes that change. */
  readonly today: CalendarDate;
}

/**
 * Keeps what a row of `target` was until today, before it changes (ROS-14, EC-072): numbers and names change, our ids do
 * not. A second change on one day leaves what was before the day.
 */
async function keepVersions(
  client: ClientBase,
  scope: SourceScope,
  kept: {
    readonly target: string;
    readonly owner: string;
    readonly columns: readonly string[];
    readonly from: string;
  },
): Promise<void> {
  const { target, owner, columns, from } = kept;
  const row = (alias: string) => columns.map((column) => `${alias}.${column}`).join(', ');
  await client.query(
    `INSERT INTO ${owner}_versions (${owner}_id, valid_to, ${columns.join(', ')})
     SELECT t.id, $3::date, ${row('t')} FROM ${target} t JOIN (${from}) s
         ON t.region_id = s.region_id AND t.source = s.source AND t.source_id = s.source_id
      WHERE (${row('t')}) IS DISTINCT FROM (${row('s')})
     ON CONFLICT ON CONSTRAINT ${owner}_versions_pkey DO NOTHING`,
    [scope.regionId, scope.source, scope.today],
  );
}

/** Merges municipalities from a table with the columns source_id, oktmo, name, kind, aside. */
export async function mergeMunicipalities(
  client: ClientBase,
  scope: SourceScope,
  table: string,
): Promise<MergeCounts> {
  const columns = ['oktmo', 'name', 'kind'];
  const from = `SELECT $1::uuid AS region_id, $2::text AS source, source_id, oktmo, name, kind FROM ${table} WHERE NOT aside`;
  await keepVersions(client, scope, { target: 'municipalities', owner: 'municipality', columns, from });
  return mergeTable(client, {
    target: 'municipalities',
    keys: ['region_id', 'source', 'source_id'],
    columns,
    from,
    parameters: [scope.regionId, scope.source],
  });
}

/** Merges schools from a table with the columns of schools.csv and `aside`; municipalities must be in already. */
export async function mergeSchools(
  client: ClientBase,
  scope: SourceScope,
  table: string,
): Promise<MergeCounts> {
  const columns = ['municipality_id', 'full_name', 'short_name', 'kind', 'founder_type', 'inn', 'ogrn'];
  const from = `SELECT m.region_id, m.source, s.source_id, m.id AS municipality_id, s.full_name, s.short_name, s.kind,
                  s.founder_type, s.inn, s.ogrn
             FROM ${table} s
             JOIN municipalities m ON m.region_id = $1 AND m.source = $2 AND m.source_id = s.municipality_source_id
            WHERE NOT s.aside`;
  await keepVersions(client, scope, { target: 'schools', owner: 'school', columns, from });
  return mergeTable(client, {
    target: 'schools',
    keys: ['region_id', 'source', 'source_id'],
    columns,
    from,
    parameters: [scope.regionId, scope.source],
  });
}

/**
 * Enters the e-journal systems of a region. Codes are unique in the whole database, because they are client ids.
 * Returns the codes that another region holds; nothing is entered for them.
 */
export async function mergeJournalSystems(
  client: ClientBase,
  regionId: string,
  systems: readonly { readonly code: string; readonly name: string }[],
): Promise<string[]> {
  const codes = systems.map(({ code }) => code);
  const names = systems.map(({ name }) => name);
  const foreign = await client.query<{ code: string }>(
    `SELECT code FROM journal_systems WHERE code = ANY ($1) AND region_id <> $2 ORDER BY code`,
    [codes, regionId],
  );
  await client.query(
    `INSERT INTO journal_systems (region_id, code, name) SELECT $1, * FROM unnest($2::text[], $3::text[])
     ON CONFLICT (code) DO NOTHING`,
    [regionId, codes, names],
  );
  return foreign.rows.map(({ code }) => code);
}
