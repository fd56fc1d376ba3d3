import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { LetterFileType } from '../domain/letter-file.js';

/** A letter with the counts of those of its recipients whom the reader's right reaches. */
export interface Letter {
  readonly id: Uuid;
  readonly title: string;
  readonly text: string;
  readonly dueOn: CalendarDate;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly fileName: string | null;
  readonly fileType: LetterFileType | null;
  readonly recipients: number;
  readonly acknowledged: number;
}

/** One recipient on the board. */
export interface LetterRecipient {
  readonly id: Uuid;
  readonly municipalityId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly name: string;
  readonly receivedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly remindedAt: Date | null;
  readonly overdueAt: Date | null;
}

/** A recipient whom the reach shows: a municipality its own row and those of its schools. `r` beside `school` joined. */
const RECIPIENT_IN_SCOPE = `(CASE WHEN r.school_id IS NULL
  THEN $2::boolean OR r.municipality_id = ANY ($3::uuid[]) ELSE ${SCHOOL_IN_SCOPE} END)`;
const RECIPIENTS = `letter_recipients r LEFT JOIN schools school ON school.id = r.school_id`;

/** A letter whom the reach shows: the region its drafts too, others what has come to them. */
const LETTER_IN_SCOPE = `l.region_id = $1 AND ($2::boolean OR EXISTS (
  SELECT FROM ${RECIPIENTS} WHERE r.letter_id = l.id AND ${RECIPIENT_IN_SCOPE}))`;
const COLUMNS = `l.id, l.title, l.text, l.due_on AS "dueOn", l.created_at AS "createdAt", l.sent_at AS "sentAt",
  l.file_name AS "fileName", l.file_type AS "fileType", counted.recipients, counted.acknowledged`;
const COUNTED = `CROSS JOIN LATERAL (
  SELECT count(*)::int AS recipients, count(r.acknowledged_at)::int AS acknowledged FROM ${RECIPIENTS}
  WHERE r.letter_id = l.id AND ${RECIPIENT_IN_SCOPE}) counted`;

/** Rows of `letters` and `letter_recipients`, within a scope that SQL checks. */
@Injectable()
export class LettersRepository {
  async draft(
    tx: EntityManager,
    letter: {
      readonly regionId: Uuid;
      readonly title: string;
      readonly text: string;
      readonly dueOn: CalendarDate;
      readonly createdBy: Uuid;
      readonly now: Date;
    },
  ): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO letters (region_id, title, text, due_on, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING id`,
      [letter.regionId, letter.title, letter.text, letter.dueOn, letter.createdBy, letter.now],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** A letter of the region, locked; null when there is none. */
  async lock(
    tx: EntityManager,
    regionId: Uuid,
    id: Uuid,
  ): Promise<{
    readonly sentAt: Date | null;
    readonly text: string;
    readonly fileName: string | null;
  } | null> {
    const [row] = await tx.query<{ sentAt: Date | null; text: string; fileName: string | null }[]>(
      `SELECT sent_at AS "sentAt", text, file_name AS "fileName" FROM letters WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return row ?? null;
  }

  async setFile(
    tx: EntityManager,
    id: Uuid,
    file: { readonly name: string; readonly type: LetterFileType; readonly sealed: Buffer },
  ): Promise<void> {
    await tx.query(`UPDATE letters SET file_name = $2, file_type = $3, file_sealed = $4 WHERE id = $1`, [
      ...[id, file.name, file.type, file.sealed],
    ]);
  }

  async markSent(tx: EntityManager, id: Uuid, by: Uuid, now: Date): Promise<void> {
    await tx.query(`UPDATE letters SET sent_by = $2, sent_at = $3 WHERE id = $1`, [id, by, now]);
  }

  /** To municipalities that have founded open schools, and to open schools that report directly; returns how many. */
  async addFirst(tx: EntityManager, letterId: Uuid, regionId: Uuid, now: Date): Promise<number> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO letter_recipients (letter_id, municipality_id, school_id, received_at)
       SELECT DISTINCT $1::uuid, CASE WHEN founder_type = 'municipal' THEN municipality_id END,
         CASE WHEN founder_type <> 'municipal' THEN id END, $3::timestamptz
       FROM schools WHERE region_id = $2 AND closed_on IS NULL
       ON CONFLICT DO NOTHING RETURNING id`,
      [letterId, regionId, now],
    );
    return rows.length;
  }

  /** From municipalities that have it on to their open schools; returns how many had it not yet. */
  async addSchools(
    tx: EntityManager,
    letterId: Uuid,
    municipalityIds: readonly Uuid[],
    now: Date,
  ): Promise<number> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO letter_recipients (letter_id, school_id, received_at)
       SELECT $1, s.id, $3 FROM letter_recipients r
       JOIN schools s ON s.municipality_id = r.municipality_id AND s.founder_type = 'municipal' AND s.closed_on IS NULL
       WHERE r.letter_id = $1 AND r.municipality_id = ANY ($2::uuid[])
       ON CONFLICT DO NOTHING RETURNING id`,
      [letterId, municipalityIds, now],
    );
    return rows.length;
  }

  /** How many of these units have the letter: none means that it is not theirs. */
  async held(tx: EntityManager, letterId: Uuid, units: readonly Uuid[]): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM letter_recipients
       WHERE letter_id = $1 AND (municipality_id = ANY ($2::uuid[]) OR school_id = ANY ($2::uuid[]))`,
      [letterId, units],
    );
    return row?.count ?? 0;
  }

  /** Units of which nobody had read it yet have; returns how many. */
  async acknowledge(
    tx: EntityManager,
    letterId: Uuid,
    units: readonly Uuid[],
    by: Uuid,
    now: Date,
  ): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE letter_recipients SET acknowledged_at = $4, acknowledged_by = $3 WHERE letter_id = $1
         AND acknowledged_at IS NULL AND (municipality_id = ANY ($2::uuid[]) OR school_id = ANY ($2::uuid[]))`,
      [letterId, units, by, now],
    );
    return count;
  }

  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: Uuid } | null },
  ): Promise<Letter[]> {
    return tx.query<Letter[]>(
      `SELECT ${COLUMNS} FROM letters l ${COUNTED}
       WHERE ${LETTER_IN_SCOPE} AND ($5::timestamptz IS NULL OR (l.created_at, l.id) < ($5, $6::uuid))
       ORDER BY l.created_at DESC, l.id DESC LIMIT $7`,
      [...scopeParameters(scope), page.before?.at ?? null, page.before?.id ?? null, page.limit + 1],
    );
  }

  async find(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<Letter | null> {
    const [row] = await tx.query<Letter[]>(
      `SELECT ${COLUMNS} FROM letters l ${COUNTED} WHERE ${LETTER_IN_SCOPE} AND l.id = $5`,
      [...scopeParameters(scope), id],
    );
    return row ?? null;
  }

  async sealedFile(tx: EntityManager, id: Uuid): Promise<Buffer | null> {
    const [row] = await tx.query<{ sealed: Buffer | null }[]>(
      'SELECT file_sealed AS sealed FROM letters WHERE id = $1',
      [id],
    );
    return row?.sealed ?? null;
  }

  /** The board: in the order of names, after the given (name, id). */
  recipients(
    tx: EntityManager,
    scope: SchoolScope,
    letterId: Uuid,
    page: {
      readonly limit: number;
      readonly after: readonly string[] | null;
      readonly acknowledged: boolean | null;
    },
  ): Promise<LetterRecipient[]> {
    return tx.query<LetterRecipient[]>(
      `SELECT r.id, r.municipality_id AS "municipalityId", r.school_id AS "schoolId",
         coalesce(school.short_name, town.name) AS name, r.received_at AS "receivedAt",
         r.acknowledged_at AS "acknowledgedAt", r.reminded_at AS "remindedAt", r.overdue_at AS "overdueAt"
       FROM ${RECIPIENTS} LEFT JOIN municipalities town ON town.id = r.municipality_id
       WHERE r.letter_id = $5 AND ${RECIPIENT_IN_SCOPE}
         AND ($6::boolean IS NULL OR (r.acknowledged_at IS NOT NULL) = $6)
         AND ($7::text IS NULL OR (coalesce(school.short_name, town.name), r.id) > ($7, $8::uuid))
       ORDER BY coalesce(school.short_name, town.name), r.id LIMIT $9`,
      [
        ...[...scopeParameters(scope), letterId, page.acknowledged],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }
}
