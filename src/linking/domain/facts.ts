import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { NormalizedName } from '../../kernel/person-name.js';
import type { LinkState } from './link-state.js';

/** What one account in an e-journal is for (glossary: `journalRole`). */
export type AccountRole = 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';

/** What two descriptions of a human are compared by; an invalid СНИЛС is given as null, as if there were none (c.3.1). */
export interface HumanFacts {
  readonly norm: NormalizedName;
  readonly birthDate: CalendarDate | null;
  /** Equal keyed hashes are equal numbers (PD-02); the number itself is never here. */
  readonly snilsHmac: Uint8Array | null;
}

/** The person as ESIA verified them. */
interface EsiaFacts extends HumanFacts {
  readonly birthDate: CalendarDate;
}

/** One human of the roster: the rows of a school are already one Person (ROS-16). */
export interface PersonFacts extends HumanFacts {
  readonly id: Uuid;
  readonly isPupil: boolean;
  readonly isRepresentative: boolean;
  readonly isStaff: boolean;
  /** EC-035: by a school's decision this minor, emancipated or employed from 16, may hold an adult's account. */
  readonly isExcepted?: boolean;
  /** ROS-13: the person typed the names, so they prove nothing where nothing else does (R4, R7, R9, R10). */
  readonly namesSelfTyped: boolean;
}

/** A Person of the roster who may be the one that signs in, with the roles of their open accounts. */
export interface Candidate extends PersonFacts {
  readonly accountRoles: readonly AccountRole[];
}

/** An open account of a Person who has the right to it. */
export interface AccountFacts {
  readonly id: Uuid;
  readonly role: AccountRole;
  readonly personId: Uuid;
  readonly schoolIds: readonly Uuid[];
  readonly journalSystemId?: Uuid;
  /** A court or a school has once ended a representation of its owner; what a source only left out is no decision. */
  readonly endedByDecision?: boolean;
}

/** A link as the decisions see it. */
export interface LinkFacts {
  readonly id: Uuid;
  readonly esiaPersonId: Uuid;
  readonly accountId: Uuid;
  readonly state: LinkState;
  readonly reason: string | null;
  readonly rule: string;
  readonly changedAt: Date;
  /** When the state reaches its limit; of an active link, until when its owner may read (EC-075). Null: no limit. */
  readonly until: Date | null;
}

/** An account that the signing-in person already holds by a live link, and whose it is in the roster. */
export interface HeldAccount {
  readonly role: AccountRole;
  /** Null when the roster names no Person for the account. */
  readonly personId: Uuid | null;
}

/** Who signs in, as far as the rules ask. */
export interface Subject {
  readonly facts: EsiaFacts;
  readonly held: readonly HeldAccount[];
  /** The civil day in the region. */
  readonly today: CalendarDate;
}

export function isAdultRole(role: AccountRole): boolean {
  return role !== 'student';
}
