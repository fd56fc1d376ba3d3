import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { NormalizedName, PersonName } from '../../kernel/person-name.js';
import type { StoredSnils } from '../../platform/crypto/snils-vault.js';

/** New values; undefined leaves what is there. */
export interface PersonChanges {
  readonly names: { readonly written: PersonName; readonly norm: NormalizedName } | undefined;
  readonly birthDate: CalendarDate | undefined;
  readonly gender: 'M' | 'F' | undefined;
  readonly citizenship: string | undefined;
  readonly snils: StoredSnils | undefined;
}

/** Writes the values into one person's row. */
export async function changePerson(
  tx: EntityManager,
  personId: Uuid,
  changes: PersonChanges,
  now: Date,
): Promise<void> {
  const values = Object.entries(columnsOf(changes)).filter(([, value]) => value !== undefined);
  const set = values.map(([column], index) => `${column} = $${index + 3}`);
  await tx.query(`UPDATE people SET updated_at = $2, ${set.join(', ')} WHERE id = $1`, [
    personId,
    now,
    ...values.map(([, value]) => value),
  ]);
}

function columnsOf({ names, birthDate, gender, citizenship, snils }: PersonChanges) {
  return {
    last_name: names?.written.last,
    first_name: names?.written.first,
    middle_name: names?.written.middle,
    norm_last: names?.norm.last,
    norm_first: names?.norm.first,
    norm_middle: names?.norm.middle,
    names_self_typed: names === undefined ? undefined : false,
    middle_placeholder: names === undefined ? undefined : false,
    birth_date: birthDate,
    gender,
    citizenship,
    snils_state: snils === undefined ? undefined : 'valid',
    snils_hmac: snils?.hmac,
    snils_enc: snils?.enc,
    snils_key_id: snils?.keyId,
    snils_last2: snils?.last2,
  };
}
