interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** The Set-Cookie as it came. */
  readonly written: string;
}

/** A browser without a screen: keeps cookies by path, follows no redirect by itself. */
export class TestBrowser {
  readonly cookies: Cookie[] = [];

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(url, {}, headers);
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Follows redirects within `origin`; returns the answer that leads out, or is none. */
  async follow(url: string, origin = new URL(url).origin): Promise<Response> {
    let response = await this.get(url);
    for (let hops = 0; hops < 10; hops++) {
      const next = locationOf(response);
      if (next === null || new URL(next).origin !== origin) return response;
      response = await this.get(next);
    }
    throw new Error('Too many redirects');
  }

  private async send(url: string, init: RequestInit, extra: Record<string, string> = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = this.cookies
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const headers = new Headers({ accept: 'text/html', ...extra });
    if (cookie !== '') headers.set('cookie', [cookie, extra['cookie']].filter(Boolean).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const written of response.headers.getSetCookie()) this.keep(written);
    return response;
  }

  private keep(written: string): void {
    const [pair = '', ...attributes] = written.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const old = this.cookies.findIndex((cookie) => cookie.name === name && cookie.path === path);
    if (old >= 0) this.cookies.splice(old, 1);
    const gone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(written);
    if (!gone) this.cookies.push({ name, value: pair.slice(at + 1), path, written });
  }
}

/** The absolute address of a redirect; null when the answer is none. */
export function locationOf(response: Response): string | null {
  const location = response.headers.get('location');
  return location === null ? null : new URL(location, response.url).href;
}
