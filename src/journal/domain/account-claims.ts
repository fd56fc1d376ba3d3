import type { Uuid } from '../../kernel/ids.js';

export type JournalRole = 'student' | 'representative' | 'teacher' | 'homeroom' | 'school_admin';

/** A journal account with a live link, as the id_token tells of it. */
export interface LinkedAccount {
  readonly id: Uuid;
  /** The e-journal's own id, unique within the e-journal. */
  readonly externalId: string;
  readonly role: JournalRole;
  readonly schools: readonly { readonly id: Uuid; readonly name: string }[];
  readonly esiaPersonId: Uuid;
  /** As the school's lists have it; null when the account is not tied to a person of the lists. */
  readonly name: { readonly last: string; readonly first: string; readonly middle: string | null } | null;
}

/** Claims of each scope: what is not named here never leaves. СНИЛС and birth date are in none (PD-09). */
export const claimsOfScope = {
  openid: ['sub', 'journal_account', 'journal_role', 'school', 'person', 'auth_time', 'acr'],
  profile: ['family_name', 'given_name', 'middle_name'],
};

/** Every journal sign-in was made at ESIA, by nothing less (contract.md; the level was checked by AUTH-06). */
export const SIGNED_IN_AT_ESIA = 'urn:perehod:esia';

/**
 * The claims about an account (contract.md, «What the id_token says»). `person` is the pairwise id of the human for the asking
 * client. The provider filters them by the granted scope.
 */
export function accountClaims(
  account: LinkedAccount,
  person: string,
): { readonly sub: string } & Record<string, unknown> {
  return {
    sub: account.id,
    journal_account: account.externalId,
    journal_role: account.role,
    school: account.schools.map(({ id, name }) => ({ id, name })),
    person,
    ...(account.name && {
      family_name: account.name.last,
      given_name: account.name.first,
      ...(account.name.middle !== null && { middle_name: account.name.middle }),
    }),
  };
}
