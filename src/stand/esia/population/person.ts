/** Kinds of account: упрощённая or стандартная (P), подтверждённая (PR), ребёнка (KD); esia-protocol.md, 6.1. */
export type Level = 'P' | 'PR' | 'KD';
export type Gender = 'M' | 'F';

/** A document as ESIA keeps it; dates are `YYYY-MM-DD`. Types: esia-protocol.md, 5.4. */
export interface IdentityDocument {
  readonly type: string;
  readonly series?: string;
  readonly number?: string;
  readonly issueDate?: string;
  readonly issueId?: string;
  readonly issuedBy?: string;
  readonly actNo?: string;
  readonly actDate?: string;
  /** Checked with the authority that issued it; true when not told. */
  readonly verified?: boolean;
}

/** `type`: MBT mobile, EML e-mail, PHN home, CEM and CPH at work (5.3). */
export interface Contact {
  readonly type: string;
  readonly value: string;
  readonly verified?: boolean;
}

/** `type`: PLV living, PRG registration, PTA temporary; the other fields go out as they are (5.5). */
export interface Address {
  readonly type: string;
  readonly addressStr?: string;
  readonly [field: string]: string | undefined;
}

/** A child's card in the parent's profile. `id` is the card's, `oid` the child's own account, if there is one (5.6). */
export interface KidCard {
  readonly id: number;
  readonly oid: string | null;
  readonly verified: boolean;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly birthDate: string;
  readonly gender: Gender;
  readonly snils: string | null;
  readonly documents: readonly IdentityDocument[];
}

/** Work in an organisation (5.7). */
export interface OrgRole {
  readonly orgOid: string;
  readonly fullName: string;
  readonly shortName?: string;
  readonly ogrn: string;
  readonly chief: boolean;
  readonly type?: 'LEGAL' | 'BUSINESS' | 'AGENCY';
}

/**
 * A person of the emulator, as in `esia-population.json` (docs/formats.md). `otp`: the code that the second step asks
 * for, null without a second step. `parentalConsent` matters for KD only (6.3).
 */
export interface Person {
  readonly oid: string;
  readonly login: string;
  readonly password: string;
  readonly otp: string | null;
  readonly level: Level;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly birthDate: string;
  readonly birthPlace?: string;
  readonly gender: Gender;
  readonly snils: string | null;
  readonly inn?: string;
  readonly citizenship: string;
  readonly status: 'REGISTERED' | 'DELETED';
  readonly parentalConsent: boolean;
  readonly kids: readonly KidCard[];
  readonly documents: readonly IdentityDocument[];
  readonly contacts: readonly Contact[];
  readonly addresses?: readonly Address[];
  readonly roles: readonly OrgRole[];
}
