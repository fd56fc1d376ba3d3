import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { type CryptoKey, type JWK, importJWK } from 'jose';
import * as oidc from 'openid-client';
import { diaryOf } from './diary.js';
import { EsiaSignIn, isBackFromSignOut } from './esia-sign-in.js';
import { EventInbox } from './event-inbox.js';
import { JournalNews } from './journal-news.js';
import { vouch } from './old-login.js';
import { OldPassword } from './old-password.js';
import { OLD_LOGIN, OLD_LOGIN_IS_OVER, SIGN_IN, showPage } from './pages.js';
import { PasswordReturn } from './password-return.js';
import { PerehodServer } from './perehod-server.js';
import { PolicyKeeper } from './policy-keeper.js';
import { Sessions } from './sessions.js';
import { SignInReport } from './sign-in-report.js';
import { receiveEvents } from './webhook.js';

/**
 * A demo e-journal: what an e-journal has to do to let people in by Госуслуги (esia-sign-in.ts), to ask before it looks at an old
 * password (old-password.ts), to decide by itself while the server is silent (policy-keeper.ts), and to follow events (event-inbox.ts).
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
  /** The client may use `/internal/v1`: the offline bundle and the feed are read in the background. */
  readonly internalApi?: boolean;
  /** `webhook_secret` of the registration; two while it is replaced. Without one the journal takes no calls and reads the feed only. */
  readonly webhookSecrets?: readonly string[];
}

export interface DemoJournal {
  readonly url: string;
  /** Reads the offline bundle and the feed now, not when they are due. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the demo e-journal; it asks the provider for its addresses when it needs them, so either may be started first. */
export async function startDemoJournal(
  options: DemoJournalOptions,
  now: () => Date = () => new Date(),
): Promise<DemoJournal> {
  const app = express().disable('x-powered-by');
  const server = app.listen(options.port, 'localhost');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://localhost:${port}`;
  const journal = new Journal(options, url, now);
  journal.routes(app);
  if (options.internalApi === true) journal.start();
  const close = async () => {
    await journal.stop();
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  };
  return { url, catchUp: () => journal.catchUp(), close };
}

class Journal {
  private readonly sessions: Sessions;
  private readonly news: JournalNews;
  private readonly policy: PolicyKeeper;
  private readonly inbox: EventInbox;
  private readonly report: SignInReport;
  private readonly name: string;
  private readonly pages: readonly { routes(app: Express): void }[];
  private provider: oidc.Configuration | undefined;

  constructor(
    private readonly options: DemoJournalOptions,
    url: string,
    private readonly now: () => Date,
  ) {
    const { issuer, clientId } = options;
    const provider = (): Promise<oidc.Configuration> => this.discovered();
    const [journal, server] = [options.name ?? 'Демо-журнал', new PerehodServer(issuer, provider)];
    const sessions = new Sessions(url.startsWith('https:'), now);
    const keysAt = async (): Promise<string> => (await provider()).serverMetadata().jwks_uri ?? '';
    const policy = new PolicyKeeper({ server, issuer, clientId, keysAt, now });
    const report = new SignInReport(server, now, () => policy.timeZone());
    const vouchFor = (login: string, claim: string | null) => this.vouchFor(login, claim);
    [this.name, this.sessions, this.policy, this.report] = [journal, sessions, policy, report];
    this.news = new JournalNews(sessions, server);
    this.inbox = new EventInbox(server, (event) => this.news.apply(event));
    this.pages = [
      new EsiaSignIn({ provider, sessions, report, issuer, clientId, url, journal }),
      new OldPassword({ server, sessions, policy, report, journal, now, vouchFor }),
      new PasswordReturn({ server, sessions, journal, now }),
    ];
  }

  routes(app: Express): void {
    app.get('/', (request, response) => this.first(request, response));
    app.get('/diary', (request, response) => this.diary(request, response));
    for (const pages of this.pages) pages.routes(app);
    const { webhookSecrets: secrets = [] } = this.options;
    if (secrets.length > 0) receiveEvents(app, { inbox: this.inbox, secrets, now: this.now });
  }

  start(): void {
    void this.catchUp();
    this.report.start();
  }

  async catchUp(): Promise<void> {
    await Promise.all([this.policy.refresh(), this.inbox.catchUp()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.policy.stop(), this.inbox.stop(), this.report.stop()]);
  }

  private first(request: Request, response: Response): void {
    const kind = this.sessions.of(request)?.kind;
    if (kind === 'inside' || kind === 'password') {
      response.redirect(303, '/diary');
      return;
    }
    const isBack = isBackFromSignOut(request);
    const words = isBack
      ? 'Вы вышли из журнала и из Госуслуг.'
      : 'Пароль не нужен: войдите своей учётной записью.';
    const isOver = this.news.arePasswordsOver(this.policy.campaigns());
    const oldLogin = isOver ? OLD_LOGIN_IS_OVER : OLD_LOGIN;
    this.show(response, isBack ? 'Вы вышли' : this.name, `<p>${words}</p>${SIGN_IN}${oldLogin}`);
  }

  private diary(request: Request, response: Response): void {
    const session = this.sessions.of(request);
    if (session?.kind !== 'inside' && session?.kind !== 'password') {
      response.redirect(303, '/');
      return;
    }
    const account = session.kind === 'inside' ? session.account.externalId : session.login;
    const { title, body } = diaryOf(session, this.news.of(account));
    this.show(response, title, body);
  }

  private async vouchFor(login: string, claimRequest: string | null): Promise<string> {
    const { issuer, clientId, clientKey } = this.options;
    if (clientKey === undefined) throw new Error('Without a key of its own a journal vouches for nobody');
    return vouch({ issuer, clientId, clientKey }, await this.discovered(), login, claimRequest);
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

  private show(response: Response, title: string, body: string): void {
    showPage(response, { journal: this.name, title, body });
  }
}
