import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { createRemoteJWKSet, type CryptoKey, type JWK, importJWK, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { isDemoPassword, passwordForm, vouch } from './old-login.js';

/**
 * A demo e-journal, in one file on purpose: what an e-journal has to do to let people in by Госуслуги. It is an ordinary OpenID Connect
 * client: authorization code with PKCE, a session of its own, RP-initiated logout and back-channel logout.
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

interface Account {
  readonly id: string;
  readonly externalId: string;
  readonly role: string;
  readonly schools: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
}

type Session =
  | { readonly kind: 'leaving'; readonly verifier: string; readonly state: string; readonly nonce: string }
  | { readonly kind: 'password'; readonly login: string }
  | { readonly kind: 'inside'; readonly account: Account; readonly idToken: string; readonly sid: unknown };

const COOKIE = 'journal_session';
const SIGNED_OUT = 'signed-out';
const MOST_SESSIONS = 10_000;

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
  private readonly sessions = new Map<string, Session>();
  private readonly name: string;
  private provider: oidc.Configuration | undefined;

  constructor(
    private readonly options: DemoJournalOptions,
    private readonly url: string,
  ) {
    this.name = options.name ?? 'Демо-журнал';
  }

  routes(app: Express): void {
    app.get('/', (request, response) => this.start(request, response));
    app.get('/login', (request, response) => this.login(request, response));
    app.get('/callback', (request, response) => this.callback(request, response));
    const fields = express.urlencoded({ extended: false });
    app.get('/password', (request, response) => this.askPassword(request, response));
    app.post('/password', fields, (request, response) => this.checkPassword(request, response));
    app.post('/link', (request, response) => this.linkEsia(request, response));
    app.get('/diary', (request, response) => this.diary(request, response));
    app.post('/logout', (request, response) => this.logout(request, response));
    app.post('/backchannel-logout', fields, (request, response) => this.endRemotely(request, response));
  }

  private start(request: Request, response: Response): void {
    const isBack = request.query['state'] === SIGNED_OUT;
    const words = isBack
      ? 'Вы вышли из журнала и из Госуслуг.'
      : 'Пароль не нужен: войдите своей учётной записью.';
    if (this.sessionOf(request)?.kind === 'inside') response.redirect(303, '/diary');
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
    this.keep(request, response, leaving);
    response.redirect(303, address.href);
  }

  /** The registered `legacy_proof_uri`; people may also come by themselves. */
  private askPassword(request: Request, response: Response): void {
    const { claim_request: wanted } = request.query;
    const claimRequest = typeof wanted === 'string' && HANDLE.test(wanted) ? wanted : null;
    this.show(response, 'Вход по старому паролю', passwordForm(claimRequest));
  }

  private async checkPassword(request: Request, response: Response): Promise<void> {
    const { login = '', password = '', claim_request: wanted } = request.body as Record<string, string>;
    const claimRequest = wanted !== undefined && HANDLE.test(wanted) ? wanted : null;
    if (!isDemoPassword(login, password)) {
      this.show(response.status(401), 'Неверный логин или пароль', passwordForm(claimRequest));
    } else if (claimRequest !== null) {
      await this.vouchFor(response, login, claimRequest);
    } else {
      this.keep(request, response, { kind: 'password', login });
      const words = `<p>Вы вошли по старому паролю: <code>${escape(login)}</code>.</p>`;
      this.show(response, 'Вход по паролю скоро закончится', words + LINK_ESIA);
    }
  }

  private async linkEsia(request: Request, response: Response): Promise<void> {
    const session = this.sessionOf(request);
    if (session?.kind === 'password') await this.vouchFor(response, session.login, null);
    else response.redirect(303, '/password');
  }

  private async vouchFor(response: Response, login: string, claimRequest: string | null): Promise<void> {
    const { issuer, clientId, clientKey } = this.options;
    try {
      if (clientKey === undefined) throw new Error('Without a key of its own a journal vouches for nobody');
      const provider = await this.discovered();
      response.redirect(303, await vouch({ issuer, clientId, clientKey }, provider, login, claimRequest));
    } catch (error) {
      const code = error instanceof Error ? error.message : 'unknown';
      console.error('demo-journal: claim refused', code);
      this.failed(response, 'Подтвердить старый вход не удалось. Начните сначала.');
    }
  }

  private async callback(request: Request, response: Response): Promise<void> {
    const leaving = this.sessionOf(request);
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
      this.keep(request, response, {
        kind: 'inside',
        account: accountOf(claims),
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
    const session = this.sessionOf(request);
    if (session?.kind !== 'inside') {
      response.redirect(303, '/');
      return;
    }
    const { account } = session;
    const rows = lessonsOf(account.externalId).map(
      (cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`,
    );
    const body = `
      <dl><dt>Вы вошли как</dt><dd>${escape(ROLES[account.role] ?? account.role)}</dd>
      <dt>Школа</dt><dd>${account.schools.map(escape).join('<br>') || '—'}</dd>
      <dt>Учётная запись журнала</dt><dd><code>${escape(account.externalId)}</code></dd></dl>
      <table><thead><tr><th>Урок</th><th>Предмет</th><th>Задание</th><th>Отметка</th></tr></thead><tbody>${rows.join('')}</tbody></table>
      <form method="post" action="/logout"><button>Выйти</button></form>
      <details><summary>Что журнал узнал при входе</summary><pre>${escape(JSON.stringify(account.claims, null, 2))}</pre></details>`;
    this.show(response, TITLES[account.role] ?? 'Дневник', body);
  }

  private async logout(request: Request, response: Response): Promise<void> {
    const session = this.sessionOf(request);
    this.sessions.delete(cookieOf(request));
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
      for (const [id, session] of this.sessions) {
        if (session.kind === 'inside' && session.account.id === payload.sub && session.sid === payload['sid'])
          this.sessions.delete(id);
      }
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

  private sessionOf(request: Request): Session | undefined {
    return this.sessions.get(cookieOf(request));
  }

  /** Every step gets a new session id: one known before signing in is worth nothing after. */
  private keep(request: Request, response: Response, session: Session): void {
    this.sessions.delete(cookieOf(request));
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= MOST_SESSIONS && oldest !== undefined) this.sessions.delete(oldest);
    const id = randomBytes(32).toString('base64url');
    this.sessions.set(id, session);
    response.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', secure: this.url.startsWith('https:') });
  }

  private failed(response: Response, why: string): void {
    this.show(response.status(400), 'Войти не удалось', `<p>${escape(why)}</p>${SIGN_IN}`);
  }

  private show(response: Response, title: string, body: string): void {
    response.set({
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.type('html').send(`<!doctype html><html lang="ru"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><header>${escape(this.name)}</header><main><h1>${escape(title)}</h1>${body}</main></body></html>`);
  }
}

function accountOf(claims: Readonly<Record<string, unknown>>): Account {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '');
  const schools = Array.isArray(claims['school']) ? (claims['school'] as { name?: unknown }[]) : [];
  const names = schools.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return {
    id: text('sub'),
    externalId: text('journal_account'),
    role: text('journal_role'),
    schools: names,
    claims,
  };
}

const SUBJECTS = [
  'Русский язык',
  'Математика',
  'Литература',
  'История',
  'Физика',
  'География',
  'Химия',
  'Английский язык',
];
const TASKS = [
  'параграф 12, вопросы',
  'упражнения 84–86',
  'подготовить рассказ',
  'решить задачи 5–9',
  'повторить тему',
];

/** Six lessons that are the same each time for one account; invented, of nobody. */
function lessonsOf(externalId: string): readonly (readonly string[])[] {
  const bytes = createHash('sha256').update(externalId).digest();
  return Array.from({ length: 6 }, (_, index) => {
    const [subject = 0, task = 0, mark = 0] = bytes.subarray(index * 3);
    const grade = mark % 3 === 0 ? '' : String(3 + (mark % 3));
    return [
      String(index + 1),
      SUBJECTS[subject % SUBJECTS.length] ?? '',
      TASKS[task % TASKS.length] ?? '',
      grade,
    ];
  });
}

function cookieOf(request: Request): string {
  const pair = (request.headers.cookie ?? '').split('; ').find((item) => item.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) ?? '';
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const ROLES: Readonly<Record<string, string>> = {
  student: 'ученик',
  representative: 'родитель (законный представитель)',
  teacher: 'учитель',
  homeroom: 'классный руководитель',
  school_admin: 'администратор школы',
};
const TITLES: Readonly<Record<string, string>> = {
  student: 'Дневник',
  representative: 'Дневник ребёнка',
  teacher: 'Мои уроки',
  homeroom: 'Мой класс',
  school_admin: 'Журнал школы',
};
const SIGN_IN = '<p><a class="button" href="/login">Войти через Госуслуги</a></p>';
const OLD_LOGIN = '<p><a href="/password">Войти по старому паролю</a></p>';
const LINK_ESIA = '<form method="post" action="/link"><button>Привязать Госуслуги</button></form>';
/** 256 bits in base64url. */
const HANDLE = /^[\w-]{43}$/;
const STYLE = `
body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;background:#eef2ee;color:#1d2a20}
header{background:#2f6b3f;color:#fff;padding:1rem 2rem;font-weight:600}
main{max-width:46rem;margin:2rem auto;padding:2rem;background:#fff;border-radius:.75rem;box-shadow:0 1px 3px #0002}
h1{margin:0 0 1rem;font-size:1.6rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:0 0 1.5rem}dt{color:#5a6b5e}dd{margin:0}
table{width:100%;border-collapse:collapse;margin-bottom:1.5rem}th,td{text-align:left;padding:.5rem;border-bottom:1px solid #dfe6e0}
.button,button{display:inline-block;font:inherit;padding:.6rem 1.3rem;border:0;border-radius:.5rem;background:#0d4cd3;color:#fff;
text-decoration:none;cursor:pointer}
details{margin-top:1.5rem;color:#5a6b5e}pre{white-space:pre-wrap;overflow-wrap:anywhere}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-${STYLE_HASH}'`;
