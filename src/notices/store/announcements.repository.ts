import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';

/** What administrators of a place read from one moment to another. No place is the whole region. */
export interface Announcement {
  readonly id: Uuid;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly title: string;
  readonly text: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdAt: Date;
}

/** What is the reader's: of the region, of their municipality or the one that founded their school, of their school. */
const READ_IN_SCOPE = `(a.municipality_id IS NULL AND a.school_id IS NULL)
  OR $2::boolean OR a.municipality_id = ANY ($3::uuid[])
  OR (a.municipality_id IS NOT NULL AND EXISTS (SELECT FROM schools s WHERE s.id = ANY ($4::uuid[])
      AND s.founder_type = 'municipal' AND s.municipality_id = a.municipality_id))
  OR (a.school_id IS NOT NULL AND EXISTS (SELECT FROM schools school WHERE school.id = a.school_id AND ${SCHOOL_IN_SCOPE}))`;
/** What is the poster's to say: their own place and those below it. */
const POST_IN_SCOPE = `$2::boolean OR a.municipality_id = ANY ($3::uuid[])
  OR (a.school_id IS NOT NULL AND EXISTS (SELECT FROM schools school WHERE school.id = a.school_id AND ${SCHOOL_IN_SCOPE}))`;

/** Rows of `announcements`, within a scope that SQL checks. */
@Injectable()
export class AnnouncementsRepository {
  /** Those that hold at the moment, or are still to come too; the latest beginning first. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    now: Date,
    page: {
      readonly limit: number;
      readonly before: { readonly at: Date; readonly id: Uuid } | null;
      readonly coming: boolean;
    },
  ): Promise<Announcement[]> {
    return tx.query<Announcement[]>(
      `SELECT a.id, a.municipality_id AS "municipalityId", a.school_id AS "schoolId", a.title, a.text,
         a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.created_at AS "createdAt"
       FROM announcements a
       WHERE a.region_id = $1 AND (${READ_IN_SCOPE}) AND a.withdrawn_at IS NULL AND a.ends_at > $5
         AND (a.starts_at <= $5 OR $9::boolean)
         AND ($6::timestamptz IS NULL OR (a.starts_at, a.id) < ($6, $7::uuid))
       ORDER BY a.starts_at DESC, a.id DESC LIMIT $8`,
      [
        ...[...scopeParameters(scope), now],
        ...[page.before?.at ?? null, page.before?.id ?? null, page.limit + 1, page.coming],
      ],
    );
  }

  /** Writes it down where the scope may speak; null when the place is not within it. */
  async add(
    tx: EntityManager,
    scope: SchoolScope,
    announcement: Omit<Announcement, 'id'> & { readonly createdBy: Uuid },
  ): Promise<Uuid | null> {
    const { municipalityId, schoolId, title, text, startsAt, endsAt, createdBy, createdAt } = announcement;
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO announcements (region_id, municipality_id, school_id, title, text, starts_at, ends_at, created_by, created_at)
       SELECT $1, a.municipality_id, a.school_id, $7, $8, $9, $10, $11, $12
       FROM (SELECT $5::uuid AS municipality_id, $6::uuid AS school_id) a
       WHERE (${POST_IN_SCOPE})
         AND (a.municipality_id IS NULL OR EXISTS (SELECT FROM municipalities m WHERE m.id = a.municipality_id AND m.region_id = $1))
         AND (a.school_id IS NULL OR EXISTS (SELECT FROM schools s WHERE s.id = a.school_id AND s.region_id = $1))
       RETURNING id`,
      [
        ...[...scopeParameters(scope), municipalityId, schoolId],
        ...[title, text, startsAt, endsAt, createdBy, createdAt],
      ],
    );
    return row?.id ?? null;
  }

  /** Takes it back; false when there is none within the scope, or it is back already. */
  async withdraw(tx: EntityManager, scope: SchoolScope, id: Uuid, now: Date): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE announcements a SET withdrawn_at = $6
       WHERE a.region_id = $1 AND a.id = $5 AND a.withdrawn_at IS NULL AND (${POST_IN_SCOPE})`,
      [...scopeParameters(scope), id, now],
    );
    return count > 0;
  }
}
