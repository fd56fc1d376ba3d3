import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { NormalizedName, PersonName } from '../../kernel/person-name.js';
import type { StoredSnils } from '../../platform/crypto/snils-vault.js';
import { kinOf, refuseKin } from './kin.js';

/** A human of the roster as a school compares them with ESIA: masked before anybody sees it. */
export interface ComparedPerson {
  readonly id: Uuid;
  readonly name: PersonName;
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate | null;
  /** Null when missing or invalid. */
  readonly snils: StoredSnils | null;
}

interface PersonRecord {
  readonly id: Uuid;
  readonly last_name: string;
  readonly first_name: string;
  readonly middle_name: string | null;
  readonly norm_last: string;
  readonly norm_first: string;
  readonly norm_middle: string | null;
  readonly birth_date: CalendarDate | null;
  readonly snils_hmac: Buffer | null;
  readonly snils_enc: Buffer | null;
  readonly snils_key_id: string | null;
  readonly snils_last2: string | null;
}

/** People as those need them who decide a case: what to compare, who is whose relative, a number that is taken over. */
@Injectable()
export class PeopleForReview {
  async describe(tx: EntityManager, personIds: readonly Uuid[]): Promise<readonly ComparedPerson[]> {
    const rows = await tx.query<PersonRecord[]>(
      `SELECT id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle, birth_date,
              snils_hmac, snils_enc, snils_key_id, snils_last2
       FROM people WHERE id = ANY ($1::uuid[]) ORDER BY id`,
      [personIds],
    );
    return rows.map(toCompared);
  }

  /** These people and their relatives, two ties away at most. */
  kinOf(tx: EntityManager, personIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    return kinOf(tx, personIds);
  }

  /**
   * Nobody decides about themselves or a relative.
   *
   * @throws DomainError CONFLICT_OF_INTEREST
   */
  refuseKin(tx: EntityManager, ownPersonIds: readonly Uuid[], subjects: readonly Uuid[]): Promise<void> {
    return refuseKin(tx, ownPersonIds, subjects);
  }

  /** Gives a person of the roster the СНИЛС that ESIA has verified; the caller tells those who rest on it (PEOPLE_CHANGED). */
  async adoptSnils(tx: EntityManager, personId: Uuid, snils: StoredSnils, at: Date): Promise<void> {
    await tx.query(
      `UPDATE people SET snils_state = 'valid', snils_hmac = $2, snils_enc = $3, snils_key_id = $4, snils_last2 = $5,
                         updated_at = $6
       WHERE id = $1`,
      [personId, snils.hmac, snils.enc, snils.keyId, snils.last2, at],
    );
  }
}

function toCompared(row: PersonRecord): ComparedPerson {
  const { snils_hmac: hmac, snils_enc: enc, snils_key_id: keyId, snils_last2: last2 } = row;
  const whole = hmac !== null && enc !== null && keyId !== null && last2 !== null;
  return {
    id: row.id,
    name: { last: row.last_name, first: row.first_name, middle: row.middle_name },
    norm: { last: row.norm_last, first: row.norm_first, middle: row.norm_middle },
    birthDate: row.birth_date,
    snils: whole ? { hmac, enc, keyId, last2 } : null,
  };
}
