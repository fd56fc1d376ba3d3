import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { normalizeName } from '../../kernel/person-name.js';
import { SnilsVault, type StoredSnils } from '../../platform/crypto/snils-vault.js';
import type { EsiaPerson, EsiaProfile } from '../domain/esia-profile.js';
import { EsiaPersonRow } from './esia-person.row.js';

/** What saving a profile came to. */
export interface SavedPerson {
  readonly person: EsiaPerson;
  readonly isNew: boolean;
  /** `OID_SNILS_CHANGED`: ESIA names another СНИЛС than before; the stored one stays until a school has looked. */
  readonly snilsChanged: boolean;
}

/** The persons of ESIA that signed in here, one for each oid in a region. */
@Injectable()
export class EsiaPersons {
  constructor(@Inject(SnilsVault) private readonly vault: SnilsVault) {}

  /**
   * Keeps what ESIA says of a person now. Level, names and birth date follow ESIA; a СНИЛС is filled in where there was
   * none, and otherwise neither replaced nor removed. Two sign-ins of one person at once wait for one another.
   */
  async save(tx: EntityManager, regionId: Uuid, profile: EsiaProfile, now: Date): Promise<SavedPerson> {
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
    const changed = { ...columnsOf(profile), ...fill, seenAt: now };
    await tx.update(EsiaPersonRow, { id: row.id }, changed);
    const snilsChanged = row.snilsHmac !== null && snils !== null && !row.snilsHmac.equals(snils.hmac);
    return { person: toPerson(Object.assign(row, changed)), isNew, snilsChanged };
  }

  async byId(tx: EntityManager, id: Uuid): Promise<EsiaPerson | null> {
    const row = await tx.findOneBy(EsiaPersonRow, { id });
    return row && toPerson(row);
  }

  /** Locks the person as a sign-in does, so that both come in one order: this row, the person's links, the accounts. */
  async lockById(tx: EntityManager, id: Uuid): Promise<EsiaPerson | null> {
    const row = await tx.findOne(EsiaPersonRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row && toPerson(row);
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
