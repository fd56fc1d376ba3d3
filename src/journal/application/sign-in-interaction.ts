import { Inject, Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Interaction, InteractionResults, Session } from 'oidc-provider';
import { parseUuid, type Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SIGNED_IN_AT_ESIA } from '../domain/account-claims.js';
import { SignedInPersons } from '../store/signed-in-persons.js';
import { type JournalSystem, JournalSignIn, JournalSystems } from './neighbours.js';
import { OPENID_PROVIDER } from './openid-provider.token.js';
import { OpenidSessions } from './openid-sessions.js';
import { SignedText } from './signed-text.js';

/** The scopes that a person's sign-in may grant; `internal` is for the e-journal's server alone. */
const PERSONAL_SCOPES = new Set(['openid', 'profile']);
/** As long as the session in which it was given. */
export const GRANT_SECONDS = 10 * 60 * 60;

/** What the browser brings to a step of the interaction. */
export interface InteractionVisit {
  readonly interaction: Interaction;
  /** The provider's session of this browser; without an account when nobody is signed in. */
  readonly session: Session;
  /** From the path: says that the authorization request came from the browser with this token. */
  readonly proof: string;
  readonly browserToken: string | undefined;
  readonly traceId: string;
}

export type InteractionStep =
  | { readonly kind: 'redirect'; readonly to: string }
  /** Of another browser, or of an e-journal that the region does not have. */
  | { readonly kind: 'refused'; readonly error: 'invalid_request' | 'invalid_client' };

/**
 * The middle of a journal's authorization request: a new ESIA sign-in, and its result handed back to the provider. The provider's
 * own cookie is held by its path only, so each step also proves, by the `__Host-` cookie of the browser, that the request was
 * begun here: nobody can have another finish a sign-in for him.
 */
@Injectable()
export class SignInInteraction {
  constructor(
    @Inject(OPENID_PROVIDER) private readonly provider: Provider,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(JournalSignIn) private readonly signIn: JournalSignIn,
    @Inject(JournalSystems) private readonly systems: JournalSystems,
    @Inject(SignedInPersons) private readonly persons: SignedInPersons,
    @Inject(OpenidSessions) private readonly sessions: OpenidSessions,
    @Inject(SignedText) private readonly signedText: SignedText,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Starts the ESIA sign-in for the e-journal that asks. */
  async begin(visit: InteractionVisit): Promise<InteractionStep> {
    const asking = await this.check(visit);
    if ('kind' in asking) return asking;
    const { system, browserToken } = asking;
    const returnTo = `/oidc-interaction/${visit.interaction.uid}/${visit.proof}/complete`;
    return {
      kind: 'redirect',
      to: await this.signIn.begin({ system, returnTo, browserToken, traceId: visit.traceId }),
    };
  }

  /** Takes the result of the sign-in and gives it to the provider, whose address is the next. */
  async complete(visit: InteractionVisit, signInId: string): Promise<InteractionStep> {
    const asking = await this.check(visit);
    if ('kind' in asking) return asking;
    const id = parseUuid(signInId);
    if (id === null) return { kind: 'refused', error: 'invalid_request' };
    const { interaction } = visit;
    const now = this.clock.now();
    const taken = await this.unitOfWork.run((tx) => this.signIn.take(tx, { signInId: id, ...asking, now }));
    switch (taken.kind) {
      case 'refused':
        return this.finish(interaction, { error: 'access_denied', error_description: taken.code });
      case 'chosen':
        // On a shared computer the previous pupil's session ends with the next one's sign-in, in e-journals too (EC-128).
        if (visit.session.accountId !== undefined) await this.sessions.end(this.provider, visit.session);
        return this.finish(
          interaction,
          await this.signedIn(interaction, taken.journalAccountId, taken.esiaPersonId, now),
        );
    }
  }

  private async check(
    visit: InteractionVisit,
  ): Promise<{ system: JournalSystem; browserToken: string } | InteractionStep> {
    const { interaction, proof, browserToken } = visit;
    if (browserToken === undefined || !this.signedText.isProof(proof, interaction.uid, browserToken)) {
      return { kind: 'refused', error: 'invalid_request' };
    }
    const system = await this.unitOfWork.run((tx) => this.systems.byCode(tx, clientOf(interaction)));
    return system === null ? { kind: 'refused', error: 'invalid_client' } : { system, browserToken };
  }

  private async signedIn(
    interaction: Interaction,
    accountId: Uuid,
    person: Uuid,
    now: Date,
  ): Promise<InteractionResults> {
    const grant = new this.provider.Grant({ accountId, clientId: clientOf(interaction) });
    const { scope } = interaction.params;
    const scopes = (typeof scope === 'string' ? scope : '')
      .split(' ')
      .filter((item) => PERSONAL_SCOPES.has(item));
    grant.addOIDCScope(scopes);
    const grantId = await grant.save();
    await this.persons.remember(grantId, person, new Date(now.getTime() + GRANT_SECONDS * 1000));
    const ts = Math.floor(now.getTime() / 1000);
    return { login: { accountId, ts, acr: SIGNED_IN_AT_ESIA, remember: false }, consent: { grantId } };
  }

  private async finish(interaction: Interaction, result: InteractionResults): Promise<InteractionStep> {
    interaction.result = result;
    await interaction.persist();
    return { kind: 'redirect', to: interaction.returnTo };
  }
}

function clientOf(interaction: Interaction): string {
  const id = interaction.params['client_id'];
  return typeof id === 'string' ? id : '';
}
