import type { ClientBase } from 'pg';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';

/** Whose rows a merge works on: source ids are unique within a source of a region. */
export interface SourceScope {
  readonly regionId: string;
  readonly source: string;
}

/** Merges municipalities from a table with the columns source_id, oktmo, name, kind, aside. */
export function mergeMunicipalities(
  client: ClientBase,
  scope: SourceScope,
  table: string,
): Promise<MergeCounts> {
  return mergeTable(client, {
    target: 'municipalities',
    keys: ['region_id', 'source', 'source_id'],
    columns: ['oktmo', 'name', 'kind'],
    from: `SELECT $1::uuid AS region_id, $2::text AS source, source_id, oktmo, name, kind FROM ${table} WHERE NOT aside`,
    parameters: [scope.regionId, scope.source],
  });
}

/** Merges schools from a table with the columns of schools.csv and `aside`; municipalities must be in already. */
export function mergeSchools(client: ClientBase, scope: SourceScope, table: string): Promise<MergeCounts> {
  return mergeTable(client, {
    target: 'schools',
    keys: ['region_id', 'source', 'source_id'],
    columns: ['municipality_id', 'full_name', 'short_name', 'kind', 'founder_type', 'inn', 'ogrn'],
    from: `SELECT m.region_id, m.source, s.source_id, m.id AS municipality_id, s.full_name, s.short_name, s.kind,
                  s.founder_type, s.inn, s.ogrn
             FROM ${table} s
             JOIN municipalities m ON m.region_id = $1 AND m.source = $2 AND m.source_id = s.municipality_source_id
            WHERE NOT s.aside`,
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
