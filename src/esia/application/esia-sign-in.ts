import { Inject, Injectable, Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, parseUuid, type Uuid } from '../../kernel/ids.js';
import { keptMs } from '../../kernel/kept-days.js';
import { Clock } from '../../platform/clock/clock.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { EsiaProfile } from '../domain/esia-profile.js';
import { type EsiaFailure, failureOfError, failureOfFault } from '../domain/failure.js';
import { esiaCodeIn } from '../domain/esia-errors.js';
import type { EsiaSignInResult, StateProblem } from '../domain/sign-in-result.js';
import { Territory } from '../../territory/index.js';
import { EsiaSettings } from '../esia.settings.js';
import { EsiaClient, type EsiaReply } from '../gateway/esia-client.js';
import { newCodeVerifier } from '../gateway/esia-requests.js';
import { SignerError } from '../gateway/signer/index.js';
import {
  type ClaimedAttempt,
  EsiaLoginAttempts,
  type NewAttempt,
} from '../store/esia-login-attempts.repository.js';
import { profilePurpose, verifierPurpose } from '../store/sealed-columns.js';
import { SignInJournal } from './sign-in-journal.js';

/** What ESIA sent the browser back with: every parameter at most once. */
export type CallbackQuery = Readonly<Record<string, string | undefined>>;

/** A code is a JWT of 1–1.6 kB (esia-protocol.md, 3.1). */
const MAX_CODE = 8_192;

type Leg = Pick<NewAttempt, 'state' | 'codeVerifierEnc' | 'expiresAt'> & { readonly redirectTo: string };

/** One sign-in through ESIA: to its page and back (e.5). Attempts live in the database, so any server may finish any. */
@Injectable()
export class EsiaSignIn {
  private readonly logger = new Logger('EsiaSignIn');

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(EsiaSettings) private readonly settings: EsiaSettings,
    @Inject(EsiaClient) private readonly esia: EsiaClient,
    @Inject(EsiaLoginAttempts) private readonly attempts: EsiaLoginAttempts,
    @Inject(SignInJournal) private readonly journal: SignInJournal,
    @Inject(Territory) private readonly territory: Territory,
  ) {}

  /**
   * Begins an attempt bound to the browser's token.
   *
   * @throws DomainError `ESIA_TECH` when our request cannot be signed
   */
  async begin(input: {
    readonly regionId: Uuid;
    readonly browserToken: string;
  }): Promise<{ attemptId: Uuid; redirectTo: string }> {
    const attemptId = newUuid();
    const { consentGate: asksKids } = await this.unitOfWork.direct((tx) =>
      this.territory.policy(tx, input.regionId),
    );
    const { redirectTo, ...leg } = await this.newLeg(attemptId, asksKids).catch((error: unknown) => {
      if (!(error instanceof SignerError)) throw error;
      this.logger.error(`Запрос к ЕСИА не подписан: ${error.message}`);
      throw new DomainError('ESIA_TECH', 'unavailable', {}, { cause: error });
    });
    const browserHash = hashToken(input.browserToken);
    const attempt = {
      id: attemptId,
      regionId: input.regionId,
      browserHash,
      startedAt: this.clock.now(),
      asksKids,
      ...leg,
    };
    await this.unitOfWork.direct((tx) => this.attempts.add(tx, attempt));
    return { attemptId, redirectTo };
  }

  /**
   * Finishes the attempt that the callback belongs to. Its state is used up first, whatever comes after. What ESIA or the
   * person did wrong is a result; only our own database may throw.
   */
  async finish(input: {
    readonly query: CallbackQuery;
    readonly browserToken: string | null;
  }): Promise<EsiaSignInResult> {
    const claimed = await this.claim(input.query['state'], input.browserToken);
    if ('problem' in claimed) return this.journal.note(invalidState(claimed.problem, claimed.attemptId));
    const reply = await this.ask(input.query, claimed);
    const result =
      reply.kind === 'profile' ? await this.keep(claimed, reply.profile) : await this.giveUp(claimed, reply);
    return this.journal.note(result, reply);
  }

  /** The sealed profile of an attempt while it is kept (ESIA_PROFILE_SECONDS); the attempt's row is locked. */
  async takeProfile(tx: EntityManager, attemptId: Uuid): Promise<EsiaProfile | null> {
    return this.opened(attemptId, await this.attempts.sealedProfile(tx, attemptId, this.clock.now()));
  }

  /** The same profile for a page that only shows it: nothing is locked. */
  async seeProfile(tx: EntityManager, attemptId: Uuid): Promise<EsiaProfile | null> {
    return this.opened(attemptId, await this.attempts.seenProfile(tx, attemptId, this.clock.now()));
  }

  /** Forgets what the attempt still holds of the person. */
  async wipe(tx: EntityManager, attemptId: Uuid): Promise<void> {
    await this.attempts.wipe(tx, attemptId);
  }

  /** Wipes what expired attempts still hold of people, and deletes attempts a day after their end; for a job. */
  async forgetExpired(tx: EntityManager): Promise<void> {
    const now = this.clock.now();
    await this.attempts.wipeExpired(tx, now);
    await this.attempts.forget(tx, new Date(now.getTime() - keptMs('esia_attempts')));
  }

  private opened(attemptId: Uuid, sealed: Buffer | null): EsiaProfile | null {
    if (sealed === null) return null;
    return JSON.parse(this.keyring.openWhole(sealed, profilePurpose(attemptId)).toString()) as EsiaProfile;
  }

  private async claim(rawState: string | undefined, browserToken: string | null) {
    const state = parseUuid(rawState ?? '');
    if (state === null) return { problem: 'malformed', attemptId: null } as const;
    if (browserToken === null) return { problem: 'foreign_browser', attemptId: null } as const;
    const browser = hashToken(browserToken);
    return this.unitOfWork.direct(
      async (tx) =>
        (await this.attempts.claim(tx, state, browser, this.clock.now())) ??
        (await this.attempts.whyUnclaimed(tx, state, browser)),
    );
  }

  private async ask(query: CallbackQuery, attempt: ClaimedAttempt): Promise<EsiaReply> {
    const { error, error_description: description, code } = query;
    if (error !== undefined || description !== undefined) {
      return failureOfError(esiaCodeIn(description), error ?? null, this.settings.parentConsentCodes);
    }
    if (code === undefined || code === '' || code.length > MAX_CODE)
      return failureOfFault('callback_malformed');
    const { id, codeVerifierEnc, asksKids } = attempt;
    const codeVerifier =
      codeVerifierEnc === null
        ? null
        : this.keyring.openWhole(codeVerifierEnc, verifierPurpose(id)).toString();
    return this.esia.profileOf(code, { codeVerifier, asksKids });
  }

  private async keep({ id }: ClaimedAttempt, profile: EsiaProfile): Promise<EsiaSignInResult> {
    const sealed = this.keyring.sealWhole(JSON.stringify(profile), profilePurpose(id));
    const until = new Date(this.clock.now().getTime() + this.settings.profileSeconds * 1000);
    const kept = await this.unitOfWork.direct((tx) => this.attempts.keepProfile(tx, id, sealed, until));
    return kept ? { kind: 'profile', attemptId: id, profile } : invalidState('used', id);
  }

  /** A stale code is tried once more without a word to the person (EC-092); everything else ends the attempt. */
  private async giveUp(attempt: ClaimedAttempt, failure: EsiaFailure): Promise<EsiaSignInResult> {
    const { id } = attempt;
    const again =
      failure.retry === 'once' && attempt.restarts === 0 ? await this.restart(id, attempt.asksKids) : null;
    if (again !== null) return { kind: 'restart', attemptId: id, redirectTo: again };
    await this.unitOfWork.direct((tx) => this.attempts.fail(tx, id, failure.code, failure.esiaCode));
    return { kind: 'failed', attemptId: id, code: failure.code, esiaCode: failure.esiaCode };
  }

  private async restart(id: Uuid, asksKids: boolean): Promise<string | null> {
    const leg = await this.newLeg(id, asksKids).catch((error: unknown) => {
      if (error instanceof SignerError) return null;
      throw error;
    });
    if (leg === null) return null;
    return (await this.unitOfWork.direct((tx) => this.attempts.restart(tx, id, leg))) ? leg.redirectTo : null;
  }

  /** A new way to ESIA: its state, its verifier, its end, and the signed address. */
  private async newLeg(attemptId: Uuid, asksKids: boolean): Promise<Leg> {
    const state = newUuid();
    const verifier = this.settings.pkce ? newCodeVerifier() : null;
    return {
      state,
      codeVerifierEnc:
        verifier === null ? null : this.keyring.sealWhole(verifier, verifierPurpose(attemptId)),
      expiresAt: new Date(this.clock.now().getTime() + this.settings.attemptSeconds * 1000),
      redirectTo: await this.esia.authorizeUrl(state, { codeVerifier: verifier, asksKids }),
    };
  }
}

function invalidState(stateProblem: StateProblem, attemptId: Uuid | null): EsiaSignInResult {
  return { kind: 'failed', attemptId, code: 'STATE_INVALID', esiaCode: null, stateProblem };
}
