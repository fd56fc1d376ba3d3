import { type OnApplicationShutdown } from '@nestjs/common';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EsiaKid, EsiaProfile } from '../domain/esia-profile.js';
import {
  type EsiaFailure,
  failureOfError,
  failureOfFault,
  failureOfPerson,
  failureUnavailable,
} from '../domain/failure.js';
import type { JsonObject } from '../domain/json.js';
import { textOf } from '../domain/json.js';
import { judgePerson, readKids } from '../domain/person-answer.js';
import { judgeClaims, type TokenSubject } from '../domain/token-claims.js';
import type { EsiaSettings } from '../esia.settings.js';
import type { EsiaAnswer, ExchangeResult } from './esia-exchange.js';
import type { EsiaEndpoint, EsiaHttp } from './esia-http.js';
import { type EsiaRequests } from './esia-requests.js';
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
export type EsiaReply = { readonly kind: 'profile'; readonly profile: EsiaProfile } | EsiaFailure;

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
  authorizeUrl(state: Uuid, codeVerifier: string | null): Promise<string> {
    return this.parts.requests.authorizeUrl(state, codeVerifier, this.parts.clock.now());
  }

  /** Exchanges a code and asks who it is. Never throws for what ESIA does. */
  async profileOf(code: string, codeVerifier: string | null): Promise<EsiaReply> {
    const tokens = await this.exchangeCode(code, codeVerifier);
    if (tokens.kind === 'failed') return tokens;
    const subject = await this.verifyTokens(tokens.value);
    if (subject.kind === 'failed') return subject;
    return this.load(subject.value, textOf(tokens.value, 'access_token') ?? '');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
  }

  private async exchangeCode(code: string, codeVerifier: string | null): Promise<Step<JsonObject>> {
    const { requests, clock, http, settings } = this.parts;
    const state = newUuid();
    let form: string;
    try {
      form = await requests.tokenForm(code, state, codeVerifier, clock.now());
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

  private async load(subject: TokenSubject, accessToken: string): Promise<EsiaReply> {
    const person = this.successful(await this.get('person', `/rs/prns/${subject.oid}`, accessToken));
    if (person.kind === 'failed') return person;
    const verdict = judgePerson(person.value, subject, { allowTestNumbers: this.parts.settings.testSnils });
    if (verdict.kind === 'refused') {
      return verdict.fault === null ? failureOfPerson(verdict.code) : failureOfFault(verdict.fault);
    }
    const kids = await this.loadKids(subject, accessToken);
    if (kids.kind === 'failed') return kids;
    return { kind: 'profile', profile: { ...verdict.profile, kids: kids.value } };
  }

  /** The verified cards of a confirmed parent's children, where the region asks for them (LNK-12); else none. */
  private async loadKids(subject: TokenSubject, accessToken: string): Promise<Step<readonly EsiaKid[]>> {
    const { settings } = this.parts;
    if (
      subject.level !== 'PR' ||
      !settings.scopes.includes('kid_fullname') ||
      !subject.scopes.has('kid_fullname')
    )
      return next([]);
    const path = `/rs/prns/${subject.oid}/kids?embed=(elements)`;
    const answer = this.successful(await this.get('kids', path, accessToken));
    if (answer.kind === 'failed') return answer.esiaCode === SCOPE_NOT_ALLOWED ? next([]) : answer;
    const kids = readKids(answer.value, { allowTestNumbers: settings.testSnils });
    return kids === null ? failureOfFault('answer_malformed') : next(kids);
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
