import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type NormalizedName, normalizeName } from '../../kernel/person-name.js';
import type { SnilsVault } from '../../platform/crypto/snils-vault.js';
import type { EsiaKid } from '../domain/esia-profile.js';

/** A verified card of a parent's child, as the last sign-in showed it; the СНИЛС only as its HMAC (PD-02). */
export interface KidCard {
  readonly parentId: Uuid;
  readonly cardId: string;
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate | null;
  readonly snilsHmac: Buffer | null;
}

/** Keeps the cards of one parent and nothing of older ones, in two statements. */
export async function replaceKids(
  tx: EntityManager,
  vault: SnilsVault,
  parent: { readonly id: Uuid; readonly regionId: Uuid },
  kids: readonly EsiaKid[],
  now: Date,
): Promise<void> {
  await tx.query(`DELETE FROM esia_kids WHERE esia_person_id = $1`, [parent.id]);
  if (kids.length === 0) return;
  const rows = kids.map(({ cardId, oid, name, birthDate, snils }) => {
    const norm = normalizeName(name);
    return {
      ...{ card_id: cardId, kid_oid: oid, birth_date: birthDate },
      ...{ norm_last: norm.last, norm_first: norm.first, norm_middle: norm.middle },
      snils: snils === null ? null : vault.hmac(snils).toString('hex'),
    };
  });
  await tx.query(
    `INSERT INTO esia_kids (esia_person_id, region_id, card_id, kid_oid, snils_hmac, birth_date, norm_last, norm_first,
                            norm_middle, seen_at)
     SELECT $2, $3, card_id, kid_oid, decode(snils, 'hex'), birth_date, norm_last, norm_first, norm_middle, $4
     FROM jsonb_to_recordset($1::jsonb) AS kid (card_id text, kid_oid text, snils text, birth_date date, norm_last text,
       norm_first text, norm_middle text)`,
    [JSON.stringify(rows), parent.id, parent.regionId, now],
  );
}

interface KidRecord {
  readonly parent_id: Uuid;
  readonly card_id: string;
  readonly birth_date: CalendarDate | null;
  readonly snils_hmac: Buffer | null;
  readonly norm_last: string;
  readonly norm_first: string;
  readonly norm_middle: string | null;
}

const COLUMNS = `esia_person_id AS parent_id, card_id, birth_date, snils_hmac, norm_last, norm_first, norm_middle`;

/** The cards of one parent. */
export async function kidsOf(tx: EntityManager, parentId: Uuid): Promise<readonly KidCard[]> {
  const rows = await tx.query<KidRecord[]>(
    `SELECT ${COLUMNS} FROM esia_kids WHERE esia_person_id = $1 ORDER BY card_id`,
    [parentId],
  );
  return rows.map(toCard);
}

/** All cards of a region with this birth date: the rules choose among them whose child it is. */
export async function kidsBorn(
  tx: EntityManager,
  regionId: Uuid,
  born: CalendarDate,
): Promise<readonly KidCard[]> {
  const rows = await tx.query<KidRecord[]>(
    `SELECT ${COLUMNS} FROM esia_kids WHERE region_id = $1 AND birth_date = $2 ORDER BY esia_person_id, card_id`,
    [regionId, born],
  );
  return rows.map(toCard);
}

/** Forgets the cards of regions whose gate is off: there is no purpose to keep them for (AUTH-08). */
export async function forgetKids(tx: EntityManager, regionIds: readonly Uuid[]): Promise<void> {
  await tx.query(`DELETE FROM esia_kids WHERE region_id = ANY ($1::uuid[])`, [regionIds]);
}

function toCard(row: KidRecord): KidCard {
  return {
    parentId: row.parent_id,
    cardId: row.card_id,
    norm: { last: row.norm_last, first: row.norm_first, middle: row.norm_middle },
    birthDate: row.birth_date,
    snilsHmac: row.snils_hmac,
  };
}
