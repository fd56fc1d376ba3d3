/** A browser without scripts: keeps cookies, follows redirects inside the emulator, stops at the client's address. */
export class TinyBrowser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The last page, and the address where the way left the emulator, if it did. */
  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Visit> {
    const url = new URL(address, this.#origin);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (response.status !== 302 || location === null) {
      return { status: response.status, page: await response.text(), left: null, path: url.pathname };
    }
    const next = new URL(location, url);
    if (next.origin === this.#origin) return this.open(next.href);
    return { status: 302, page: '', left: next, path: url.pathname };
  }

  /** Posts the page's form: its hidden fields, and what a person types. */
  submit(visit: Visit, typed: Readonly<Record<string, string>>): Promise<Visit> {
    const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(visit.page) ?? [];
    const [, attempt = ''] = /name="attempt" value="([^"]+)"/.exec(visit.page) ?? [];
    return this.open(action, { attempt, ...typed });
  }

  /** Login, second factor where asked, consent where asked. */
  async signIn(address: string, login: string, password: string, otp = ''): Promise<Visit> {
    let visit = await this.open(address);
    if (visit.path === '/login') visit = await this.submit(visit, { login, password });
    if (visit.path === '/login/otp') visit = await this.submit(visit, { code: otp });
    if (visit.path === '/consent') visit = await this.submit(visit, { decision: 'grant' });
    return visit;
  }
}

export interface Visit {
  readonly status: number;
  readonly page: string;
  readonly left: URL | null;
  readonly path: string;
}
