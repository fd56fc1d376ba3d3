import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { IMPORT_LOCK } from './import-session.js';

/** How much went over. */
export interface MovedCounts {
  readonly enrollments: number;
  readonly appointments: number;
  readonly accounts: number;
}

/** A reorganisation as it was recorded. */
export interface Reorganisation {
  readonly id: Uuid;
  readonly kind: 'merge' | 'split';
  readonly fromSchoolId: Uuid;
  readonly toSchoolId: Uuid;
  readonly happensOn: CalendarDate;
  readonly basis: string;
  readonly recordedAt: Date;
  readonly moved: MovedCounts;
}

/** Between which schools, when, and which classes go; none: all of the school. */
export interface Succession {
  readonly regionId: Uuid;
  readonly kind: 'merge' | 'split';
  readonly fromSchoolId: Uuid;
  readonly toSchoolId: Uuid;
  readonly happensOn: CalendarDate;
  readonly classIds: readonly Uuid[];
}

const COLUMNS = `id, kind, from_school_id AS "fromSchoolId", to_school_id AS "toSchoolId", happens_on AS "happensOn", basis,
  recorded_at AS "recordedAt", moved`;

/** What happened to schools. */
@Injectable()
export class Reorganisations {
  async find(tx: EntityManager, between: Succession): Promise<Reorganisation | null> {
    const [known] = await tx.query<Reorganisation[]>(
      `SELECT ${COLUMNS} FROM school_reorganisations
        WHERE region_id = $1 AND from_school_id = $2 AND to_school_id = $3 AND happens_on = $4`,
      [between.regionId, between.fromSchoolId, between.toSchoolId, between.happensOn],
    );
    return known ?? null;
  }

  /** How many of the named classes the old school has now. */
  async countClasses(tx: EntityManager, { fromSchoolId, classIds }: Succession): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM class_groups WHERE school_id = $1 AND id = ANY ($2::uuid[]) AND closed_on IS NULL`,
      [fromSchoolId, classIds],
    );
    return row?.n ?? 0;
  }

  async add(
    tx: EntityManager,
    order: Succession & {
      readonly basis: string;
      readonly now: Date;
      readonly actor: { readonly id: string | null };
    },
    moved: MovedCounts,
  ): Promise<Reorganisation> {
    const [row] = await tx.query<Reorganisation[]>(
      `INSERT INTO school_reorganisations (region_id, kind, from_school_id, to_school_id, happens_on, basis, recorded_by,
                                           recorded_at, moved)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
      [
        ...[order.regionId, order.kind, order.fromSchoolId, order.toSchoolId, order.happensOn, order.basis],
        ...[order.actor.id ?? 'system', order.now, JSON.stringify(moved)],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }
}

/** Keeps imports of the region out until the end of the transaction: they would move the same people. */
export async function lockForReorganisation(tx: EntityManager, regionId: Uuid): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [IMPORT_LOCK, regionId]);
}

/** `$1` old school, `$2` new school, `$3` day, `$4` classes that go (null: all); each by sets. */
type Move = readonly [string, string, CalendarDate, readonly string[] | null];

/**
 * Moves what is open at the old school. Whatever began before the day ends on it and goes on at the successor; what began
 * later was never at the old school. Accounts go over at `beganAt`, the start of the day in the region, however late the act is
 * recorded: else statistics would count everybody unlinked in between (EC-070). Returns whom it moved.
 */
export async function moveToSuccessor(
  tx: EntityManager,
  order: Succession,
  { beganAt, now }: { readonly beganAt: Date; readonly now: Date },
): Promise<{ readonly moved: MovedCounts; readonly personIds: readonly Uuid[] }> {
  const all = order.kind === 'merge';
  const move: Move = [order.fromSchoolId, order.toSchoolId, order.happensOn, all ? null : order.classIds];
  await moveClasses(tx, move);
  const pupils = await moveEnrollments(tx, move);
  const staff = all ? await moveAppointments(tx, move) : [];
  await recordAt(tx, beganAt);
  const accounts = all ? await moveAllAccounts(tx, move) : await moveAccountsOf(tx, move, pupils);
  await recordAt(tx, now);
  return {
    moved: { enrollments: pupils.length, appointments: staff.length, accounts: accounts.length },
    personIds: [...new Set([...pupils, ...staff, ...accounts])],
  };
}

/** The classes go on under their ids at the successor; the old rows stay for the past. */
async function moveClasses(tx: EntityManager, [from, to, day, classes]: Move): Promise<void> {
  await tx.query(
    `WITH gone AS (
       UPDATE class_groups SET closed_on = $3 WHERE school_id = $1 AND closed_on IS NULL AND ($4::uuid[] IS NULL OR id = ANY ($4))
       RETURNING *
     )
     INSERT INTO class_groups (region_id, source, source_id, school_id, academic_year, grade_level, letter, campus)
     SELECT region_id, source, source_id, $2, academic_year, grade_level, letter, campus FROM gone`,
    [from, to, day, classes],
  );
}

async function moveEnrollments(tx: EntityManager, move: Move): Promise<Uuid[]> {
  const rows = await tx.query<{ person_id: Uuid }[]>(
    `WITH open AS (
       SELECT e.*, n.id AS new_class FROM enrollments e
         LEFT JOIN class_groups g ON g.id = e.class_group_id
         LEFT JOIN class_groups n ON n.region_id = g.region_id AND n.source = g.source AND n.source_id = g.source_id
                                 AND n.closed_on IS NULL AND n.school_id = $2
        WHERE e.school_id = $1 AND (e.valid_to IS NULL OR e.valid_to > greatest(e.valid_from, $3::date))
          AND ($4::uuid[] IS NULL OR e.class_group_id = ANY ($4))
     ), later AS (
       UPDATE enrollments t SET school_id = $2, class_group_id = o.new_class FROM open o
        WHERE t.id = o.id AND o.valid_from >= $3 RETURNING t.person_id
     ), ended AS (
       UPDATE enrollments t SET valid_to = $3, end_kind = 'reorganised' FROM open o
        WHERE t.id = o.id AND o.valid_from < $3
       RETURNING t.region_id, t.record_id, t.person_id, t.kind, t.order_no, o.new_class, o.valid_to, o.end_kind,
                 coalesce(t.stay_since, t.valid_from) AS stay_since
     ), begun AS (
       INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from, valid_to, order_no,
                                end_kind, stay_since)
       SELECT region_id, record_id, person_id, $2, new_class, kind, $3, valid_to, order_no, end_kind, stay_since FROM ended
       RETURNING person_id
     )
     SELECT person_id FROM begun UNION ALL SELECT person_id FROM later`,
    [...move],
  );
  return rows.map(({ person_id }) => person_id);
}

async function moveAppointments(tx: EntityManager, [from, to, day]: Move): Promise<Uuid[]> {
  const rows = await tx.query<{ person_id: Uuid }[]>(
    `WITH open AS (
       SELECT * FROM staff_appointments e
        WHERE e.school_id = $1 AND (e.valid_to IS NULL OR e.valid_to > greatest(e.valid_from, $3::date))
     ), later AS (
       UPDATE staff_appointments t SET school_id = $2 FROM open o
        WHERE t.id = o.id AND o.valid_from >= $3 RETURNING t.person_id
     ), ended AS (
       UPDATE staff_appointments t SET valid_to = $3 FROM open o WHERE t.id = o.id AND o.valid_from < $3
       RETURNING t.region_id, t.record_id, t.person_id, t.position, o.valid_to
     ), begun AS (
       INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from, valid_to)
       SELECT region_id, record_id, person_id, $2, position, $3, valid_to FROM ended
       RETURNING person_id
     )
     SELECT person_id FROM begun UNION ALL SELECT person_id FROM later`,
    [from, to, day],
  );
  return rows.map(({ person_id }) => person_id);
}

/** The owners of the accounts that served the old school and serve the successor now. */
async function moveAllAccounts(tx: EntityManager, [from, to]: Move): Promise<Uuid[]> {
  const rows = await tx.query<{ person_id: Uuid }[]>(
    `WITH gone AS (
       DELETE FROM journal_account_schools WHERE school_id = $1 RETURNING journal_account_id
     ), added AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT journal_account_id, $2 FROM gone
       ON CONFLICT ON CONSTRAINT journal_account_schools_pkey DO NOTHING
     )
     SELECT a.person_id FROM gone g JOIN journal_accounts a ON a.id = g.journal_account_id WHERE a.person_id IS NOT NULL`,
    [from, to],
  );
  return rows.map(({ person_id }) => person_id);
}

/**
 * A pupil's account goes with the pupil; a parent's serves the new school too, and the old one as long as a child learns
 * there.
 */
async function moveAccountsOf(tx: EntityManager, [from, to]: Move, pupils: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await tx.query<{ person_id: Uuid }[]>(
    `WITH touched AS (
       SELECT a.id, a.person_id, a.role FROM journal_accounts a
         JOIN journal_account_schools s ON s.journal_account_id = a.id AND s.school_id = $1
        WHERE (a.role = 'student' AND a.person_id = ANY ($3::uuid[]))
           OR (a.role = 'representative' AND EXISTS (
                SELECT FROM family_ties t WHERE t.representative_id = a.person_id AND t.child_id = ANY ($3::uuid[])))
     ), gone AS (
       DELETE FROM journal_account_schools s USING touched a
        WHERE s.journal_account_id = a.id AND s.school_id = $1
          AND (a.role = 'student' OR NOT EXISTS (
                SELECT FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id AND e.school_id = $1
                 WHERE t.representative_id = a.person_id AND e.valid_to IS NULL))
     ), added AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM touched
       ON CONFLICT ON CONSTRAINT journal_account_schools_pkey DO NOTHING
     )
     SELECT person_id FROM touched`,
    [from, to, pupils],
  );
  return rows.map(({ person_id }) => person_id);
}
