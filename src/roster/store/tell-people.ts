import type { ClientBase } from 'pg';
import { appendNewsFrom } from '../../platform/outbox/outbox.js';
import { PEOPLE_CHANGED, PEOPLE_PER_EVENT } from '../domain/people-changed.js';
import type { ImportScope } from './import-scope.js';

/** What of a person a match rests on. */
const GROUND =
  'norm_last, norm_first, norm_middle, names_self_typed, birth_date, snils_state, snils_hmac, merge_forbidden';

/**
 * Keeps how the people of changed rows were before the merge, as `stage_before`, and whose records were removed, as
 * `stage_returned`.
 */
export async function rememberPeople(client: ClientBase): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_before ON COMMIT DROP AS
     SELECT id, ${GROUND} FROM people WHERE id IN (SELECT person_id FROM stage_resolved WHERE NOT fresh)`,
  );
  await client.query(
    `CREATE TEMP TABLE stage_returned ON COMMIT DROP AS
     SELECT id AS record_id FROM person_records
      WHERE removed_at IS NOT NULL AND id IN (SELECT record_id FROM stage_resolved WHERE NOT new_record)`,
  );
  await client.query('ANALYZE stage_before');
  await client.query('ANALYZE stage_returned');
}

/** Collects, once people are merged, whom the rows made new, brought back, parted, joined or changed. */
export async function collectChangedPeople(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO stage_told
     SELECT r.person_id FROM stage_resolved r WHERE r.new_record OR r.person_id <> r.old_person_id
     UNION ALL
     SELECT r.old_person_id FROM stage_resolved r WHERE r.person_id <> r.old_person_id
     UNION ALL
     SELECT r.person_id FROM stage_returned b JOIN stage_resolved r ON r.record_id = b.record_id
     UNION ALL
     SELECT p.id FROM stage_before b JOIN people p ON p.id = b.id
      WHERE (${GROUND.replaceAll(/\w+/g, 'p.$&')}) IS DISTINCT FROM (${GROUND.replaceAll(/\w+/g, 'b.$&')})`,
  );
}

/**
 * Tells the contexts above of everybody whom this import collected in `stage_told`: those in whom something changed that
 * a match or a link rests on. The ids never leave the database.
 */
export async function tellPeopleChanged(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    appendNewsFrom(
      `SELECT $1::uuid AS region_id, '${PEOPLE_CHANGED}' AS topic,
              jsonb_build_object('person_ids', jsonb_agg(n.person_id ORDER BY n.person_id)) AS body, $2::timestamptz AS at
         FROM (SELECT d.person_id, (row_number() OVER (ORDER BY d.person_id) - 1) / ${PEOPLE_PER_EVENT} AS chunk
                 FROM (SELECT DISTINCT person_id FROM stage_told WHERE person_id IS NOT NULL) d) n
        GROUP BY n.chunk ORDER BY n.chunk`,
    ),
    [scope.regionId, scope.now],
  );
}
