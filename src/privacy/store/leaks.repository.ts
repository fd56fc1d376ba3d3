import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** What may have got out: through whom or where, and when. */
export interface Leak {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly what: string;
  readonly foundAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly schoolId: Uuid | null;
  readonly firstNoticeAt: Date | null;
  readonly inquiryNoticeAt: Date | null;
  readonly closedAt: Date | null;
  readonly conclusion: string | null;
}

/** Whom a leak may have touched, by what they are to a school. */
export interface TouchedCounts {
  readonly people: number;
  readonly pupils: number;
  readonly representatives: number;
  readonly staff: number;
  /** Events of the audit that the count rests on. */
  readonly events: number;
}

const COLUMNS = `id, region_id AS "regionId", what, found_at AS "foundAt", from_at AS "from", to_at AS "to",
  actor_kind AS "actorKind", actor_id AS "actorId", school_id AS "schoolId", first_notice_at AS "firstNoticeAt",
  inquiry_notice_at AS "inquiryNoticeAt", closed_at AS "closedAt", conclusion`;

/** Acts that show a whole school at once. */
const OF_A_SCHOOL = [
  ...['statistics.people_listed', 'declarations.listed', 'data_quality.exported'],
  ...['roster_import.report_downloaded', 'people.listed', 'notices.printed'],
];

/** The events of a leak, and the people whom each of them is about; `$1` is the leak. */
const TOUCHED = `
  WITH leak AS (SELECT * FROM leaks WHERE id = $1),
  events AS (
    SELECT e.* FROM leak l JOIN audit_accesses e ON e.region_id = l.region_id AND e.at >= l.from_at AND e.at < l.to_at
     WHERE (l.actor_id IS NULL OR (e.actor_kind = l.actor_kind AND e.actor_id = l.actor_id))
  ),
  named AS (
    SELECT DISTINCT subject_kind AS kind, subject_id::uuid AS id FROM events
     WHERE subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  ),
  found AS (
    SELECT n.id AS person_id FROM named n WHERE n.kind = 'person'
    UNION SELECT a.person_id FROM named n JOIN journal_accounts a ON a.id = n.id WHERE n.kind = 'journal_account'
    UNION SELECT a.person_id FROM named n JOIN links l ON l.id = n.id JOIN journal_accounts a ON a.id = l.journal_account_id
           WHERE n.kind = 'link'
    UNION SELECT a.person_id FROM named n JOIN link_reviews r ON r.id = n.id JOIN links l ON l.id = r.link_id
            JOIN journal_accounts a ON a.id = l.journal_account_id WHERE n.kind = 'link_review'
    UNION SELECT a.person_id FROM named n JOIN link_reviews r ON r.id = n.id
            JOIN journal_accounts a ON a.id = ANY (r.candidate_account_ids) WHERE n.kind = 'link_review'
    UNION SELECT d.person_id FROM named n JOIN declarations d ON d.id = n.id WHERE n.kind = 'declaration'
    UNION SELECT x.person_id FROM named n JOIN exemptions x ON x.id = n.id WHERE n.kind = 'exemption'
    UNION SELECT t.child_id FROM named n JOIN family_ties t ON t.id = n.id WHERE n.kind = 'family_tie'
    UNION SELECT t.representative_id FROM named n JOIN family_ties t ON t.id = n.id WHERE n.kind = 'family_tie'
    UNION SELECT s.person_id FROM named n JOIN subject_esia_persons s ON s.esia_person_id = n.id WHERE n.kind = 'esia_person'
    UNION SELECT p.person_id FROM events e JOIN subject_places p ON p.school_id = e.school_id
           WHERE e.action = ANY ($2::text[]) AND (p.valid_to IS NULL OR p.valid_to >= e.at::date)
  ),
  touched AS (
    SELECT DISTINCT p.id FROM leak l JOIN found f ON true JOIN people p ON p.id = f.person_id AND p.region_id = l.region_id
     WHERE l.school_id IS NULL OR EXISTS (SELECT FROM subject_places w WHERE w.person_id = p.id AND w.school_id = l.school_id)
  )`;

@Injectable()
export class Leaks {
  async add(
    tx: EntityManager,
    one: Pick<
      Leak,
      'regionId' | 'what' | 'foundAt' | 'from' | 'to' | 'actorKind' | 'actorId' | 'schoolId'
    > & {
      readonly by: Uuid;
      readonly now: Date;
    },
  ): Promise<Leak> {
    const [row] = await tx.query<Leak[]>(
      `INSERT INTO leaks (region_id, what, found_at, from_at, to_at, actor_kind, actor_id, school_id, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${COLUMNS}`,
      [
        ...[one.regionId, one.what, one.foundAt, one.from, one.to, one.actorKind, one.actorId],
        ...[one.schoolId, one.by, one.now],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }

  async lock(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<Leak | null> {
    const [row] = await tx.query<Leak[]>(
      `SELECT ${COLUMNS} FROM leaks WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return row ?? null;
  }

  /** At most `limit + 1`, the newest first, after the key (moment of finding, id). */
  list(
    tx: EntityManager,
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<Leak[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM leaks
        WHERE region_id = $1 AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', found_at), id) < ($2, $3::uuid))
        ORDER BY date_trunc('milliseconds', found_at) DESC, id DESC LIMIT $4`,
      [regionId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
  }

  async isSchoolOf(tx: EntityManager, regionId: Uuid, schoolId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT FROM schools WHERE region_id = $1 AND id = $2', [
      regionId,
      schoolId,
    ]);
    return rows.length > 0;
  }

  async counts(tx: EntityManager, id: Uuid): Promise<TouchedCounts> {
    const [row] = await tx.query<TouchedCounts[]>(
      `${TOUCHED}
       SELECT (SELECT count(*)::integer FROM touched) AS people, (SELECT count(*)::integer FROM events) AS events,
              count(*) FILTER (WHERE r.kind = 'student')::integer AS pupils,
              count(*) FILTER (WHERE r.kind = 'representative')::integer AS representatives,
              count(*) FILTER (WHERE r.kind = 'staff')::integer AS staff
         FROM (SELECT DISTINCT t.id, r.kind FROM touched t JOIN person_records r ON r.person_id = t.id) r`,
      [id, OF_A_SCHOOL],
    );
    if (row === undefined) throw new Error('an aggregate gave no row');
    return row;
  }

  /** At most `limit + 1` ids of the touched, after an id. */
  async people(
    tx: EntityManager,
    id: Uuid,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `${TOUCHED} SELECT id FROM touched WHERE $3::uuid IS NULL OR id > $3 ORDER BY id LIMIT $4`,
      [id, OF_A_SCHOOL, page.after, page.limit + 1],
    );
    return rows.map((row) => row.id);
  }

  async noteNotice(tx: EntityManager, id: Uuid, notice: 'first' | 'inquiry', at: Date): Promise<void> {
    const column = notice === 'first' ? 'first_notice_at' : 'inquiry_notice_at';
    await tx.query(`UPDATE leaks SET ${column} = coalesce(${column}, $2) WHERE id = $1`, [id, at]);
  }

  async close(tx: EntityManager, id: Uuid, conclusion: string, at: Date): Promise<void> {
    await tx.query('UPDATE leaks SET closed_at = $2, conclusion = $3 WHERE id = $1', [id, at, conclusion]);
  }
}
