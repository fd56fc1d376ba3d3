import { type OnApplicationShutdown } from '@nestjs/common';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EsiaProfile } from '../domain/esia-profile.js';
import {
  type EsiaFailure,
  failureOfError,
  failureOfFault,
  failureOfPerson,
  failureUnavailable,
} from '../domain/failure.js';
import type { JsonObject } from '../domain/json.js';
import { textOf } from '../domain/json.js';
import { KID_SCOPES } from '../domain/kids-answer.js';
import { judgePerson } from '../domain/person-answer.js';
import { judgeClaims, type TokenSubject } from '../domain/token-claims.js';
import type { EsiaSettings } from '../esia.settings.js';
import type { EsiaAnswer, ExchangeResult } from './esia-exchange.js';
import type { EsiaEndpoint, EsiaHttp } from './esia-http.js';
import { type EsiaRequests } from './esia-requests.js';
import { type KidsAnswer, type KidsFault, loadKids } from './load-kids.js';
import { SignerError } from './signer/index.js';
import type { TokenVerifier } from './token-verifier.js';

/** What the client is made of; see `connectEsia`. */
export interface EsiaClientParts {
  readonly settings: EsiaSettings;
  readonly clock: Clock;
  readonly requests: EsiaRequests;
  readonly http: EsiaHttp;
  readonly verifier: TokenVerifier;
  /** Stops the signer, the threads, the connections. */
  readonly close: () => Promise<void>;
}

/** What ESIA told of the person who came back with a code. */
export type EsiaReply =
  | {
      readonly kind: 'profile';
      readonly profile: EsiaProfile;
      /** Why the children that were asked about stay unknown. */
      readonly kidsFault: KidsFault | null;
    }
  | EsiaFailure;

/** One way to ESIA's page and back: what the exchange of the code must repeat. */
export interface Leg {
  readonly codeVerifier: string | null;
  /** AUTH-08: the region has the consent gate on, so the children of a parent are asked about. */
  readonly asksKids: boolean;
}

type Step<T> = { readonly kind: 'next'; readonly value: T } | EsiaFailure;
const next = <T>(value: T): Step<T> => ({ kind: 'next', value });

/** The scope of a token that was refused although we asked for it: the person's other data are still good. */
const SCOPE_NOT_ALLOWED = '005029';

/**
 * ESIA as the rest of this context sees it. Tokens live in the variables of one call: nothing keeps them and no log, error
 * or result carries them (LNK-16, AUTH-10).
 */
export class EsiaClient implements OnApplicationShutdown {
  constructor(private readonly parts: EsiaClientParts) {}

  /** Where to send the browser. @throws SignerError */
  authorizeUrl(state: Uuid, { codeVerifier, asksKids }: Leg): Promise<string> {
    return this.parts.requests.authorizeUrl(state, codeVerifier, this.parts.clock.now(), scopesOf(asksKids));
  }

  /** Exchanges a code and asks who it is. Never throws for what ESIA does. */
  async profileOf(code: string, leg: Leg): Promise<EsiaReply> {
    const tokens = await this.exchangeCode(code, leg);
    if (tokens.kind === 'failed') return tokens;
    const subject = await this.verifyTokens(tokens.value);
    if (subject.kind === 'failed') return subject;
    return this.load(subject.value, textOf(tokens.value, 'access_token') ?? '', leg.asksKids);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
  }

  private async exchangeCode(code: string, { codeVerifier, asksKids }: Leg): Promise<Step<JsonObject>> {
    const { requests, clock, http, settings } = this.parts;
    const state = newUuid();
    let form: string;
    try {
      form = await requests.tokenForm(code, state, codeVerifier, clock.now(), scopesOf(asksKids));
    } catch (error) {
      if (error instanceof SignerError) return { ...failureOfFault('signature_failed'), hint: error.message };
      throw error;
    }
    const answer = await http.send('token', {
      method: 'POST',
      url: new URL('/aas/oauth2/v3/te', settings.url),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form,
    });
    const tokens = this.successful(answer);
    if (tokens.kind === 'failed') return tokens;
    return textOf(tokens.value, 'state') === state ? tokens : failureOfFault('state_mismatch');
  }

  private async verifyTokens(tokens: JsonObject): Promise<Step<TokenSubject>> {
    const { verifier, settings, clock } = this.parts;
    const id = await verifier.open(tokens['id_token'], 'id');
    if (!id.ok) return failureOfFault(id.fault);
    const access = await verifier.open(tokens['access_token'], 'access');
    if (!access.ok) return failureOfFault(access.fault);
    const now = Math.floor(clock.now().getTime() / 1000);
    const subject = judgeClaims(id.value, access.value, {
      issuers: settings.issuers,
      clientId: settings.clientId,
      now,
    });
    return subject.ok ? next(subject.value) : failureOfFault(subject.fault);
  }

  private async load(subject: TokenSubject, accessToken: string, asksKids: boolean): Promise<EsiaReply> {
    const person = this.successful(await this.get('person', `/rs/prns/${subject.oid}`, accessToken));
    if (person.kind === 'failed') return person;
    const verdict = judgePerson(person.value, subject, { allowTestNumbers: this.parts.settings.testSnils });
    if (verdict.kind === 'refused') {
      return verdict.fault === null ? failureOfPerson(verdict.code) : failureOfFault(verdict.fault);
    }
    // Only a confirmed parent has cards that prove anything, and only what was granted may be asked for.
    if (!asksKids || subject.level !== 'PR' || !subject.scopes.has('kid_fullname'))
      return { kind: 'profile', profile: { ...verdict.profile, kids: null }, kidsFault: null };
    const kids = await loadKids(subject.oid, { allowTestNumbers: this.parts.settings.testSnils }, (path) =>
      this.askKids(path, accessToken),
    );
    const profile = { ...verdict.profile, kids: kids.ok ? kids.value : null };
    return { kind: 'profile', profile, kidsFault: kids.ok ? null : kids.fault };
  }

  /** Whatever is wrong with an answer about children, the person's own data are still good. */
  private async askKids(path: string, accessToken: string): Promise<KidsAnswer> {
    const result = await this.get('kids', path, accessToken);
    switch (result.kind) {
      case 'answer':
        return isSuccess(result)
          ? { kind: 'answer', json: result.json }
          : { kind: 'none', fault: result.esiaCode === SCOPE_NOT_ALLOWED ? 'not_allowed' : 'answer_status' };
      case 'unavailable':
        return { kind: 'none', fault: 'unavailable' };
      case 'fault':
        return { kind: 'none', fault: result.fault };
    }
  }

  private get(endpoint: EsiaEndpoint, path: string, accessToken: string): Promise<ExchangeResult> {
    return this.parts.http.send(endpoint, {
      method: 'GET',
      url: new URL(path, this.parts.settings.url),
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    });
  }

  private successful(result: ExchangeResult): Step<JsonObject> {
    switch (result.kind) {
      case 'answer':
        return isSuccess(result) ? next(result.json) : this.named(result);
      case 'unavailable':
        return failureUnavailable(result.esiaCode);
      case 'fault':
        return failureOfFault(result.fault);
    }
  }

  private named({ esiaCode, oauthError }: EsiaAnswer): EsiaFailure {
    return failureOfError(esiaCode, oauthError, this.parts.settings.parentConsentCodes);
  }
}

function isSuccess({ status, esiaCode, oauthError }: EsiaAnswer): boolean {
  return status === 200 && esiaCode === null && oauthError === null;
}

function scopesOf(asksKids: boolean): readonly string[] {
  return asksKids ? KID_SCOPES : [];
}
