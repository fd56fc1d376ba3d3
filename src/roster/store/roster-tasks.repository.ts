import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import { HOMES, recordPlaces } from './record-places.js';

/** What a school should mend. */
export interface RosterTask {
  readonly id: Uuid;
  readonly code: string;
  readonly schoolId: Uuid | null;
  readonly schoolName: string | null;
  readonly personId: Uuid | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly isProtected: boolean;
  /** The names of attributes, never values. */
  readonly attributes: readonly string[];
  /** The source whose row differs, for WRITE_BACK. */
  readonly source: string | null;
  readonly openedAt: Date;
  readonly doneAt: Date | null;
}

/** A task that a transaction holds. */
interface HeldTask {
  readonly schoolId: Uuid;
  readonly doneAt: Date | null;
  /** The task's person, and the owner of its account. */
  readonly personIds: readonly Uuid[];
}

const COLUMNS = `t.id, t.code, t.school_id AS "schoolId", school.short_name AS "schoolName", t.person_id AS "personId",
  p.last_name AS "lastName", p.first_name AS "firstName", p.middle_name AS "middleName",
  coalesce(p.protected, false) AS "isProtected", coalesce(t.facts -> 'attributes', '[]') AS attributes,
  t.facts ->> 'source' AS source, t.opened_at AS "openedAt", t.done_at AS "doneAt"`;

const FROM = `roster_tasks t JOIN schools school ON school.id = t.school_id LEFT JOIN people p ON p.id = t.person_id`;

/** The tasks of schools, always within a scope that SQL checks. */
@Injectable()
export class RosterTasks {
  /** Open tasks, the oldest first; `limit + 1` of them after the given (moment, id). */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: {
      readonly limit: number;
      readonly after: readonly string[] | null;
      readonly schoolId: Uuid | null;
      readonly code: string | null;
    },
  ): Promise<RosterTask[]> {
    return tx.query<RosterTask[]>(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE (${SCHOOL_IN_SCOPE}) AND t.done_at IS NULL
          AND ($5::uuid IS NULL OR t.school_id = $5) AND ($6::text IS NULL OR t.code = $6)
          AND ($7::timestamptz IS NULL OR (date_trunc('milliseconds', t.opened_at), t.id) > ($7, $8::uuid))
        ORDER BY date_trunc('milliseconds', t.opened_at), t.id LIMIT $9`,
      [
        ...[...scopeParameters(scope), page.schoolId, page.code],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  /** Holds a task until the end of the transaction, with the people whom it is about; null when there is none in scope. */
  async lock(tx: EntityManager, scope: SchoolScope, id: Uuid): Promise<HeldTask | null> {
    const [task] = await tx.query<HeldTask[]>(
      `SELECT t.school_id AS "schoolId", t.done_at AS "doneAt",
              array_remove(ARRAY[t.person_id, (SELECT a.person_id FROM journal_accounts a WHERE a.id = t.journal_account_id)],
                NULL) AS "personIds"
         FROM ${FROM} WHERE (${SCHOOL_IN_SCOPE}) AND t.id = $5 FOR NO KEY UPDATE OF t`,
      [...scopeParameters(scope), id],
    );
    return task ?? null;
  }

  async finish(
    tx: EntityManager,
    end: { readonly id: Uuid; readonly by: Uuid; readonly note: string | null; readonly now: Date },
  ): Promise<void> {
    await tx.query(`UPDATE roster_tasks SET done_at = $2, done_by = $3, note = $4 WHERE id = $1`, [
      ...[end.id, end.now, end.by, end.note],
    ]);
  }

  /**
   * Closes the tasks whose cause the roster itself shows to be gone: the person is merged, dead or in no roster any more,
   * or the patronymic that was missing is there. Returns how many.
   */
  async closeMended(tx: EntityManager, now: Date): Promise<number> {
    const [, closed] = await tx.query<[unknown, number]>(
      `UPDATE roster_tasks t SET done_at = $1
         FROM people p
        WHERE p.id = t.person_id AND t.done_at IS NULL
          AND (p.merged_into_id IS NOT NULL OR p.deceased_on IS NOT NULL
            OR (t.code = 'PATRONYMIC_MISSING' AND p.norm_middle IS NOT NULL)
            OR (t.code = 'SNILS_MISSING' AND p.snils_state = 'valid')
            OR NOT EXISTS (SELECT FROM person_records r WHERE r.person_id = p.id AND r.removed_at IS NULL))`,
      [now],
    );
    return closed;
  }
}

/**
 * Asks the source to write values that the school gave by hand; an open task takes the new attributes in. The task lies with
 * the school of the person's open place.
 */
export async function openWriteBack(
  tx: EntityManager,
  task: {
    readonly regionId: Uuid;
    readonly personId: Uuid;
    readonly attributes: readonly string[];
    readonly day: CalendarDate;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `WITH places AS (${recordPlaces('$4::date', 'p.person_id = $2 AND p.removed_at IS NULL')}), ${HOMES}
     INSERT INTO roster_tasks (region_id, school_id, code, person_id, facts, opened_at)
     SELECT $1, h.school_id, 'WRITE_BACK', $2, jsonb_build_object('attributes', $3::jsonb, 'source', r.source), $5
       FROM homes h JOIN person_records r ON r.id = h.record_id
      ORDER BY h.kind = 'student' DESC, h.kind = 'staff' DESC, h.school_id LIMIT 1
     ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO UPDATE SET facts = roster_tasks.facts
       || jsonb_build_object('attributes', (
            SELECT jsonb_agg(DISTINCT a ORDER BY a)
              FROM jsonb_array_elements(roster_tasks.facts -> 'attributes' || (excluded.facts -> 'attributes')) a))`,
    [task.regionId, task.personId, JSON.stringify(task.attributes), task.day, task.now],
  );
}

/**
 * Asks every school of the person to mend what the person says is wrong (152-ФЗ, ст. 21, ч. 2); an open task takes the
 * attributes in. Returns how many schools were asked.
 */
export async function openSubjectCorrection(
  tx: EntityManager,
  task: Parameters<typeof openWriteBack>[1],
): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `WITH places AS (${recordPlaces('$4::date', 'p.person_id = $2 AND p.removed_at IS NULL')}), ${HOMES}
     INSERT INTO roster_tasks (region_id, school_id, code, person_id, facts, opened_at)
     SELECT DISTINCT $1::uuid, h.school_id, 'SUBJECT_CORRECTION', $2::uuid, jsonb_build_object('attributes', $3::jsonb), $5::timestamptz
       FROM homes h
     ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO UPDATE SET facts = excluded.facts
     RETURNING id`,
    [task.regionId, task.personId, JSON.stringify(task.attributes), task.day, task.now],
  );
  return rows.length;
}
