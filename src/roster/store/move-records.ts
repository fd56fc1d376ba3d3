import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { FilledColumn } from '../domain/person-decision.js';

/** Gives records to a person with everything that rests on them: enrolments, appointments, ties, accounts. */
export async function moveRecords(
  tx: EntityManager,
  recordIds: readonly Uuid[],
  personId: Uuid,
): Promise<void> {
  if (recordIds.length === 0) return;
  const parameters = [recordIds, personId];
  await tx.query(`UPDATE person_records SET person_id = $2 WHERE id = ANY ($1::uuid[])`, parameters);
  for (const table of ['enrollments', 'staff_appointments', 'journal_accounts']) {
    await tx.query(`UPDATE ${table} SET person_id = $2 WHERE record_id = ANY ($1::uuid[])`, parameters);
  }
  await tx.query(`UPDATE family_ties SET child_id = $2 WHERE child_record_id = ANY ($1::uuid[])`, parameters);
  await tx.query(
    `UPDATE family_ties SET representative_id = $2 WHERE representative_record_id = ANY ($1::uuid[])`,
    parameters,
  );
}

/** Sets the pin of records: an import leaves a pinned record with the person who has it. */
export async function pinRecords(
  tx: EntityManager,
  recordIds: readonly Uuid[],
  pinned: boolean,
): Promise<void> {
  if (recordIds.length === 0) return;
  await tx.query(`UPDATE person_records SET pinned = $2 WHERE id = ANY ($1::uuid[])`, [recordIds, pinned]);
}

/** Accounts that name a person and no record; returns those moved. */
export async function moveBareAccounts(tx: EntityManager, from: Uuid, to: Uuid): Promise<readonly Uuid[]> {
  const [rows] = await tx.query<[{ id: Uuid }[], number]>(
    `UPDATE journal_accounts SET person_id = $2 WHERE person_id = $1 AND record_id IS NULL RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/**
 * Restrictions of representation follow the person on whichever side. One that the other person has already, open and of
 * the same kind, stays behind: it says nothing more. Returns those moved.
 */
export async function moveRestrictions(tx: EntityManager, from: Uuid, to: Uuid): Promise<readonly Uuid[]> {
  const [rows] = await tx.query<[{ id: Uuid }[], number]>(
    `UPDATE representation_restrictions r
        SET child_id = CASE WHEN child_id = $1 THEN $2 ELSE child_id END,
            representative_id = CASE WHEN representative_id = $1 THEN $2 ELSE representative_id END
      WHERE (child_id = $1 OR representative_id = $1)
        AND NOT (r.ended_at IS NULL AND EXISTS (
          SELECT FROM representation_restrictions o
           WHERE o.ended_at IS NULL AND o.kind = r.kind
             AND o.child_id = CASE WHEN r.child_id = $1 THEN $2 ELSE r.child_id END
             AND o.representative_id = CASE WHEN r.representative_id = $1 THEN $2 ELSE r.representative_id END))
      RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/**
 * Consents follow the person, as subject and as giver. One that would say again what the other person has said, and is still
 * valid, stays behind, and so does one whose giver and subject would become the same human. Returns those moved.
 */
export async function moveConsents(tx: EntityManager, from: Uuid, to: Uuid): Promise<readonly Uuid[]> {
  const [rows] = await tx.query<[{ id: Uuid }[], number]>(
    `UPDATE consents c
        SET subject_id = CASE WHEN subject_id = $1 THEN $2 ELSE subject_id END,
            giver_id = CASE WHEN giver_id = $1 THEN $2 ELSE giver_id END
      WHERE (subject_id = $1 OR giver_id = $1)
        AND (subject_id = giver_id OR NOT (subject_id = $2 OR giver_id = $2))
        AND NOT (c.withdrawn_at IS NULL AND EXISTS (
          SELECT FROM consents o
           WHERE o.withdrawn_at IS NULL AND o.purpose = c.purpose
             AND o.subject_id = CASE WHEN c.subject_id = $1 THEN $2 ELSE c.subject_id END
             AND o.giver_id = CASE WHEN c.giver_id = $1 THEN $2 ELSE c.giver_id END))
      RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/** Exceptions of capacity follow the person (EC-035); an open one beside an open one stays behind. Returns those moved. */
export async function moveExceptions(tx: EntityManager, from: Uuid, to: Uuid): Promise<readonly Uuid[]> {
  const [rows] = await tx.query<[{ id: Uuid }[], number]>(
    `UPDATE capacity_exceptions x SET person_id = $2
      WHERE person_id = $1 AND NOT (x.ended_at IS NULL AND EXISTS (
        SELECT FROM capacity_exceptions o WHERE o.person_id = $2 AND o.ended_at IS NULL))
      RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/** Open tasks of a person follow; a task that the other person has already stays behind. Returns those moved. */
export async function moveTasks(tx: EntityManager, from: Uuid, to: Uuid): Promise<readonly Uuid[]> {
  const [rows] = await tx.query<[{ id: Uuid }[], number]>(
    `UPDATE roster_tasks t SET person_id = $2
      WHERE person_id = $1 AND done_at IS NULL
        AND NOT EXISTS (SELECT FROM roster_tasks o
                         WHERE o.person_id = $2 AND o.done_at IS NULL AND o.code = t.code
                           AND (o.journal_account_id, o.school_id) IS NOT DISTINCT FROM (t.journal_account_id, t.school_id))
      RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}

/** Gives rows back that are still where they were moved to. */
export async function moveBack(
  tx: EntityManager,
  from: Uuid,
  to: Uuid,
  rows: {
    readonly accounts: readonly Uuid[];
    readonly restrictions: readonly Uuid[];
    readonly tasks: readonly Uuid[];
    readonly consents: readonly Uuid[];
    readonly exceptions: readonly Uuid[];
  },
): Promise<void> {
  const parameters = (ids: readonly Uuid[]) => [from, to, ids];
  await tx.query(
    `UPDATE journal_accounts SET person_id = $2 WHERE person_id = $1 AND id = ANY ($3::uuid[])`,
    parameters(rows.accounts),
  );
  await tx.query(
    `UPDATE representation_restrictions
        SET child_id = CASE WHEN child_id = $1 THEN $2 ELSE child_id END,
            representative_id = CASE WHEN representative_id = $1 THEN $2 ELSE representative_id END
      WHERE id = ANY ($3::uuid[])`,
    parameters(rows.restrictions),
  );
  await tx.query(
    `UPDATE roster_tasks t SET person_id = $2
      WHERE t.person_id = $1 AND t.id = ANY ($3::uuid[])
        AND (t.done_at IS NOT NULL OR NOT EXISTS (
          SELECT FROM roster_tasks o WHERE o.person_id = $2 AND o.done_at IS NULL AND o.code = t.code
             AND (o.journal_account_id, o.school_id) IS NOT DISTINCT FROM (t.journal_account_id, t.school_id)))`,
    parameters(rows.tasks),
  );
  await tx.query(
    `UPDATE consents c
        SET subject_id = CASE WHEN subject_id = $1 THEN $2 ELSE subject_id END,
            giver_id = CASE WHEN giver_id = $1 THEN $2 ELSE giver_id END
      WHERE id = ANY ($3::uuid[])
        AND (c.withdrawn_at IS NOT NULL OR NOT EXISTS (
          SELECT FROM consents o
           WHERE o.withdrawn_at IS NULL AND o.purpose = c.purpose
             AND o.subject_id = CASE WHEN c.subject_id = $1 THEN $2 ELSE c.subject_id END
             AND o.giver_id = CASE WHEN c.giver_id = $1 THEN $2 ELSE c.giver_id END))`,
    parameters(rows.consents),
  );
  await tx.query(
    `UPDATE capacity_exceptions x SET person_id = $2
      WHERE person_id = $1 AND id = ANY ($3::uuid[])
        AND (x.ended_at IS NOT NULL OR NOT EXISTS (
          SELECT FROM capacity_exceptions o WHERE o.person_id = $2 AND o.ended_at IS NULL))`,
    parameters(rows.exceptions),
  );
}

const SNILS_COLUMNS = ['snils_state', 'snils_hmac', 'snils_enc', 'snils_key_id', 'snils_last2'] as const;
const PLAIN: readonly FilledColumn[] = ['middle_name', 'birth_date', 'gender', 'citizenship'];
const columnsOf = (column: FilledColumn): readonly string[] =>
  column === 'snils' ? SNILS_COLUMNS : column === 'middle_name' ? ['middle_name', 'norm_middle'] : [column];

/** Fills what the survivor lacks from the one who goes; returns what was filled and the СНИЛС state before. */
export async function fillFrom(
  tx: EntityManager,
  survivor: Uuid,
  other: Uuid,
  now: Date,
): Promise<{
  readonly filled: readonly FilledColumn[];
  readonly snilsState: 'valid' | 'missing' | 'invalid';
}> {
  const lacks = PLAIN.map((column) => `s.${column} IS NULL AND o.${column} IS NOT NULL AS ${column}`);
  const [row] = await tx.query<
    (Record<FilledColumn, boolean> & { snils_state: 'valid' | 'missing' | 'invalid' })[]
  >(
    `SELECT ${lacks.join(', ')}, s.snils_hmac IS NULL AND o.snils_hmac IS NOT NULL AS snils, s.snils_state
       FROM people s, people o WHERE s.id = $1 AND o.id = $2`,
    [survivor, other],
  );
  if (row === undefined) throw new Error('Both persons are locked and there');
  const filled = [...PLAIN, 'snils' as const].filter((column) => row[column]);
  const columns = filled.flatMap(columnsOf);
  if (columns.length > 0) {
    const set = columns.map((column) => `${column} = o.${column}`).join(', ');
    await tx.query(
      `UPDATE people s SET ${set}, updated_at = $3 FROM people o WHERE s.id = $1 AND o.id = $2`,
      [survivor, other, now],
    );
  }
  return { filled, snilsState: row.snils_state };
}

/** Empties what {@link fillFrom} filled, where it still has the other's value. */
export async function emptyAgain(
  tx: EntityManager,
  survivor: Uuid,
  other: Uuid,
  before: { readonly filled: readonly FilledColumn[]; readonly snilsState: string },
  now: Date,
): Promise<void> {
  for (const column of before.filled) {
    const set = columnsOf(column).map((name) =>
      name === 'snils_state' ? 'snils_state = $4' : `${name} = NULL`,
    );
    const key = column === 'snils' ? 'snils_hmac' : column;
    await tx.query(
      `UPDATE people s SET ${set.join(', ')}, updated_at = $3 FROM people o
        WHERE s.id = $1 AND o.id = $2 AND s.${key} = o.${key} AND $4::text IS NOT NULL`,
      [survivor, other, now, before.snilsState],
    );
  }
}
