/** A page as a person without JavaScript sees it. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

const HIDDEN = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

/** A browser without scripts: keeps cookies by host, follows redirects and pages that lead on, sends Origin with forms. */
export class PersonBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** `alsoRedirects: false` shows a redirect itself instead of following it. */
  async open(address: string | URL, from?: Page): Promise<Page> {
    return this.follow(await this.once(new URL(address, from?.url)));
  }

  /** One request, no redirect followed. */
  async once(
    url: URL,
    form?: Readonly<Record<string, string>>,
    origin: string | null = url.origin,
  ): Promise<Page> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: this.cookiesOf(url), ...(form && origin !== null && { origin }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    this.keep(url, response);
    return { url, status: response.status, html: await response.text(), headers: response.headers };
  }

  /** Presses a button: the form with this action, its hidden fields, and what the button adds. */
  async press(
    page: Page,
    action: string | RegExp,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    return this.follow(await this.pressOnce(page, action, more));
  }

  /** As {@link press}, without following where the answer leads. */
  async pressOnce(
    page: Page,
    action: string | RegExp,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const { url, fields } = formOf(page, action);
    return this.once(url, { ...fields, ...more });
  }

  /** From a page of ours through the emulator's login and back: stops at the first page of `home`. */
  async signInAtEsia(start: Page, login: string, password: string): Promise<Page> {
    let page = start;
    if (page.url.pathname === '/login') {
      page = await this.press(page, /./, { login, password });
    }
    if (page.url.pathname === '/consent') page = await this.press(page, /./, { decision: 'grant' });
    return page;
  }

  cookie(url: string, name: string): string | undefined {
    return this.jars.get(new URL(url).host)?.get(name);
  }

  setCookie(url: string, name: string, value: string): void {
    this.jarOf(new URL(url)).set(name, value);
  }

  private async follow(page: Page, left = 12): Promise<Page> {
    const location = page.headers.get('location');
    const onward = /<meta http-equiv="refresh" content="0; url=([^"]+)">/.exec(page.html)?.[1];
    const next = location ?? (onward === undefined ? null : unescape(onward));
    if (next === null) return page;
    if (left === 0) throw new Error(`Too many redirects at ${page.url.href}`);
    return this.follow(await this.once(new URL(next, page.url)), left - 1);
  }

  private jarOf({ host }: URL): Map<string, string> {
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  private cookiesOf(url: URL): string {
    return [...this.jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(url: URL, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const gone = value === '' || /Max-Age=0/i.test(line) || /Expires=Thu, 01 Jan 1970/i.test(line);
      if (gone) this.jarOf(url).delete(name);
      else this.jarOf(url).set(name, value);
    }
  }
}

/** The form of a page, where it posts to and what it carries. */
export function formOf(page: Page, action: string | RegExp): { url: URL; fields: Record<string, string> } {
  const forms = [...page.html.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)];
  const found = forms.find(([, to = '']) =>
    typeof action === 'string' ? to.endsWith(action) : action.test(to),
  );
  if (found === undefined)
    throw new Error(`No form ${String(action)} on ${page.url.href}: ${page.html.slice(0, 2000)}`);
  const [, to = '', body = ''] = found;
  const fields = [...body.matchAll(HIDDEN)].map(
    ([, name = '', value = '']) => [name, unescape(value)] as const,
  );
  return { url: new URL(unescape(to), page.url), fields: Object.fromEntries(fields) };
}

function unescape(html: string): string {
  return html.replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The text of a page without its tags, blanks squeezed. */
export function textOf({ html }: Page): string {
  const [, body = html] = /<main>([\s\S]*)<\/main>/.exec(html) ?? [];
  return unescape(body.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
