import type { Uuid } from '../../kernel/ids.js';

/** What a person signs in for: an e-journal, the own page /account, the work of an administrator. */
export type SignInPurpose = 'journal' | 'account' | 'admin';

/**
 * Where a sign-in stands (state-machines.md e.5, EsiaLoginAttempt; the steps between browser and ESIA are the esia context's).
 * `matched`: ESIA has answered and nobody has said yet whose the answer is. `unproven`: nothing opens
 * without a second evidence, which the person may give now. `confirmed`: several accounts, none chosen yet.
 * `chosen`: the journal may take it, once.
 */
export type SignInState =
  'started' | 'matched' | 'unproven' | 'confirmed' | 'chosen' | 'finished' | 'failed' | 'ended' | 'expired';

/** What may happen to a sign-in. `deny` is «Это не я»; the `confirm_…` are what came of «Это я», the `prove_…` of a second evidence. */
export type SignInEvent =
  | 'profile'
  | 'fail'
  | 'deny'
  | 'confirm_none'
  | 'confirm_unproven'
  | 'confirm_one'
  | 'confirm_many'
  | 'confirm_session'
  | 'prove_none'
  | 'prove_one'
  | 'prove_many'
  | 'choose'
  | 'take'
  | 'expire';

/** The whole life of a sign-in; what is not here may not happen. */
export const signInMoves: Readonly<Record<SignInState, Readonly<Partial<Record<SignInEvent, SignInState>>>>> =
  {
    started: { profile: 'matched', fail: 'failed', expire: 'expired' },
    matched: {
      deny: 'ended',
      fail: 'failed',
      confirm_none: 'failed',
      confirm_unproven: 'unproven',
      confirm_one: 'chosen',
      confirm_many: 'confirmed',
      confirm_session: 'finished',
      expire: 'expired',
    },
    // Its time over, it has failed for the reason that it said all the while: the case number stays good.
    unproven: {
      prove_none: 'unproven',
      prove_one: 'chosen',
      prove_many: 'confirmed',
      deny: 'ended',
      fail: 'failed',
      expire: 'failed',
    },
    confirmed: { choose: 'chosen', deny: 'ended', fail: 'failed', expire: 'expired' },
    chosen: { take: 'finished', deny: 'ended', fail: 'failed', expire: 'expired' },
    finished: {},
    failed: {},
    ended: {},
    expired: {},
  };

/** The state after an event; null when the event may not happen there. */
export function nextState(state: SignInState, event: SignInEvent): SignInState | null {
  return signInMoves[state][event] ?? null;
}

/** The states in which something may still happen to a sign-in. */
export const openStates: readonly SignInState[] = (Object.keys(signInMoves) as SignInState[]).filter(
  (state) => Object.keys(signInMoves[state]).length > 0,
);

/** The states in which a sign-in has come to its end. */
export const closedStates: readonly SignInState[] = (Object.keys(signInMoves) as SignInState[]).filter(
  (state) => !openStates.includes(state),
);

/**
 * How long we wait for the return from ESIA. ESIA's own attempt ends after ten minutes (AUTH-03) and may be begun anew once
 * without a word (EC-092), so this is twice as long.
 */
export const AWAY_AT_ESIA_MS = 20 * 60_000;

/** How long the answer of ESIA waits for «Это я», the choice, and the e-journal. */
export const BACK_FROM_ESIA_MS = 10 * 60_000;

/** How long a sign-in waits for a second evidence: long enough to find a notice, or to type an old password. */
export const UNPROVEN_MS = 20 * 60_000;

/** Half an hour for the own page of a person, whatever the activity: school computers are shared (AUTH-11). */
export const PERSON_SESSION_LIVES_MS = 30 * 60_000;

/**
 * One reason why a sign-in gave nothing, or less than it might. `code` is one of outcome-codes.md i.1 and i.2, as `source`
 * said it; its Russian text is asked of that context again whenever it is shown. No personal data.
 */
export interface SignInOutcome {
  readonly source: 'esia' | 'linking' | 'access';
  readonly code: string;
  /** The account that it is about, where it is about one. */
  readonly accountId?: Uuid;
  /** Short names of the schools that can mend it. */
  readonly schoolNames?: readonly string[];
  /** RFC 3339: before this moment nothing will change. */
  readonly notBefore?: string;
  /** Six digits, as in `ESIA-007055`. */
  readonly esiaCode?: string;
}

/** One sign-in as the database keeps it. */
export interface SignIn {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly attemptId: Uuid | null;
  readonly purpose: SignInPurpose;
  readonly journalSystemId: Uuid | null;
  /** A path of this server (see `parseReturnPath`). */
  readonly returnTo: string;
  readonly caseNumber: string;
  readonly state: SignInState;
  readonly outcomes: readonly SignInOutcome[];
  readonly esiaPersonId: Uuid | null;
  readonly journalAccountId: Uuid | null;
  /** Among which the person may choose: links that this sign-in's level of assurance opens (AUTH-06). */
  readonly choiceAccountIds: readonly Uuid[];
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly changedAt: Date;
  readonly traceId: string | null;
}

/** True when the sign-in may still move at this moment. */
export function isAlive(signIn: Pick<SignIn, 'state' | 'expiresAt'>, now: Date): boolean {
  return openStates.includes(signIn.state) && now < signIn.expiresAt;
}
