import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { Choices } from './choices.js';
import { isAlive, type SignIn, type SignInOutcome } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

/** What the journal's face knows when the browser is back on its path. */
export interface TakeSignInRequest {
  readonly signInId: Uuid;
  readonly browserToken: string;
  /** The e-journal that asks: what was chosen for one is nothing to another. */
  readonly journalSystemId: Uuid;
  readonly now: Date;
}

/** Who has signed in, or why nobody has. */
export type TakenSignIn =
  | {
      readonly kind: 'taken';
      readonly journalAccountId: Uuid;
      readonly esiaPersonId: Uuid;
      readonly caseNumber: string;
    }
  | {
      readonly kind: 'refused';
      /** A code of outcome-codes.md i.1 or i.2; `STATE_INVALID` for a foreign, used, unfinished or expired sign-in. */
      readonly code: string;
      readonly outcomes: readonly SignInOutcome[];
      /** Null when the sign-in is not this browser's: nothing is said of others' cases. */
      readonly caseNumber: string | null;
    };

/** Hands the chosen account over to the journal's face, once (AUTH-10). */
@Injectable()
export class TakeSignIn {
  constructor(
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(Choices) private readonly choices: Choices,
  ) {}

  /**
   * The link is looked at again in this transaction: one that ended since the choice opens nothing. The second call for one sign-in is refused
   * with `STATE_INVALID`, however close together the two are.
   */
  async execute(tx: EntityManager, request: TakeSignInRequest): Promise<TakenSignIn> {
    const signIn = await this.signIns.lockOfBrowser(tx, request.signInId, request.browserToken);
    if (signIn === null || signIn.journalSystemId !== request.journalSystemId) return refused(null);
    const { state, journalAccountId, esiaPersonId, caseNumber } = signIn;
    if (state !== 'chosen' || !isAlive(signIn, request.now)) return refused(signIn);
    if (journalAccountId === null || esiaPersonId === null) return refused(signIn);
    await this.signIns.move(tx, signIn, 'take', request.now);
    const account = (await this.choices.of(tx, signIn)).find(
      ({ accountId }) => accountId === journalAccountId,
    );
    if (account === undefined) return refused(signIn);
    return { kind: 'taken', journalAccountId, esiaPersonId, caseNumber };
  }
}

function refused(signIn: SignIn | null): TakenSignIn {
  return { kind: 'refused', ...refusalOf(signIn) };
}

function refusalOf(signIn: SignIn | null): {
  code: string;
  outcomes: readonly SignInOutcome[];
  caseNumber: string | null;
} {
  if (signIn === null) return { code: 'STATE_INVALID', outcomes: [], caseNumber: null };
  const { state, outcomes, caseNumber } = signIn;
  const told = state === 'failed' || state === 'unproven';
  const code = state === 'ended' ? 'NOT_ME' : told ? (outcomes[0]?.code ?? 'NOT_FOUND') : 'STATE_INVALID';
  return { code, outcomes, caseNumber };
}
