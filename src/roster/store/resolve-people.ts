import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/**
 * Decides for every new or changed row which Person it is (ROS-16): rows equal in СНИЛС + birth date + norm(first) are
 * one, across files, schools and roles. The result is the temporary table `stage_resolved`, one row for each new or
 * changed record: who it was, who it is now, and whether the Person or the record is new.
 *
 * A record whose identity changed is resolved anew: it joins the Person who has that identity already, or takes its own
 * Person along if nobody stays behind, or becomes a new Person. A Person marked `merge_forbidden` neither gains records
 * nor loses them here (EC-054), and a pinned record stays where somebody put it (ROS-09). What a higher source holds
 * ({@link findHeld}) counts as the row's own value.
 */
export async function resolvePeople(client: ClientBase, scope: ImportScope): Promise<void> {
  await findHeld(client, scope);
  await findChanged(client, scope);
  await groupByIdentity(client, scope);
  await keepOwnPeople(client);
  await client.query(`
    CREATE TEMP TABLE stage_resolved ON COMMIT DROP AS
    SELECT c.row_no, c.kind, c.source_id, c.carries, c.old_person_id, c.snils_hmac, c.birth_date,
           coalesce(c.record_id, gen_random_uuid()) AS record_id, c.record_id IS NULL AS new_record,
           CASE WHEN NOT c.moves THEN c.old_person_id
                WHEN g.person_id IS NOT NULL THEN g.person_id
                WHEN c.whole THEN g.fresh_id
                WHEN o.old_person_id IS NOT NULL THEN c.old_person_id
                ELSE gen_random_uuid() END AS person_id,
           c.moves AND g.person_id IS NULL AND (c.whole OR o.old_person_id IS NULL) AS fresh,
           NOT c.whole OR NOT c.moves OR c.rank = g.first_rank AS leads
      FROM stage_changed c
      LEFT JOIN stage_identities g
        ON c.moves AND c.whole AND g.snils_hmac = c.snils_hmac AND g.birth_date = c.birth_date AND g.norm_first = c.norm_first
      LEFT JOIN stage_own o ON o.old_person_id = c.old_person_id AND o.kind = c.kind AND o.source_id = c.source_id`);
  await client.query('ANALYZE stage_resolved');
}

/**
 * The attributes that this source may not overwrite (ROS-13), as `stage_held`, one row a person: told by hand, or by another
 * source of a higher rank that still names the person.
 */
async function findHeld(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_held ON COMMIT DROP AS
     WITH own AS (
       SELECT attribute, rank FROM attribute_sources
        WHERE source_kind = coalesce((SELECT kind FROM roster_sources WHERE region_id = $1 AND source = $2), 'journal')
     ), held AS (
       SELECT h.person_id, h.attribute
         FROM attributes_by_hand h JOIN people p ON p.id = h.person_id AND p.region_id = $1
         JOIN attribute_sources hand ON hand.attribute = h.attribute AND hand.source_kind = 'hand'
         JOIN own ON own.attribute = h.attribute AND own.rank < hand.rank
       UNION
       SELECT r.person_id, better.attribute
         FROM roster_sources o
         JOIN person_records r ON r.region_id = o.region_id AND r.source = o.source AND r.removed_at IS NULL
         JOIN attribute_sources better ON better.source_kind = o.kind AND better.writes
         JOIN own ON own.attribute = better.attribute AND own.rank < better.rank
        WHERE o.region_id = $1 AND o.source <> $2
          AND EXISTS (SELECT FROM person_records mine WHERE mine.person_id = r.person_id AND mine.source = $2)
     )
     SELECT person_id, array_agg(attribute) AS attributes FROM held GROUP BY person_id`,
    [scope.regionId, scope.source],
  );
  await client.query('ANALYZE stage_held');
}

/**
 * Rows that are new, differ from what was imported last, or come back. A СНИЛС or birth date that the row lacks is
 * carried over from the Person (EC-013), unless first name and birth date both say that the id now names another human. The
 * number of a person merged into this one is no other number.
 * `rank` orders the rows of one Person: the one with a patronymic, then by kind and id, gives the Person's names.
 */
async function findChanged(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_changed ON COMMIT DROP AS
     SELECT d.*, d.snils_hmac IS NOT NULL AND d.birth_date IS NOT NULL AS whole,
            d.old_person_id IS NULL OR (d.identity_differs AND NOT d.merge_forbidden AND NOT d.pinned) AS moves
       FROM (
         SELECT e.*, p.merge_forbidden,
                (e.snils_hmac, e.birth_date, e.norm_first) IS DISTINCT FROM (p.snils_hmac, p.birth_date, p.norm_first)
                  AS identity_differs
           FROM (
             SELECT s.row_no, s.kind, s.source_id, r.id AS record_id, r.person_id AS old_person_id, r.pinned, c.carries,
                    CASE WHEN c.carries AND 'names' = ANY (h.attributes) THEN q.norm_first ELSE s.norm_first END AS norm_first,
                    CASE WHEN c.carries AND q.snils_hmac IS NOT NULL
                          AND (s.snils_hmac IS NULL OR 'snils' = ANY (h.attributes) OR (r.pinned AND EXISTS (
                                SELECT FROM people m WHERE m.merged_into_id = r.person_id AND m.snils_hmac = s.snils_hmac)))
                         THEN q.snils_hmac ELSE s.snils_hmac END AS snils_hmac,
                    CASE WHEN c.carries AND q.birth_date IS NOT NULL
                          AND (s.birth_date IS NULL OR 'birth_date' = ANY (h.attributes))
                         THEN q.birth_date ELSE s.birth_date END AS birth_date,
                    concat(s.norm_middle IS NULL, ' ', s.kind, ' ', s.source_id) COLLATE "C" AS rank
               FROM stage_people s
               LEFT JOIN person_records r
                 ON r.region_id = $1 AND r.source = $2 AND r.kind = s.kind AND r.source_id = s.source_id
               LEFT JOIN people q ON q.id = r.person_id
               LEFT JOIN stage_held h ON h.person_id = r.person_id
              CROSS JOIN LATERAL (SELECT q.id IS NOT NULL AND (r.pinned OR q.merge_forbidden
                OR NOT (q.norm_first <> s.norm_first AND coalesce(q.birth_date <> s.birth_date, false))) AS carries) c
              WHERE NOT s.aside AND (r.id IS NULL OR r.removed_at IS NOT NULL OR r.row_hash <> s.row_hash)
           ) e
           LEFT JOIN people p ON p.id = e.old_person_id
       ) d`,
    [scope.regionId, scope.source],
  );
  await client.query('ANALYZE stage_changed');
}

/** One row for each whole identity that a moving row has, with the oldest Person who has it already. */
async function groupByIdentity(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_identities ON COMMIT DROP AS
     SELECT i.*, gen_random_uuid() AS fresh_id, known.id AS person_id
       FROM (SELECT snils_hmac, birth_date, norm_first, min(rank) AS first_rank
               FROM stage_changed WHERE moves AND whole GROUP BY snils_hmac, birth_date, norm_first) i
       LEFT JOIN LATERAL (
         SELECT coalesce(p.merged_into_id, p.id) AS id FROM people p
           LEFT JOIN people survivor ON survivor.id = p.merged_into_id
          WHERE p.region_id = $1 AND p.snils_hmac = i.snils_hmac AND p.birth_date = i.birth_date
            AND p.norm_first = i.norm_first AND NOT p.merge_forbidden
            AND (p.merged_into_id IS NULL OR survivor.snils_hmac = p.snils_hmac)
          ORDER BY p.created_at, p.id LIMIT 1) known ON true`,
    [scope.regionId],
  );
  await client.query('ANALYZE stage_identities');
}

/**
 * Where all live records of a Person move, the Person goes along with the first of them (`stage_own`): a corrected
 * birth date is the same human. Not if another row just joined that Person. Of several who come to one identity the oldest
 * stays; of those who came in one import, the one whose row leads: their ids are random.
 */
async function keepOwnPeople(client: ClientBase): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_own ON COMMIT DROP AS
     SELECT DISTINCT ON (c.old_person_id) c.old_person_id, c.kind, c.source_id, c.whole, c.snils_hmac, c.birth_date, c.norm_first,
            c.rank
       FROM stage_changed c
      WHERE c.moves AND c.old_person_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM stage_identities g WHERE g.person_id = c.old_person_id)
        AND NOT EXISTS (
          SELECT 1 FROM person_records r
           WHERE r.person_id = c.old_person_id AND r.removed_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM stage_changed m WHERE m.record_id = r.id AND m.moves))
      ORDER BY c.old_person_id, c.rank`,
  );
  await client.query(
    `UPDATE stage_identities g SET person_id = o.old_person_id
       FROM (SELECT DISTINCT ON (o.snils_hmac, o.birth_date, o.norm_first) o.*
               FROM stage_own o JOIN people p ON p.id = o.old_person_id
              WHERE o.whole ORDER BY o.snils_hmac, o.birth_date, o.norm_first, p.created_at, o.rank) o
      WHERE g.person_id IS NULL AND g.snils_hmac = o.snils_hmac AND g.birth_date = o.birth_date AND g.norm_first = o.norm_first`,
  );
}
