import type { ClientBase } from 'pg';
import { appendNewsFrom } from '../../platform/outbox/outbox.js';
import { PEOPLE_CHANGED, PEOPLE_PER_EVENT } from '../domain/people-changed.js';
import type { ImportScope } from './import-scope.js';

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
