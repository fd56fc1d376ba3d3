import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Interaction, InteractionResults, Session } from 'oidc-provider';
import { DomainError } from '../../kernel/domain-error.js';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BeginSignIn, TakeSignIn } from '../../signin/index.js';
import { type JournalSystem, Territory } from '../../territory/index.js';
import { SIGNED_IN_AT_ESIA } from '../domain/account-claims.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
import { OpenidSessions } from './openid-sessions.js';
import { SignedText } from './signed-text.js';

/** The scopes that a person's sign-in may grant; `internal` is for the e-journal's server alone. */
const PERSONAL_SCOPES = new Set(['openid', 'profile']);
/** As long as the session in which it was given: a school day. */
export const GRANT_SECONDS = 10 * 60 * 60;

/** What the browser brings to a step of the interaction. */
export interface InteractionVisit {
  readonly interaction: Interaction;
  /** The provider's session of this browser; without an account when nobody is signed in. */
  readonly session: Session;
  /** From the path: says that the authorization request came from the browser with this token. */
  readonly proof: string;
  readonly browserToken: string | null;
  readonly traceId: string | null;
  readonly address: string | undefined;
}

/**
 * The middle of a journal's authorization request: a new ESIA sign-in, and its result handed back to the provider. The
 * provider's own cookie is held by its path only, so each step also proves, by the `__Host-` cookie of the browser, that the
 * request was begun here: nobody can have another finish a sign-in for him. Both steps return the address that is next, and
 * throw DomainError `JOURNAL_SIGN_IN_STALE` or `JOURNAL_UNKNOWN`.
 */
@Injectable()
export class SignInInteraction {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BeginSignIn) private readonly beginSignIn: BeginSignIn,
    @Inject(TakeSignIn) private readonly takeSignIn: TakeSignIn,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(SignedText) private readonly signedText: SignedText,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Starts the ESIA sign-in for the e-journal that asks. */
  async begin(visit: InteractionVisit): Promise<string> {
    const { system, browserToken } = await this.check(visit);
    const { redirectTo } = await this.beginSignIn.execute({
      purpose: 'journal',
      regionId: system.regionId,
      journalSystemId: system.id,
      returnTo: `/oidc-interaction/${visit.interaction.uid}/${visit.proof}/complete`,
      browserToken,
      traceId: visit.traceId,
      address: visit.address,
    });
    return redirectTo;
  }

  /** Takes the result of the sign-in and gives it to the provider. */
  async complete(visit: InteractionVisit, signInId: string): Promise<string> {
    const { system, browserToken } = await this.check(visit);
    const id = parseUuid(signInId);
    if (id === null) throw new DomainError('JOURNAL_SIGN_IN_STALE', 'invalid');
    const { interaction } = visit;
    const request = { signInId: id, browserToken, journalSystemId: system.id, now: this.clock.now() };
    const taken = await this.unitOfWork.run((tx) => this.takeSignIn.execute(tx, request));
    switch (taken.kind) {
      case 'refused':
        return this.finish(interaction, { error: 'access_denied', error_description: taken.code });
      case 'taken':
        // On a shared computer the previous pupil's session ends with the next one's sign-in, in e-journals too (EC-128).
        if (visit.session.accountId !== undefined) await this.sessions.end(this.provider, visit.session);
        return this.finish(
          interaction,
          await this.signedIn(interaction, taken.journalAccountId, taken.esiaPersonId),
        );
    }
  }

  private async check(visit: InteractionVisit): Promise<{ system: JournalSystem; browserToken: string }> {
    const { interaction, proof, browserToken } = visit;
    if (browserToken === null || !this.signedText.isProof(proof, interaction.uid, browserToken)) {
      throw new DomainError('JOURNAL_SIGN_IN_STALE', 'invalid');
    }
    const system = await this.unitOfWork.direct((tx) =>
      this.territory.journalSystemByCode(tx, clientOf(interaction)),
    );
    if (system === null) throw new DomainError('JOURNAL_UNKNOWN', 'invalid');
    return { system, browserToken };
  }

  private async signedIn(
    interaction: Interaction,
    accountId: Uuid,
    person: Uuid,
  ): Promise<InteractionResults> {
    const now = this.clock.now().getTime();
    const grant = new this.provider.Grant({ accountId, clientId: clientOf(interaction) });
    const { scope } = interaction.params;
    const scopes = (typeof scope === 'string' ? scope : '').split(' ');
    grant.addOIDCScope(scopes.filter((item) => PERSONAL_SCOPES.has(item)));
    const grantId = await grant.save();
    await this.persons.remember(grantId, person, new Date(now + GRANT_SECONDS * 1000));
    const login = { accountId, ts: Math.floor(now / 1000), acr: SIGNED_IN_AT_ESIA, remember: false };
    return { login, consent: { grantId } };
  }

  private async finish(interaction: Interaction, result: InteractionResults): Promise<string> {
    interaction.result = result;
    await interaction.persist();
    return interaction.returnTo;
  }
}

function clientOf(interaction: Interaction): string {
  const id = interaction.params['client_id'];
  return typeof id === 'string' ? id : '';
}
