import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/** The values of a Person from the row that leads; a СНИЛС that is not the row's comes from the Person, sealed as it was. */
const VALUES = `
  s.last_name, s.first_name, s.middle_name, s.norm_last, s.norm_first, s.norm_middle, r.birth_date, s.gender, s.citizenship,
  CASE WHEN r.snils_hmac IS NULL THEN s.snils_state ELSE 'valid' END AS snils_state, r.snils_hmac,
  ${['snils_enc', 'snils_key_id', 'snils_last2']
    .map(
      (column) => `CASE WHEN r.snils_hmac = s.snils_hmac THEN s.${column}
       WHEN r.snils_hmac IS NOT NULL THEN o.${column} END AS ${column}`,
    )
    .join(', ')},
  s.self_typed, s.middle_placeholder`;

const FROM_RESOLVED = `
  FROM stage_resolved r
  JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
  LEFT JOIN people o ON o.id = r.old_person_id`;

/** Writes what {@link resolvePeople} decided: new and changed people, their records, and every row that names them. */
export async function mergePeople(client: ClientBase, scope: ImportScope): Promise<void> {
  await insertPeople(client, scope);
  await updatePeople(client, scope);
  await client.query(
    `INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
     SELECT r.record_id, $1, $2, r.kind, r.source_id, r.person_id, s.row_hash ${FROM_RESOLVED} WHERE r.new_record`,
    [scope.regionId, scope.source],
  );
  await client.query(
    `UPDATE person_records t SET person_id = r.person_id, row_hash = s.row_hash, removed_at = NULL
     ${FROM_RESOLVED} WHERE NOT r.new_record AND t.id = r.record_id`,
  );
  await followMovedRecords(client, scope);
}

async function insertPeople(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `INSERT INTO people (id, region_id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle, birth_date,
                         gender, citizenship, snils_state, snils_hmac, snils_enc, snils_key_id, snils_last2,
                         names_self_typed, middle_placeholder, created_at, updated_at)
     SELECT r.person_id, $1, ${VALUES}, $2, $2 ${FROM_RESOLVED} WHERE r.fresh AND r.leads`,
    [scope.regionId, scope.now],
  );
}

/**
 * What a row leaves empty does not empty a Person whom other records describe too; what a higher source holds stays, and
 * names that somebody else told stay before self-typed ones (ROS-13). The sealed СНИЛС is replaced only
 * with its hash: sealing twice never gives the same bytes.
 */
async function updatePeople(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `WITH leader AS (
       SELECT DISTINCT ON (r.person_id) r.person_id, ${VALUES},
              EXISTS (SELECT 1 FROM person_records x WHERE x.person_id = r.person_id AND x.removed_at IS NULL
                         AND x.id <> r.record_id) AS shared
       ${FROM_RESOLVED} WHERE NOT r.fresh
       ORDER BY r.person_id, s.norm_middle IS NULL, r.kind, r.source_id COLLATE "C"
     ), wanted AS (
       SELECT l.*, p.id,
              CASE WHEN k.names THEN p.last_name ELSE l.last_name END AS new_last,
              CASE WHEN k.names THEN p.first_name ELSE l.first_name END AS new_first,
              CASE WHEN k.names THEN p.norm_last ELSE l.norm_last END AS new_norm_last,
              CASE WHEN k.names THEN p.norm_first ELSE l.norm_first END AS new_norm_first,
              CASE WHEN k.names THEN p.middle_name
                   WHEN shared THEN coalesce(l.middle_name, p.middle_name) ELSE l.middle_name END AS new_middle,
              CASE WHEN k.names THEN p.norm_middle
                   WHEN shared THEN coalesce(l.norm_middle, p.norm_middle) ELSE l.norm_middle END AS new_norm_middle,
              CASE WHEN k.names THEN p.names_self_typed ELSE l.self_typed END AS new_self_typed,
              CASE WHEN k.names THEN p.middle_placeholder ELSE l.middle_placeholder END AS new_placeholder,
              CASE WHEN 'gender' = ANY (h.attributes) THEN p.gender
                   WHEN shared THEN coalesce(l.gender, p.gender) ELSE l.gender END AS new_gender,
              CASE WHEN 'citizenship' = ANY (h.attributes) THEN p.citizenship
                   WHEN shared THEN coalesce(l.citizenship, p.citizenship) ELSE l.citizenship END AS new_citizenship,
              p.snils_hmac IS DISTINCT FROM l.snils_hmac AS new_snils
         FROM leader l JOIN people p ON p.id = l.person_id LEFT JOIN stage_held h ON h.person_id = p.id
        CROSS JOIN LATERAL (SELECT coalesce('names' = ANY (h.attributes), false)
                              OR (l.self_typed AND l.shared AND NOT p.names_self_typed) AS names) k
     )
     UPDATE people t
        SET last_name = w.new_last, first_name = w.new_first, middle_name = w.new_middle,
            norm_last = w.new_norm_last, norm_first = w.new_norm_first, norm_middle = w.new_norm_middle,
            names_self_typed = w.new_self_typed, middle_placeholder = w.new_placeholder,
            birth_date = w.birth_date, gender = w.new_gender, citizenship = w.new_citizenship,
            snils_state = w.snils_state, snils_hmac = w.snils_hmac,
            snils_enc = CASE WHEN w.new_snils THEN w.snils_enc ELSE t.snils_enc END,
            snils_key_id = CASE WHEN w.new_snils THEN w.snils_key_id ELSE t.snils_key_id END,
            snils_last2 = CASE WHEN w.new_snils THEN w.snils_last2 ELSE t.snils_last2 END,
            updated_at = $1
       FROM wanted w
      WHERE t.id = w.id
        AND (t.last_name, t.first_name, t.middle_name, t.norm_last, t.norm_first, t.norm_middle, t.birth_date, t.gender,
             t.citizenship, t.snils_state, t.snils_hmac, t.names_self_typed, t.middle_placeholder)
            IS DISTINCT FROM
            (w.new_last, w.new_first, w.new_middle, w.new_norm_last, w.new_norm_first, w.new_norm_middle, w.birth_date,
             w.new_gender, w.new_citizenship, w.snils_state, w.snils_hmac, w.new_self_typed, w.new_placeholder)`,
    [scope.now],
  );
}

/** A record that became another Person takes its enrolments, appointments, ties and accounts along. */
async function followMovedRecords(client: ClientBase, scope: ImportScope): Promise<void> {
  const moved = await client.query(
    `CREATE TEMP TABLE stage_moved ON COMMIT DROP AS
     SELECT record_id, person_id FROM stage_resolved WHERE NOT new_record AND person_id <> old_person_id`,
  );
  if (moved.rowCount === 0) return;
  for (const table of ['enrollments', 'staff_appointments', 'journal_accounts']) {
    await client.query(
      `UPDATE ${table} t SET person_id = m.person_id FROM stage_moved m WHERE t.record_id = m.record_id`,
    );
  }
  // Child and representative found to be one human: the tie was an error of the source. It ends as it stood.
  await client.query(
    `WITH now_tied AS (
       SELECT t.id, coalesce(c.person_id, t.child_id) AS child_id,
              coalesce(r.person_id, t.representative_id) AS representative_id
         FROM family_ties t
         LEFT JOIN stage_moved c ON c.record_id = t.child_record_id
         LEFT JOIN stage_moved r ON r.record_id = t.representative_record_id
        WHERE c.record_id IS NOT NULL OR r.record_id IS NOT NULL
     )
     UPDATE family_ties t
        SET child_id = CASE WHEN n.child_id = n.representative_id THEN t.child_id ELSE n.child_id END,
            representative_id = CASE WHEN n.child_id = n.representative_id THEN t.representative_id ELSE n.representative_id END,
            valid_to = CASE WHEN n.child_id = n.representative_id THEN greatest(t.valid_from, least(t.valid_to, $1)) ELSE t.valid_to END
       FROM now_tied n WHERE t.id = n.id`,
    [scope.today],
  );
}
