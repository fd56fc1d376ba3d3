import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { LinkedAccount } from '../domain/account-claims.js';

/** One e-journal system; its code equals the client_id. */
export interface JournalSystem {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly code: string;
}

export interface BeginJournalSignIn {
  readonly system: JournalSystem;
  /** Path of this server to which the browser comes back with `?sign_in=<id>`. */
  readonly returnTo: string;
  readonly browserToken: string;
  readonly traceId: string;
}

export interface TakeJournalSignIn {
  readonly signInId: Uuid;
  readonly browserToken: string;
  readonly system: JournalSystem;
  readonly now: Date;
}

export type JournalSignInResult =
  | { readonly kind: 'chosen'; readonly journalAccountId: Uuid; readonly esiaPersonId: Uuid }
  /** A code of outcome-codes.md. */
  | { readonly kind: 'refused'; readonly code: string };

/** The sign-in through ESIA, as the e-journal's face uses it; bound to the door of `signin` by the composition root. */
export abstract class JournalSignIn {
  /** Name of the cookie that binds a sign-in to the browser. */
  abstract readonly browserCookie: string;
  /** A token for a browser that has none yet. */
  abstract newBrowserToken(): string;
  /** The address at which the person goes on (ESIA's). */
  abstract begin(request: BeginJournalSignIn): Promise<string>;
  /** Gives the result once; a foreign, used or expired sign-in is refused with `STATE_INVALID`. */
  abstract take(tx: EntityManager, request: TakeJournalSignIn): Promise<JournalSignInResult>;
}

/** Accounts that somebody is linked to; bound to the doors of `linking`, `roster` and `territory`. */
export abstract class LinkedAccounts {
  /** Null when the account is closed or has no active link (a suspended one lets nobody in). */
  abstract find(tx: EntityManager, journalAccountId: Uuid): Promise<LinkedAccount | null>;
}

/** The e-journal systems of the regions; bound to the door of `territory`. */
export abstract class JournalSystems {
  abstract byCode(tx: EntityManager, code: string): Promise<JournalSystem | null>;
  /** Which of the codes have no system. */
  abstract missing(tx: EntityManager, codes: readonly string[]): Promise<readonly string[]>;
}

/** The end of the ESIA session in the browser (`idp/ext/Logout`); bound to the door of `esia`. */
export abstract class EsiaSignOut {
  /** The address that ends it and then returns to `returnTo`, an absolute address of this server. */
  abstract url(returnTo: string): string;
}
