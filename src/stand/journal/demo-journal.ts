import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { createRemoteJWKSet, type CryptoKey, type JWK, importJWK, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { diaryOf } from './diary.js';
import { vouch } from './old-login.js';
import { OldPassword } from './old-password.js';
import { escape, OLD_LOGIN, SIGN_IN, showPage } from './pages.js';
import { PerehodServer } from './perehod-server.js';
import { accountOf, Sessions } from './sessions.js';

/**
 * A demo e-journal: what an e-journal has to do to let people in by Госуслуги, an ordinary OpenID Connect client: authorization code
 * with PKCE, a session of its own, RP-initiated logout and back-channel logout. The old password is in old-password.ts.
 */
export interface DemoJournalOptions {
  readonly port: number;
  /** As browsers see it; `http://localhost:<port>` when it is not given. */
  readonly publicUrl?: string;
  readonly name?: string;
  /** The OpenID Provider, e.g. `http://localhost:8080/oidc`. */
  readonly issuer: string;
  readonly clientId: string;
  /** One of the two: the secret, or the private key (JWK with `kid` and `alg`) for private_key_jwt. */
  readonly clientSecret?: string;
  readonly clientKey?: JWK & { readonly kid: string; readonly alg: string };
}

export interface DemoJournal {
  readonly url: string;
  close(): Promise<void>;
}

const SIGNED_OUT = 'signed-out';

/** Starts the demo e-journal; it asks the provider for its addresses at the first sign-in, so either may be started first. */
export async function startDemoJournal(options: DemoJournalOptions): Promise<DemoJournal> {
  const app = express().disable('x-powered-by');
  const server = app.listen(options.port, 'localhost');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://localhost:${port}`;
  new Journal(options, url).routes(app);
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  return { url, close };
}

class Journal {
  private readonly sessions: Sessions;
  private readonly server: PerehodServer;
  private readonly oldPassword: OldPassword;
  private readonly name: string;
  private provider: oidc.Configuration | undefined;

  constructor(
    private readonly options: DemoJournalOptions,
    private readonly url: string,
  ) {
    this.name = options.name ?? 'Демо-журнал';
    this.sessions = new Sessions(url.startsWith('https:'));
    const discovered = (): Promise<oidc.Configuration> => this.discovered();
    this.server = new PerehodServer(options.issuer, discovered);
    const { issuer, clientId, clientKey } = options;
    const voucher = clientKey === undefined ? null : { issuer, clientId, clientKey };
    this.oldPassword = new OldPassword({
      ...{ server: this.server, sessions: this.sessions, journal: this.name },
      vouchFor: async (login, claimRequest) => {
        if (voucher === null) throw new Error('Without a key of its own a journal vouches for nobody');
        return vouch(voucher, await discovered(), login, claimRequest);
      },
    });
  }

  routes(app: Express): void {
    app.get('/', (request, response) => this.start(request, response));
    app.get('/login', (request, response) => this.login(request, response));
    app.get('/callback', (request, response) => this.callback(request, response));
    const fields = express.urlencoded({ extended: false });
    this.oldPassword.routes(app);
    app.get('/diary', (request, response) => this.diary(request, response));
    app.post('/logout', (request, response) => this.logout(request, response));
    app.post('/backchannel-logout', fields, (request, response) => this.endRemotely(request, response));
  }

  private start(request: Request, response: Response): void {
    const isBack = request.query['state'] === SIGNED_OUT;
    const words = isBack
      ? 'Вы вышли из журнала и из Госуслуг.'
      : 'Пароль не нужен: войдите своей учётной записью.';
    if (this.sessions.of(request)?.kind === 'inside') response.redirect(303, '/diary');
    else this.show(response, isBack ? 'Вы вышли' : this.name, `<p>${words}</p>${SIGN_IN}${OLD_LOGIN}`);
  }

  private async login(request: Request, response: Response): Promise<void> {
    const leaving = {
      kind: 'leaving',
      verifier: oidc.randomPKCECodeVerifier(),
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
    } as const;
    const address = oidc.buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: `${this.url}/callback`,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(leaving.verifier),
      code_challenge_method: 'S256',
      state: leaving.state,
      nonce: leaving.nonce,
    });
    this.sessions.keep(request, response, leaving);
    response.redirect(303, address.href);
  }

  private async callback(request: Request, response: Response): Promise<void> {
    const leaving = this.sessions.of(request);
    if (leaving?.kind !== 'leaving') {
      this.failed(response, 'Вход начат в другом окне или слишком давно.');
      return;
    }
    try {
      const tokens = await oidc.authorizationCodeGrant(
        await this.discovered(),
        new URL(request.url, this.url),
        {
          pkceCodeVerifier: leaving.verifier,
          expectedState: leaving.state,
          expectedNonce: leaving.nonce,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims();
      if (claims === undefined || tokens.id_token === undefined) throw new Error('No id_token');
      const account = accountOf(claims);
      this.server.tell({ account: account.externalId, method: 'esia', succeeded: true });
      this.sessions.keep(request, response, {
        kind: 'inside',
        account,
        idToken: tokens.id_token,
        sid: claims['sid'],
      });
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

  private diary(request: Request, response: Response): void {
    const session = this.sessions.of(request);
    if (session?.kind !== 'inside') {
      response.redirect(303, '/');
      return;
    }
    const { title, body } = diaryOf(session.account);
    this.show(response, title, body);
  }

  private async logout(request: Request, response: Response): Promise<void> {
    const session = this.sessions.of(request);
    this.sessions.end(request);
    if (session?.kind !== 'inside') {
      response.redirect(303, '/');
      return;
    }
    const address = oidc.buildEndSessionUrl(await this.discovered(), {
      id_token_hint: session.idToken,
      post_logout_redirect_uri: `${this.url}/`,
      state: SIGNED_OUT,
    });
    response.redirect(303, address.href);
  }

  /** OpenID Connect Back-Channel Logout 1.0, 2.6: the token's signature, issuer, audience, event and session. */
  private async endRemotely(request: Request, response: Response): Promise<void> {
    const { logout_token: token } = request.body as { logout_token?: string };
    try {
      const { jwks_uri: keys = '' } = (await this.discovered()).serverMetadata();
      const { payload } = await jwtVerify(token ?? '', createRemoteJWKSet(new URL(keys)), {
        issuer: this.options.issuer,
        audience: this.options.clientId,
        typ: 'logout+jwt',
      });
      const { events } = payload as { events?: Record<string, unknown> };
      if (events?.['http://schemas.openid.net/event/backchannel-logout'] === undefined)
        throw new Error('No event');
      this.sessions.endWhere(
        (session) =>
          session.kind === 'inside' && session.account.id === payload.sub && session.sid === payload['sid'],
      );
      response.set('Cache-Control', 'no-store').sendStatus(200);
    } catch {
      response.set('Cache-Control', 'no-store').sendStatus(400);
    }
  }

  private async discovered(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret, clientKey } = this.options;
    const authentication =
      clientKey === undefined
        ? oidc.ClientSecretBasic(clientSecret)
        : oidc.PrivateKeyJwt({ key: (await importJWK(clientKey)) as CryptoKey, kid: clientKey.kid });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the stand speaks http, on localhost only
    const execute = issuer.startsWith('http://localhost') ? [oidc.allowInsecureRequests] : [];
    this.provider ??= await oidc.discovery(new URL(issuer), clientId, undefined, authentication, { execute });
    return this.provider;
  }

  private failed(response: Response, why: string): void {
    this.show(response.status(400), 'Войти не удалось', `<p>${escape(why)}</p>${SIGN_IN}`);
  }

  private show(response: Response, title: string, body: string): void {
    showPage(response, { journal: this.name, title, body });
  }
}
