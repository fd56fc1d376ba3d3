import express, { type Express, type Request, type Response } from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { escape, SIGN_IN, showPage } from './pages.js';
import { accountOf, type Sessions } from './sessions.js';
import type { SignInReport } from './sign-in-report.js';

export interface EsiaSignInParts {
  readonly provider: () => Promise<oidc.Configuration>;
  readonly sessions: Sessions;
  readonly report: SignInReport;
  readonly issuer: string;
  readonly clientId: string;
  /** The journal's own address as browsers see it, and its name on the pages. */
  readonly url: string;
  readonly journal: string;
}

const SIGNED_OUT = 'signed-out';

/** True for a browser that comes back from the end of its session. */
export const isBackFromSignOut = (request: Request): boolean => request.query['state'] === SIGNED_OUT;

/**
 * Sign-in by Госуслуги, of an ordinary OpenID Connect client: authorization code with PKCE, a session of its own, RP-initiated
 * logout and back-channel logout.
 */
export class EsiaSignIn {
  constructor(private readonly parts: EsiaSignInParts) {}

  routes(app: Express): void {
    app.get('/login', (request, response) => this.leave(request, response));
    app.get('/callback', (request, response) => this.comeBack(request, response));
    app.post('/logout', (request, response) => this.logout(request, response));
    const fields = express.urlencoded({ extended: false });
    app.post('/backchannel-logout', fields, (request, response) => this.endRemotely(request, response));
  }

  private async leave(request: Request, response: Response): Promise<void> {
    const leaving = {
      kind: 'leaving',
      verifier: oidc.randomPKCECodeVerifier(),
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
    } as const;
    const address = oidc.buildAuthorizationUrl(await this.parts.provider(), {
      redirect_uri: `${this.parts.url}/callback`,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(leaving.verifier),
      code_challenge_method: 'S256',
      state: leaving.state,
      nonce: leaving.nonce,
    });
    this.parts.sessions.keep(request, response, leaving);
    response.redirect(303, address.href);
  }

  private async comeBack(request: Request, response: Response): Promise<void> {
    const { sessions, report } = this.parts;
    const leaving = sessions.of(request);
    if (leaving?.kind !== 'leaving') {
      this.failed(response, 'Вход начат в другом окне или слишком давно.');
      return;
    }
    try {
      const { claims, idToken } = await this.tokensOf(request, leaving);
      const account = accountOf(claims);
      report.add({ account: account.externalId, method: 'esia', succeeded: true });
      sessions.keep(request, response, { kind: 'inside', account, idToken, sid: claims['sid'] });
      response.redirect(303, '/diary');
    } catch (error) {
      const code =
        error instanceof oidc.AuthorizationResponseError ? (error.error_description ?? error.error) : null;
      console.error(
        'demo-journal: sign-in failed',
        code ?? (error instanceof Error ? error.name : 'unknown'),
      );
      this.failed(
        response,
        code === null ? 'Не удалось проверить ответ.' : `Вход не состоялся. Код: ${code}.`,
      );
    }
  }

  private async tokensOf(
    request: Request,
    leaving: { readonly verifier: string; readonly state: string; readonly nonce: string },
  ): Promise<{ readonly claims: oidc.IDToken; readonly idToken: string }> {
    const tokens = await oidc.authorizationCodeGrant(
      await this.parts.provider(),
      new URL(request.url, this.parts.url),
      {
        pkceCodeVerifier: leaving.verifier,
        expectedState: leaving.state,
        expectedNonce: leaving.nonce,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (claims === undefined || tokens.id_token === undefined) throw new Error('No id_token');
    return { claims, idToken: tokens.id_token };
  }

  private async logout(request: Request, response: Response): Promise<void> {
    const session = this.parts.sessions.of(request);
    this.parts.sessions.end(request);
    if (session?.kind !== 'inside') {
      response.redirect(303, '/');
      return;
    }
    const address = oidc.buildEndSessionUrl(await this.parts.provider(), {
      id_token_hint: session.idToken,
      post_logout_redirect_uri: `${this.parts.url}/`,
      state: SIGNED_OUT,
    });
    response.redirect(303, address.href);
  }

  /** OpenID Connect Back-Channel Logout 1.0, 2.6: the token's signature, issuer, audience, event and session. */
  private async endRemotely(request: Request, response: Response): Promise<void> {
    const { logout_token: token } = request.body as { logout_token?: string };
    try {
      const { jwks_uri: keys = '' } = (await this.parts.provider()).serverMetadata();
      const { payload } = await jwtVerify(token ?? '', createRemoteJWKSet(new URL(keys)), {
        issuer: this.parts.issuer,
        audience: this.parts.clientId,
        typ: 'logout+jwt',
      });
      const { events } = payload as { events?: Record<string, unknown> };
      if (events?.['http://schemas.openid.net/event/backchannel-logout'] === undefined)
        throw new Error('No event');
      this.parts.sessions.endWhere(
        (session) =>
          session.kind === 'inside' && session.account.id === payload.sub && session.sid === payload['sid'],
      );
      response.set('Cache-Control', 'no-store').sendStatus(200);
    } catch {
      response.set('Cache-Control', 'no-store').sendStatus(400);
    }
  }

  private failed(response: Response, why: string): void {
    showPage(response.status(400), {
      journal: this.parts.journal,
      title: 'Войти не удалось',
      body: `<p>${escape(why)}</p>${SIGN_IN}`,
    });
  }
}
