import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Response } from 'express';

/** What every page needs besides its own words. */
export interface PageBasics {
  /** The heading and the title of the window. */
  readonly title: string;
}

/** The templates that all contexts share; Eta finds a name with `@` among those it was given beforehand. */
const SHARED = ['layout', 'onward', 'problem'] as const;

/**
 * Policies of our pages (ASVS 5.0 V3.4): our own style sheet and nothing that runs; forms post to us only, so a page that
 * leads to another host after a form does it by itself (`@onward`), because browsers hold `form-action` against the whole
 * chain of redirects. The referrer stays inside: without any, browsers would send `Origin: null` with our own forms.
 */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Server-rendered pages of one context: its `*.eta` files within the common layout. Every value is escaped. */
export class Pages {
  private readonly eta: Eta;

  /** `folder` holds the templates; they are compiled at their first use and kept. */
  constructor(folder: string) {
    this.eta = new Eta({ views: folder, cache: true });
    for (const name of SHARED) {
      this.eta.loadTemplate(
        `@${name}`,
        readFileSync(join(import.meta.dirname, 'pages', `${name}.eta`), 'utf8'),
      );
    }
  }

  /** The page as HTML text. Throws when there is no such template or it asks for what it was not given. */
  render(name: string, page: PageBasics): string {
    return this.eta.render(name, page);
  }

  /** Answers a request with a page, which no cache keeps. */
  send(
    response: Response,
    status: number,
    name: string,
    page: PageBasics & Readonly<Record<string, unknown>>,
  ): void {
    response.status(status).set(PAGE_HEADERS).type('html').send(this.render(name, page));
  }

  /** A page that leads on to an address by itself, with a link for those it does not lead. */
  sendOnward(response: Response, to: string, title: string): void {
    this.send(response, 200, '@onward', { title, to });
  }
}
