import type { Uuid } from '../../kernel/ids.js';

/** A journal account that its owner may use now, as the id_token tells of it. */
export interface AccountFacts {
  readonly id: Uuid;
  /** The e-journal's own id, unique within the e-journal. */
  readonly externalId: string;
  readonly role: 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';
  readonly schools: readonly { readonly id: Uuid; readonly shortName: string }[];
  /** `history`: read only, between two schools (EC-067). */
  readonly access: 'full' | 'history';
  /** As the school's lists have it. */
  readonly personName: string | null;
}

/** Claims of each scope: what is not named here never leaves. СНИЛС and birth date are in none (PD-09). */
export const claimsOfScope = {
  openid: [
    'sub',
    'journal_account',
    'journal_role',
    'journal_access',
    'school',
    'person',
    'auth_time',
    'acr',
  ],
  profile: ['name'],
};

/** Every journal sign-in was made at ESIA, by nothing less (contract.md; the level was checked by AUTH-06). */
export const SIGNED_IN_AT_ESIA = 'urn:perehod:esia';

/**
 * The claims about an account (contract.md, «What the id_token says»). `person` is the pairwise id of the human for the asking
 * client. The provider filters them by the granted scope.
 */
export function accountClaims(
  account: AccountFacts,
  person: string,
): { readonly sub: string } & Record<string, unknown> {
  return {
    sub: account.id,
    journal_account: account.externalId,
    journal_role: account.role,
    journal_access: account.access,
    school: account.schools.map(({ id, shortName }) => ({ id, name: shortName })),
    person,
    ...(account.personName !== null && { name: account.personName }),
  };
}
