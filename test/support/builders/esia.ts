import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { normalizeName } from '../../../src/kernel/person-name.js';
import type { Snils } from '../../../src/kernel/snils.js';
import type { EsiaPerson } from '../../../src/esia/index.js';
import type { TestDatabase } from '../database.js';
import type { BuiltPerson } from './roster.js';
import { testVault } from './snils.js';

export interface EsiaPersonOverrides {
  readonly last?: string;
  readonly first?: string;
  readonly middle?: string | null;
  readonly born?: string;
  readonly snils?: Snils | null;
  readonly level?: 'P' | 'PR' | 'KD';
  readonly oid?: string;
}

let lastOid = 1_000_000_000;

/** A person of ESIA, kept as after a sign-in. */
export async function anEsiaPerson(
  database: TestDatabase,
  regionId: Uuid,
  overrides: EsiaPersonOverrides = {},
): Promise<EsiaPerson> {
  const { last = 'Иванов', first = 'Пётр', middle = 'Сергеевич', born = '2012-05-06' } = overrides;
  const { snils = null, level = 'PR', oid = String((lastOid += 1)) } = overrides;
  const id = newUuid();
  const name = { last, first, middle };
  const norm = normalizeName(name);
  const stored = snils === null ? null : testVault.store(snils);
  await database.query(
    `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, middle_name, norm_last, norm_first,
                               norm_middle, birth_date, snils_hmac, snils_enc, snils_key_id, snils_last2, first_seen_at,
                               seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, now(), now())`,
    [
      ...[id, regionId, oid, level, last, first, middle, norm.last, norm.first, norm.middle, born],
      ...[stored?.hmac ?? null, stored?.enc ?? null, stored?.keyId ?? null, stored?.last2 ?? null],
    ],
  );
  const birthDate = born as CalendarDate;
  const [snilsHmac, snilsLast2] = [stored?.hmac ?? null, stored?.last2 ?? null];
  return { id, regionId, oid, level, name, norm, birthDate, snilsHmac, snilsLast2 };
}

/** The same human as ESIA knows them: every attribute as in the roster, unless told otherwise. */
export function esiaOf(
  database: TestDatabase,
  person: BuiltPerson,
  overrides: EsiaPersonOverrides = {},
): Promise<EsiaPerson> {
  const { name, born, snils, regionId } = person;
  return anEsiaPerson(database, regionId, {
    ...name,
    ...(born === null ? {} : { born }),
    snils,
    ...overrides,
  });
}
