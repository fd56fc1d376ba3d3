import { createHash, randomBytes } from 'node:crypto';
import { Pool } from 'undici';

/** Where the visitors go. Addresses are as browsers see them; connections go to the loop-back address. */
export interface Sites {
  readonly server: string;
  /** Ports of the server's instances: requests go to them in turn, as behind a proxy. */
  readonly serverPorts: readonly number[];
  readonly esia: string;
  readonly journal: string;
  readonly journalSecret: string;
}

/** How one sign-in went: milliseconds that the browser waited for our server, all its answers together. */
export interface Visit {
  readonly serverMs: number;
  readonly requests: number;
}

interface Answer {
  readonly url: URL;
  readonly location: string | null;
  readonly html: string;
}

const CLIENT = 'demo-journal';
const MOST_STEPS = 16;
const FORM =
  /<form method="post" action="([^"]+\/(?:me|account))">\s*<input type="hidden" name="form" value="([^"]+)">/;
const ACCOUNT = /name="account_id" value="([^"]+)"/;
const ONWARD = /http-equiv="refresh" content="0; url=([^"]+)"/;

/** Keep-alive connections that all visitors share, as behind a proxy. */
export class Network {
  private readonly pools: ReadonlyMap<string, readonly Pool[]>;
  private turn = 0;

  constructor(
    readonly sites: Sites,
    connections: number,
  ) {
    const pool = (port: number): Pool => new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
    this.pools = new Map([
      [new URL(sites.server).origin, sites.serverPorts.map(pool)],
      [new URL(sites.esia).origin, [pool(Number(new URL(sites.esia).port))]],
    ]);
  }

  poolOf({ origin }: URL): Pool {
    const pools = this.pools.get(origin) ?? [];
    const pool = pools[this.turn++ % pools.length];
    if (pool === undefined) throw new Error(`The visit left for ${origin}`);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].flat().map((pool) => pool.close()));
  }
}

/** One browser with empty pockets, one person at it, and the e-journal's back end that redeems the code. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly verifier = randomBytes(32).toString('base64url');
  private readonly state = randomBytes(16).toString('base64url');
  private serverMs = 0;
  private requests = 0;

  constructor(
    private readonly network: Network,
    private readonly login: string,
  ) {}

  /** From the e-journal's button to its id_token. Throws when the way ends anywhere else. */
  async signIn(): Promise<Visit> {
    const { journal } = this.network.sites;
    let answer = await this.get(this.beginning());
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = onwardFrom(answer);
      if (next?.origin === new URL(journal).origin) {
        await this.redeem(next);
        return { serverMs: this.serverMs, requests: this.requests };
      }
      answer = next === null ? await this.press(answer) : await this.get(next);
    }
    throw new Error(`No end of redirects at ${answer.url.pathname}`);
  }

  private beginning(): URL {
    const { server, journal } = this.network.sites;
    const url = new URL('/oidc/auth', server);
    url.search = new URLSearchParams({
      client_id: CLIENT,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${journal}/callback`,
      state: this.state,
      nonce: this.state,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return url;
  }

  /** «Это я», or the first of several accounts. */
  private press({ url, html }: Answer): Promise<Answer> {
    const [, action, form] = FORM.exec(html) ?? [];
    if (action === undefined || form === undefined) {
      throw new Error(`${this.login} is stuck at ${url.pathname}: ${html.replace(/(?:<[^>]+>|\s)+/g, ' ')}`);
    }
    const account = ACCOUNT.exec(html)?.[1];
    const fields = { form, ...(account !== undefined && { account_id: account }) };
    return this.send(new URL(action, url), { origin: url.origin, ...FORM_TYPE }, fields);
  }

  private async redeem(callback: URL): Promise<void> {
    const { server, journal, journalSecret } = this.network.sites;
    const code = callback.searchParams.get('code');
    if (code === null || callback.searchParams.get('state') !== this.state) {
      throw new Error(`${this.login} was refused: ${callback.searchParams.get('error_description') ?? ''}`);
    }
    const credentials = Buffer.from(`${CLIENT}:${journalSecret}`).toString('base64');
    const { html } = await this.send(
      new URL('/oidc/token', server),
      { authorization: `Basic ${credentials}`, ...FORM_TYPE },
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: `${journal}/callback`,
        code_verifier: this.verifier,
      },
    );
    const { id_token: token } = JSON.parse(html) as { id_token?: string };
    if (token === undefined) throw new Error(`${this.login} got no id_token: ${html}`);
  }

  private get(url: URL): Promise<Answer> {
    return this.send(url, url.origin === this.network.sites.esia ? { 'x-emulator-login': this.login } : {});
  }

  private async send(
    url: URL,
    headers: Record<string, string>,
    form?: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const isServer = url.origin === this.network.sites.server;
    const began = performance.now();
    const answer = await this.network.poolOf(url).request({
      path: `${url.pathname}${url.search}`,
      method: form === undefined ? 'GET' : 'POST',
      headers: { host: url.host, ...headers, ...(isServer && { cookie: this.cookieHeader() }) },
      body: form === undefined ? null : new URLSearchParams(form).toString(),
    });
    const html = await answer.body.text();
    if (isServer) {
      this.serverMs += performance.now() - began;
      this.requests += 1;
      this.keep(answer.headers['set-cookie']);
    }
    const { location } = answer.headers;
    return { url, html, location: typeof location === 'string' ? location : null };
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(written: string | readonly string[] = []): void {
    for (const line of typeof written === 'string' ? [written] : written) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** Where an answer leads by itself: a redirect, or a page that goes on. */
function onwardFrom({ url, location, html }: Answer): URL | null {
  const address = location ?? ONWARD.exec(html)?.[1]?.replaceAll('&amp;', '&');
  return address === undefined ? null : new URL(address, url);
}
