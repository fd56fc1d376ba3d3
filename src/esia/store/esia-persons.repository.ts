import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { normalizeName } from '../../kernel/person-name.js';
import { SnilsVault, type StoredSnils } from '../../platform/crypto/snils-vault.js';
import type { EsiaPerson, EsiaProfile } from '../domain/esia-profile.js';
import { replaceKids } from './esia-kids.js';
import { EsiaPersonRow } from './esia-person.row.js';

/** What saving a profile came to. */
export interface SavedPerson {
  readonly person: EsiaPerson;
  readonly isNew: boolean;
  /** `OID_SNILS_CHANGED`: ESIA names another СНИЛС than before; the stored one stays until a school has looked. */
  readonly snilsChanged: boolean;
  /** The cards of their children have come with this sign-in (LNK-12). */
  readonly hasKids: boolean;
}

/** The persons of ESIA that signed in here, one for each oid in a region. */
@Injectable()
export class EsiaPersons {
  constructor(@Inject(SnilsVault) private readonly vault: SnilsVault) {}

  /**
   * Keeps what ESIA says of a person now. Level, names and birth date follow ESIA; a СНИЛС is filled in where there was
   * none, and otherwise neither replaced nor removed; cards of children replace the older ones where ESIA told them. Two sign-ins of one person at once wait for one another.
   */
  async save(tx: EntityManager, regionId: Uuid, profile: EsiaProfile, now: Date): Promise<SavedPerson> {
    const saved = await this.savePerson(tx, regionId, profile, now);
    const { kids } = profile;
    if (kids !== null) await replaceKids(tx, this.vault, saved.person, kids, now);
    return { ...saved, hasKids: kids !== null && kids.length > 0 };
  }

  private async savePerson(
    tx: EntityManager,
    regionId: Uuid,
    profile: EsiaProfile,
    now: Date,
  ): Promise<Omit<SavedPerson, 'hasKids'>> {
    const snils = profile.snils === null ? null : this.vault.store(profile.snils);
    const fresh = { regionId, oid: profile.oid, ...columnsOf(profile), ...snilsColumns(snils), seenAt: now };
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(EsiaPersonRow)
      .values({ ...fresh, id: newUuid(), firstSeenAt: now })
      .orIgnore()
      .returning('*')
      .updateEntity(false)
      .execute();
    const isNew = (inserted.raw as unknown[]).length > 0;
    const row = await tx.findOneOrFail(EsiaPersonRow, {
      where: { regionId, oid: profile.oid },
      lock: { mode: 'pessimistic_write' },
    });
    if (isNew) return { person: toPerson(row), isNew, snilsChanged: false };
    const fill = row.snilsHmac === null ? snilsColumns(snils) : {};
    const snilsChanged = row.snilsHmac !== null && snils !== null && !row.snilsHmac.equals(snils.hmac);
    const claimed = newSnilsColumns(snilsChanged ? snils : null);
    // Whoever was erased and comes again is a person with a purpose again.
    const changed = { ...columnsOf(profile), ...fill, ...claimed, seenAt: now, erasedAt: null };
    await tx.update(EsiaPersonRow, { id: row.id }, changed);
    return { person: toPerson(Object.assign(row, changed)), isNew, snilsChanged };
  }

  async byId(tx: EntityManager, id: Uuid): Promise<EsiaPerson | null> {
    const row = await tx.findOneBy(EsiaPersonRow, { id });
    return row && toPerson(row);
  }

  /** Those of them that there are; in no order. */
  async byIds(tx: EntityManager, ids: readonly Uuid[]): Promise<readonly EsiaPerson[]> {
    return (await tx.findBy(EsiaPersonRow, { id: In([...new Set(ids)]) })).map(toPerson);
  }

  /** Locks the person as a sign-in does, so that both come in one order: this row, the person's links, the accounts. */
  async lockById(tx: EntityManager, id: Uuid): Promise<EsiaPerson | null> {
    const row = await tx.findOne(EsiaPersonRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    return row && toPerson(row);
  }

  /** The СНИЛС that ESIA names in place of the stored one (EC-089), as {@link SnilsVault} keeps it; null when it names no other. */
  async newSnils(tx: EntityManager, id: Uuid): Promise<StoredSnils | null> {
    const row = await tx.findOneBy(EsiaPersonRow, { id });
    if (row === null) return null;
    return storedOf(row.newSnilsHmac, row.newSnilsEnc, row.newSnilsKeyId, row.newSnilsLast2);
  }

  /** The stored СНИЛС, sealed; null when ESIA named none. */
  async snils(tx: EntityManager, id: Uuid): Promise<StoredSnils | null> {
    const row = await tx.findOneBy(EsiaPersonRow, { id });
    return row && storedOf(row.snilsHmac, row.snilsEnc, row.snilsKeyId, row.snilsLast2);
  }

  /** Puts the СНИЛС that ESIA names now in the place of the stored one; two administrators have decided it (EC-089). */
  async acceptNewSnils(tx: EntityManager, id: Uuid): Promise<void> {
    await tx.query(
      `UPDATE esia_persons
       SET snils_hmac = new_snils_hmac, snils_enc = new_snils_enc, snils_key_id = new_snils_key_id,
           snils_last2 = new_snils_last2,
           new_snils_hmac = NULL, new_snils_enc = NULL, new_snils_key_id = NULL, new_snils_last2 = NULL
       WHERE id = $1 AND new_snils_hmac IS NOT NULL`,
      [id],
    );
  }

  /**
   * All persons with this СНИЛС (HMAC of {@link SnilsVault}), the last seen first: one human may have come back under a new
   * oid (LNK-10).
   */
  async bySnils(tx: EntityManager, regionId: Uuid, hmac: Buffer): Promise<readonly EsiaPerson[]> {
    const rows = await tx.find(EsiaPersonRow, {
      where: { regionId, snilsHmac: hmac },
      order: { seenAt: 'DESC', id: 'ASC' },
    });
    return rows.map(toPerson);
  }
}

function columnsOf({ level, name, birthDate }: EsiaProfile) {
  const norm = normalizeName(name);
  return {
    level,
    lastName: name.last,
    firstName: name.first,
    middleName: name.middle,
    normLast: norm.last,
    normFirst: norm.first,
    normMiddle: norm.middle,
    birthDate,
  };
}

function snilsColumns(snils: StoredSnils | null) {
  return {
    snilsHmac: snils?.hmac ?? null,
    snilsEnc: snils?.enc ?? null,
    snilsKeyId: snils?.keyId ?? null,
    snilsLast2: snils?.last2 ?? null,
  };
}

function newSnilsColumns(snils: StoredSnils | null) {
  return {
    newSnilsHmac: snils?.hmac ?? null,
    newSnilsEnc: snils?.enc ?? null,
    newSnilsKeyId: snils?.keyId ?? null,
    newSnilsLast2: snils?.last2 ?? null,
  };
}

function storedOf(
  hmac: Buffer | null,
  enc: Buffer | null,
  keyId: string | null,
  last2: string | null,
): StoredSnils | null {
  if (hmac === null || enc === null || keyId === null || last2 === null) return null;
  return { hmac, enc, keyId, last2 };
}

function toPerson(row: EsiaPersonRow): EsiaPerson {
  return {
    id: row.id,
    regionId: row.regionId,
    oid: row.oid,
    level: row.level,
    name: { last: row.lastName, first: row.firstName, middle: row.middleName },
    norm: { last: row.normLast, first: row.normFirst, middle: row.normMiddle },
    birthDate: row.birthDate,
    snilsHmac: row.snilsHmac,
    snilsLast2: row.snilsLast2,
  };
}
