import type { Uuid } from '../../kernel/ids.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import type { AccountRole } from '../domain/facts.js';

/** What a card of an account shows: whose it is. It names people, so it goes to their own pages only. */
export interface AccountCard {
  readonly accountId: Uuid;
  /** Unique per journal system. */
  readonly externalId: string;
  readonly journalSystemId: Uuid;
  readonly role: AccountRole;
  /** By short name. */
  readonly schools: readonly { readonly id: Uuid; readonly shortName: string }[];
  /** Short names, in alphabetical order. */
  readonly schoolNames: readonly string[];
  /** «5 А»; null for adults and for pupils without a class. */
  readonly classLabel: string | null;
  /** Null when the roster names no Person for the account. */
  readonly personName: string | null;
}

/** An account that its owner may use now. */
export interface LinkedAccount extends AccountCard {
  readonly linkId: Uuid;
  /** `history`: read only, between two schools (EC-067) or after graduation (EC-075). */
  readonly access: 'full' | 'history';
}

/** Why an account was not opened; without an account, why nobody was found. */
export interface LinkOutcome {
  readonly code: LinkOutcomeCode;
  readonly accountId: Uuid | null;
  /** Short names of the schools that can mend it; empty when none is known. */
  readonly schoolNames: readonly string[];
  /** Only with LINK_COOLDOWN: from when the account can be linked. */
  readonly notBefore: Date | null;
}

/** What a sign-in came to. */
export interface LinkingResult {
  readonly linked: readonly LinkedAccount[];
  readonly outcomes: readonly LinkOutcome[];
}
