import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';
import { type PlaceTable, PLACES } from './place-tables.js';

/**
 * Writes where the new and changed records are. A row tells one place at a time; it continues the history (ROS-08), and
 * what a past day shows stays unless the row itself corrects it:
 * - a later first day with another school, class or post closes the place before and opens the next one, without a gap;
 *   after an end it is a return;
 * - a class of a later academic year begins on 1 September, though many sources repeat the day of the first enrolment;
 * - whoever was removed and stands in the file again returns today, unless the file names a later first day;
 * - with a history behind it and an older first day, another place holds from today on;
 * - everything else corrects the newest place.
 */
export async function mergePlaces(client: ClientBase, scope: ImportScope): Promise<void> {
  for (const place of PLACES) {
    await findWanted(client, scope, place);
    await openFirst(client, scope, place);
    await decideSteps(client, scope, place);
    await tellSteps(client, place);
    await closeBefore(client, place);
    await mendNewest(client, place);
    await openNext(client, scope, place);
  }
}

const wantedOf = ({ table }: PlaceTable) => `stage_${table}`;
const nextOf = ({ table }: PlaceTable) => `stage_${table}_next`;
const row = (alias: string, columns: readonly string[]) =>
  `(${columns.map((column) => `${alias}.${column}`).join(', ')})`;
const assigned = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([column, value]) => `, ${column} = ${value}`);

/** The place that each changed row tells. Nobody is anywhere after death (EC-080). */
async function findWanted(client: ClientBase, scope: ImportScope, place: PlaceTable): Promise<void> {
  const wanted = wantedOf(place);
  await client.query(
    `CREATE TEMP TABLE ${wanted} ON COMMIT DROP AS
     SELECT r.record_id, r.new_record, b.record_id IS NOT NULL AS returns, r.person_id, ${place.values}, s.valid_from,
            CASE WHEN coalesce(s.valid_to, d.deceased_on) IS NOT NULL
                 THEN greatest(s.valid_from, least(s.valid_to, d.deceased_on)) END AS valid_to
       FROM stage_resolved r
       JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
       JOIN known_schools sc ON sc.source_id = s.school_source_id
       LEFT JOIN known_classes kc ON kc.source_id = s.class_source_id
       LEFT JOIN stage_returned b ON b.record_id = r.record_id
       LEFT JOIN (SELECT id, deceased_on FROM people WHERE region_id = $1 AND deceased_on IS NOT NULL) d ON d.id = r.person_id
      WHERE r.kind = $2`,
    [scope.regionId, place.kind],
  );
  await client.query(`ANALYZE ${wanted}`);
}

async function openFirst(client: ClientBase, scope: ImportScope, place: PlaceTable): Promise<void> {
  const { table, columns, opened } = place;
  const more = Object.keys(opened).map((column) => `, ${column}`);
  const values = Object.values(opened).map(({ first }) => `, ${first}`);
  await client.query(
    `INSERT INTO ${table} (region_id, record_id, person_id, valid_from, valid_to, ${columns.join(', ')}${more.join('')})
     SELECT $1, w.record_id, w.person_id, w.valid_from, w.valid_to, ${columns.map((column) => `w.${column}`).join(', ')}${values.join('')}
       FROM ${wantedOf(place)} w WHERE w.new_record`,
    [scope.regionId],
  );
}

/** Compares each wanted place with the newest one of its record; the rules stand at {@link mergePlaces}. */
async function decideSteps(client: ClientBase, scope: ImportScope, place: PlaceTable): Promise<void> {
  const { table, columns, reach } = place;
  await client.query(
    `CREATE TEMP TABLE ${nextOf(place)} ON COMMIT DROP AS
     SELECT w.*, l.id AS latest_id, l.valid_from AS latest_from, l.valid_to AS latest_to, n.day, i.step, c.moves, c.leaves_school,
            CASE i.step WHEN 'open' THEN w.valid_from WHEN 'next' THEN n.day
                        ELSE CASE WHEN l.places > 1 THEN l.valid_from ELSE w.valid_from END END AS new_from,
            CASE WHEN w.valid_to IS NOT NULL THEN greatest(w.valid_to, CASE
              WHEN i.step = 'next' THEN n.day WHEN l.places > 1 THEN l.valid_from ELSE w.valid_from END) END AS new_to,
            CASE WHEN i.step = 'next' AND NOT c.moves AND (l.valid_to IS NULL OR l.valid_to >= n.day)
                 THEN ${table === 'enrollments' ? 'coalesce(l.stay_since, l.valid_from)' : 'l.valid_from'} END AS stay_since
       FROM ${wantedOf(place)} w
       LEFT JOIN (
         SELECT DISTINCT ON (x.record_id) x.*, count(*) OVER (PARTITION BY x.record_id) AS places
           FROM ${table} x JOIN ${wantedOf(place)} w ON w.person_id = x.person_id AND w.record_id = x.record_id AND NOT w.new_record
          ORDER BY x.record_id, x.valid_from DESC, x.valid_to DESC NULLS FIRST, x.id) l ON l.record_id = w.record_id
      CROSS JOIN LATERAL (SELECT ${row('l', columns)} IS DISTINCT FROM ${row('w', columns)} AS differs,
              ${row('l', reach)} IS DISTINCT FROM ${row('w', reach)} AS moves,
              l.school_id IS DISTINCT FROM w.school_id AS leaves_school, ${place.latestBegins} AS latest_begins) c
      CROSS JOIN LATERAL (SELECT CASE
          WHEN w.returns AND l.valid_to < $1::date
               AND (w.valid_from <= l.valid_from OR (NOT c.differs AND w.valid_from < l.valid_to)) THEN $1::date
          WHEN NOT c.moves AND w.begins > c.latest_begins AND w.begins > l.valid_from THEN greatest(w.begins, w.valid_from)
          WHEN w.valid_from > l.valid_from AND (c.differs OR l.valid_to <= w.valid_from) THEN w.valid_from
          WHEN c.differs AND l.places > 1 AND w.valid_from < l.valid_from AND l.valid_from < $1::date THEN $1::date
        END AS day) n
      CROSS JOIN LATERAL (SELECT CASE WHEN l.id IS NULL THEN 'open' WHEN n.day IS NULL THEN 'mend'
                                      WHEN w.valid_to <= n.day AND n.day > w.valid_from THEN 'close' ELSE 'next' END AS step) i
      WHERE NOT w.new_record`,
    [scope.today],
  );
}

/** Class and post may change unheard; a school, a kind, a first or last day may not. */
async function tellSteps(client: ClientBase, place: PlaceTable): Promise<void> {
  await client.query(
    `INSERT INTO stage_told SELECT n.person_id FROM ${nextOf(place)} n
      WHERE n.step = 'open' OR n.moves OR n.new_to IS DISTINCT FROM n.latest_to
         OR (n.step = 'mend' AND n.new_from <> n.latest_from)`,
  );
}

async function closeBefore(client: ClientBase, place: PlaceTable): Promise<void> {
  const ended = assigned(place.closed);
  await client.query(
    `UPDATE ${place.table} t SET valid_to = n.day${ended.join('')} FROM ${nextOf(place)} n
      WHERE n.step = 'next' AND t.id = n.latest_id AND (t.valid_to IS NULL OR t.valid_to >= n.day)`,
  );
  // An end told only now may lie before the newest place began: then the places before it end with it.
  const told = place.table === 'enrollments' ? ', end_kind = coalesce(n.told_end, n.likely_end)' : '';
  await client.query(
    `UPDATE ${place.table} t SET valid_to = greatest(t.valid_from, n.valid_to)${told} FROM ${nextOf(place)} n
      WHERE n.step IN ('mend', 'close') AND n.valid_to < n.new_from AND t.record_id = n.record_id AND t.person_id = n.person_id
        AND t.id <> n.latest_id AND t.valid_to > n.valid_to`,
  );
}

async function mendNewest(client: ClientBase, place: PlaceTable): Promise<void> {
  const { table, columns, mended } = place;
  const kept = Object.fromEntries(
    columns.map((column) => [column, `CASE WHEN n.step = 'close' THEN t.${column} ELSE n.${column} END`]),
  );
  const all = { valid_from: 'n.new_from', valid_to: 'n.new_to', ...kept, ...mended };
  await client.query(
    `UPDATE ${table} t SET ${assigned(all).join('').slice(2)}
       FROM ${nextOf(place)} n
      WHERE n.step IN ('mend', 'close') AND t.id = n.latest_id
        AND ${row('t', Object.keys(all))} IS DISTINCT FROM (${Object.values(all).join(', ')})`,
  );
}

async function openNext(client: ClientBase, scope: ImportScope, place: PlaceTable): Promise<void> {
  const { table, columns, opened } = place;
  const more = Object.keys(opened).map((column) => `, ${column}`);
  const values = Object.values(opened).map(({ next }) => `, ${next}`);
  await client.query(
    `INSERT INTO ${table} (region_id, record_id, person_id, valid_from, valid_to, ${columns.join(', ')}${more.join('')})
     SELECT $1, w.record_id, w.person_id, w.new_from, w.new_to, ${columns.map((column) => `w.${column}`).join(', ')}${values.join('')}
       FROM ${nextOf(place)} w WHERE w.step IN ('open', 'next')`,
    [scope.regionId],
  );
}
