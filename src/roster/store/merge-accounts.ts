import type { ClientBase } from 'pg';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';
import type { ImportScope } from './import-scope.js';

/** Merges journal accounts and the schools they serve; an account that stands in the file is open, but for the dead (EC-080). */
export async function mergeAccounts(client: ClientBase, scope: ImportScope): Promise<MergeCounts> {
  await client.query(
    `CREATE TEMP TABLE stage_owned ON COMMIT DROP AS
     SELECT j.region_id, j.id AS journal_system_id, s.external_id, s.role, r.id AS record_id, r.person_id, s.row_hash,
            CASE WHEN d.id IS NOT NULL THEN coalesce(a.closed_at, $3::timestamptz) END AS closed_at, s.school_source_ids,
            a.person_id AS known_person_id, a.role AS known_role, a.closed_at AS known_closed_at, a.id IS NULL AS new_account,
            a.id IS NULL OR a.row_hash <> s.row_hash AS new_schools
       FROM stage_accounts s
       JOIN journal_systems j ON j.region_id = $1 AND j.code = s.journal_system
       JOIN person_records r ON r.region_id = $1 AND r.source = $2 AND r.kind = s.owner_kind AND r.source_id = s.owner_source_id
       LEFT JOIN (SELECT id FROM people WHERE region_id = $1 AND deceased_on IS NOT NULL) d ON d.id = r.person_id
       LEFT JOIN journal_accounts a ON a.journal_system_id = j.id AND a.external_id = s.external_id
      WHERE NOT s.aside`,
    [scope.regionId, scope.source, scope.now],
  );
  await client.query('ANALYZE stage_owned');
  await client.query(
    `INSERT INTO stage_told
     SELECT p.person_id FROM stage_owned o CROSS JOIN LATERAL (VALUES (o.person_id), (o.known_person_id)) AS p (person_id)
      WHERE p.person_id IS NOT NULL
        AND (o.new_account OR (o.known_person_id, o.known_role, o.known_closed_at)
                              IS DISTINCT FROM (o.person_id, o.role, o.closed_at))`,
  );
  const counts = await mergeTable(client, {
    target: 'journal_accounts',
    keys: ['journal_system_id', 'external_id'],
    columns: ['region_id', 'role', 'record_id', 'person_id', 'row_hash', 'closed_at'],
    from: 'SELECT * FROM stage_owned',
    parameters: [],
  });
  await mergeSchoolsOfAccounts(client);
  return counts;
}

async function mergeSchoolsOfAccounts(client: ClientBase): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_served ON COMMIT DROP AS
     SELECT DISTINCT a.id AS journal_account_id, sc.id AS school_id, a.person_id, o.new_account
       FROM stage_owned o
       JOIN journal_accounts a ON a.journal_system_id = o.journal_system_id AND a.external_id = o.external_id
      CROSS JOIN LATERAL unnest(string_to_array(o.school_source_ids, '|')) AS served (source_id)
       JOIN known_schools sc ON sc.source_id = served.source_id
      WHERE o.new_schools`,
  );
  await client.query('ANALYZE stage_served');
  await client.query(
    `INSERT INTO stage_told
     SELECT s.person_id
       FROM (SELECT journal_account_id, person_id, array_agg(school_id ORDER BY school_id) AS schools
               FROM stage_served WHERE NOT new_account GROUP BY 1, 2) s
      WHERE s.schools IS DISTINCT FROM (SELECT array_agg(t.school_id ORDER BY t.school_id) FROM journal_account_schools t
                                         WHERE t.journal_account_id = s.journal_account_id)`,
  );
  await client.query(
    `DELETE FROM journal_account_schools t
      WHERE t.journal_account_id IN (SELECT journal_account_id FROM stage_served)
        AND NOT EXISTS (SELECT 1 FROM stage_served s
                         WHERE s.journal_account_id = t.journal_account_id AND s.school_id = t.school_id)`,
  );
  await client.query(
    `INSERT INTO journal_account_schools (journal_account_id, school_id)
     SELECT s.journal_account_id, s.school_id FROM stage_served s
      WHERE NOT EXISTS (SELECT 1 FROM journal_account_schools t
                         WHERE t.journal_account_id = s.journal_account_id AND t.school_id = s.school_id)`,
  );
}
