import { type CalendarDate } from '../../kernel/calendar-date.js';
import { type Uuid } from '../../kernel/ids.js';
import { type NormalizedName, type PersonName } from '../../kernel/person-name.js';
import { type Snils } from '../../kernel/snils.js';

/**
 * What the account at Госуслуги is worth, claim `urn:esia:sbj:lvl` (esia-protocol.md, 6.1): `PR` confirmed, `KD` a child's
 * account made by a parent, `P` everything lower. The kind is never derived from the age.
 */
export type EsiaLevel = 'P' | 'PR' | 'KD';

/** A verified card of a child in the parent's profile (esia-protocol.md, 5.6). Cards that nobody verified never get here. */
export interface EsiaKid {
  /** The id of the card within the parent's profile. */
  readonly cardId: string;
  /** The child's own account, where one is linked. */
  readonly oid: string | null;
  readonly name: PersonName;
  readonly birthDate: CalendarDate | null;
  readonly snils: Snils | null;
}

/** Who signed in, as ESIA told it after every check of this context. */
export interface EsiaProfile {
  /** The subject of ESIA in canonical text; never a number (esia-protocol.md, 4.4). */
  readonly oid: string;
  readonly level: EsiaLevel;
  readonly name: PersonName;
  readonly birthDate: CalendarDate;
  readonly snils: Snils | null;
  /** Null when the region does not ask for them (AUTH-08), or when the answer about them was refused. */
  readonly kids: readonly EsiaKid[] | null;
}

/** A person of ESIA as we keep them (LNK-16): what matching needs, the СНИЛС only as its HMAC and last two digits. */
export interface EsiaPerson {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly oid: string;
  readonly level: EsiaLevel;
  readonly name: PersonName;
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate;
  readonly snilsHmac: Buffer | null;
  readonly snilsLast2: string | null;
}
