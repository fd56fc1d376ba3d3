import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import type { StoredSnils } from '../../platform/crypto/snils-vault.js';

export type ProtectionKind = 'adoption' | 'state_protection' | 'court';

export async function startProtection(
  tx: EntityManager,
  protection: {
    readonly regionId: Uuid;
    readonly personId: Uuid;
    readonly kind: ProtectionKind | 'blocking';
    readonly basis: string;
    readonly by: Uuid;
    readonly now: Date;
  },
): Promise<void> {
  const { regionId, personId, kind, basis, by, now } = protection;
  await tx.query(
    `INSERT INTO person_protections (region_id, person_id, kind, basis, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person_id, kind) WHERE ended_at IS NULL DO NOTHING`,
    [regionId, personId, kind, basis, by, now],
  );
  await tx.query(`UPDATE people SET protected = true, updated_at = $2 WHERE id = $1 AND NOT protected`, [
    personId,
    now,
  ]);
}

/** Returns how many protections ended; a blocking of the data (152-ФЗ) is not one of them. */
export async function endProtections(
  tx: EntityManager,
  personId: Uuid,
  by: Uuid,
  now: Date,
): Promise<number> {
  const [, ended] = await tx.query<[unknown, number]>(
    `UPDATE person_protections SET ended_by = $2, ended_at = $3
      WHERE person_id = $1 AND ended_at IS NULL AND kind <> 'blocking'`,
    [personId, by, now],
  );
  await showUnlessProtected(tx, personId, now);
  return ended;
}

/** Ends the blocking of a person's data, which the school cannot lift; false when there was none. */
export async function endBlocking(tx: EntityManager, personId: Uuid, by: Uuid, now: Date): Promise<boolean> {
  const [, ended] = await tx.query<[unknown, number]>(
    `UPDATE person_protections SET ended_by = $2, ended_at = $3
      WHERE person_id = $1 AND ended_at IS NULL AND kind = 'blocking'`,
    [personId, by, now],
  );
  await showUnlessProtected(tx, personId, now);
  return ended > 0;
}

async function showUnlessProtected(tx: EntityManager, personId: Uuid, now: Date): Promise<void> {
  await tx.query(
    `UPDATE people SET protected = false, updated_at = $2 WHERE id = $1 AND protected
        AND NOT EXISTS (SELECT FROM person_protections WHERE person_id = $1 AND ended_at IS NULL)`,
    [personId, now],
  );
}

/** Children and representatives of a person whose tie has not ended. */
export async function tiedPeople(tx: EntityManager, personId: Uuid): Promise<readonly Uuid[]> {
  const rows = await tx.query<{ id: Uuid }[]>(
    `SELECT CASE WHEN child_id = $1 THEN representative_id ELSE child_id END AS id
       FROM family_ties WHERE (child_id = $1 OR representative_id = $1) AND state <> 'ended'`,
    [personId],
  );
  return rows.map(({ id }) => id);
}

/** Ends the ties of a person for one reason; those of `kept` representatives stay. */
async function endTies(
  tx: EntityManager,
  personId: Uuid,
  end: {
    readonly reason: 'adoption' | 'deceased';
    readonly day: CalendarDate;
    readonly kept: readonly Uuid[];
  },
): Promise<void> {
  await tx.query(
    `UPDATE family_ties SET state = 'ended', end_reason = $2, valid_to = greatest(valid_from, least(valid_to, $3::date))
      WHERE (child_id = $1 OR representative_id = $1) AND state <> 'ended' AND NOT (representative_id = ANY ($4::uuid[]))`,
    [personId, end.reason, end.day, end.kept],
  );
}

async function closeAccounts(tx: EntityManager, personId: Uuid, now: Date): Promise<void> {
  await tx.query(`UPDATE journal_accounts SET closed_at = $2 WHERE person_id = $1 AND closed_at IS NULL`, [
    personId,
    now,
  ]);
}

/** Enrolments and appointments end on the day of death, accounts close, ties end. */
export async function markDeceased(
  tx: EntityManager,
  personId: Uuid,
  day: CalendarDate,
  now: Date,
): Promise<void> {
  await tx.query(`UPDATE people SET deceased_on = $2, updated_at = $3 WHERE id = $1`, [personId, day, now]);
  await tx.query(
    `UPDATE enrollments SET valid_to = greatest(valid_from, $2::date), end_kind = 'deceased'
      WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)`,
    [personId, day],
  );
  await tx.query(
    `UPDATE staff_appointments SET valid_to = greatest(valid_from, $2::date)
      WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)`,
    [personId, day],
  );
  await closeAccounts(tx, personId, now);
  await endTies(tx, personId, { reason: 'deceased', day, kept: [] });
}

/** What is known of a person from now on; a СНИЛС that nobody named is missing. */
export interface NewIdentity {
  readonly last: string;
  readonly first: string;
  readonly middle: string | null;
  readonly normLast: string;
  readonly normFirst: string;
  readonly normMiddle: string | null;
  readonly birthDate: CalendarDate;
  readonly snils: StoredSnils | null;
}

/**
 * Makes the new person of an adoption from the old one: both are forbidden to any merge, the records and enrolments go to
 * the new one, pinned; accounts, links and ended ties stay with the old one, who is closed. Returns the new id.
 */
export async function adopt(
  tx: EntityManager,
  oldId: Uuid,
  identity: NewIdentity,
  end: { readonly day: CalendarDate; readonly kept: readonly Uuid[]; readonly now: Date },
): Promise<Uuid> {
  const id = newUuid();
  const { last, first, middle, normLast, normFirst, normMiddle, birthDate, snils } = identity;
  await endTies(tx, oldId, { reason: 'adoption', day: end.day, kept: end.kept });
  await closeAccounts(tx, oldId, end.now);
  await tx.query(`UPDATE people SET merge_forbidden = true, updated_at = $2 WHERE id = $1`, [oldId, end.now]);
  await tx.query(
    `INSERT INTO people (id, region_id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle, birth_date,
                         gender, citizenship, snils_state, snils_hmac, snils_enc, snils_key_id, snils_last2, merge_forbidden,
                         created_at, updated_at)
     SELECT $2, region_id, $3, $4, $5, $6, $7, $8, $9, gender, citizenship, $10, $11, $12, $13, $14, true, $15, $15
       FROM people WHERE id = $1`,
    [
      ...[oldId, id, last, first, middle, normLast, normFirst, normMiddle, birthDate],
      ...[
        snils === null ? 'missing' : 'valid',
        snils?.hmac ?? null,
        snils?.enc ?? null,
        snils?.keyId ?? null,
      ],
      ...[snils?.last2 ?? null, end.now],
    ],
  );
  await followAdopted(tx, oldId, id);
  return id;
}

async function followAdopted(tx: EntityManager, oldId: Uuid, newId: Uuid): Promise<void> {
  const ids = [oldId, newId];
  await tx.query(`UPDATE person_records SET person_id = $2, pinned = true WHERE person_id = $1`, ids);
  for (const table of ['enrollments', 'staff_appointments']) {
    await tx.query(`UPDATE ${table} SET person_id = $2 WHERE person_id = $1`, ids);
  }
  // What ended with the adoption stays with the old person, for nobody to see beside the new name.
  await tx.query(
    `UPDATE family_ties SET child_id = $2 WHERE child_id = $1 AND end_reason IS DISTINCT FROM 'adoption'`,
    ids,
  );
  await tx.query(
    `UPDATE journal_accounts SET record_id = NULL WHERE person_id = $1 AND $2::uuid IS NOT NULL`,
    ids,
  );
}

/** Marks attributes of a person as told by the school itself, above every import (ROS-13). */
export async function markByHand(
  tx: EntityManager,
  personId: Uuid,
  attributes: readonly string[],
  by: { readonly basis: string; readonly esiaPersonId: Uuid; readonly now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO attributes_by_hand (person_id, attribute, basis, decided_by, decided_at)
     SELECT $1, unnest($2::text[]), $3, $4, $5
     ON CONFLICT (person_id, attribute) DO UPDATE
       SET basis = excluded.basis, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [personId, attributes, by.basis, by.esiaPersonId, by.now],
  );
}
