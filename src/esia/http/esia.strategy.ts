import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-oauth2';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { type CallbackQuery, EsiaSignIn } from '../application/esia-sign-in.js';
import type { EsiaSignInResult } from '../domain/sign-in-result.js';
import { EsiaSettings } from '../esia.settings.js';
import { callbackUrl } from '../callback-url.js';
import { cookieValue, ESIA_BROWSER_COOKIE } from './browser-cookie.js';

/**
 * ESIA as a Passport strategy, `esia`. ESIA differs from OAuth 2.0 where passport-oauth2 has only synchronous hooks or none:
 * the client's secret is a signature of each request, the token request has a state of its own that is echoed, the
 * tokens are signed by GOST, the profile's address holds the oid. So the return from ESIA goes through {@link EsiaSignIn},
 * and the outgoing leg too: it must begin in the transaction of the sign-in that it belongs to.
 */
@Injectable()
export class EsiaStrategy extends PassportStrategy(Strategy, 'esia') {
  constructor(
    @Inject(EsiaSettings) settings: EsiaSettings,
    @Inject(PlatformSettings) platform: PlatformSettings,
    @Inject(EsiaSignIn) private readonly signIn: EsiaSignIn,
  ) {
    super({
      authorizationURL: `${settings.url}/aas/oauth2/v2/ac`,
      tokenURL: `${settings.url}/aas/oauth2/v3/te`,
      clientID: settings.clientId,
      clientSecret: '',
      callbackURL: callbackUrl(platform),
      scope: settings.scopes,
      state: true,
    });
  }

  /** Handles the return from ESIA. Whatever ESIA or the person did is a success of the strategy: a result to act upon. */
  override authenticate(request: Request): void {
    const browserToken = cookieValue(request.headers.cookie, ESIA_BROWSER_COOKIE);
    this.signIn.finish({ query: onlyOnce(request.query), browserToken }).then(
      (result) => this.success(this.validate(result)),
      (error: unknown) =>
        this.error(error instanceof Error ? error : new Error('sign-in failed', { cause: error })),
    );
  }

  /** What becomes `request.user`. */
  validate(result: EsiaSignInResult): EsiaSignInResult {
    return result;
  }
}

/** Parameters that stand in the query once; one that is repeated counts as absent (RFC 6749, 3.1). */
function onlyOnce(query: Request['query']): CallbackQuery {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}
