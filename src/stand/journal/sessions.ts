import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

/** The account of a person who came by Госуслуги, as the id_token tells. */
export interface Account {
  readonly id: string;
  readonly externalId: string;
  readonly role: string;
  readonly schools: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Reads an account out of the claims of an id_token. */
export function accountOf(claims: Readonly<Record<string, unknown>>): Account {
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

/** A code that was sent to the owner of an account. */
export interface OwnerCheck {
  readonly code: string;
  readonly triesLeft: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Where a browser is: refused, on its way to Госуслуги, before the wizard, inside by the old password, inside by Госуслуги. */
export type Session =
  | {
      readonly kind: 'refused';
      readonly login: string;
      readonly refusal: string;
      readonly check: OwnerCheck | null;
    }
  | { readonly kind: 'leaving'; readonly verifier: string; readonly state: string; readonly nonce: string }
  | { readonly kind: 'asked'; readonly login: string }
  | { readonly kind: 'password'; readonly login: string }
  | { readonly kind: 'inside'; readonly account: Account; readonly idToken: string; readonly sid: unknown };

const COOKIE = 'journal_session';
const MOST_SESSIONS = 10_000;

/** The journal's own sessions, in memory; a real one keeps them elsewhere. */
export class Sessions {
  private readonly sessions = new Map<string, { readonly session: Session; until: number }>();

  constructor(
    private readonly isSecure: boolean,
    private readonly now: () => Date,
  ) {}

  of(request: Request): Session | undefined {
    const kept = this.sessions.get(cookieOf(request));
    return kept !== undefined && kept.until > this.now().getTime() ? kept.session : undefined;
  }

  /** Every step gets a new session id: one known before signing in is worth nothing after. */
  keep(request: Request, response: Response, session: Session): void {
    this.end(request);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= MOST_SESSIONS && oldest !== undefined) this.sessions.delete(oldest);
    const id = randomBytes(32).toString('base64url');
    this.sessions.set(id, { session, until: Infinity });
    response.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', secure: this.isSecure });
  }

  end(request: Request): void {
    this.sessions.delete(cookieOf(request));
  }

  endWhere(matches: (session: Session) => boolean): void {
    for (const [id, { session }] of this.sessions) if (matches(session)) this.sessions.delete(id);
  }

  /** They end by themselves after so many milliseconds, unless they end before. */
  limitWhere(matches: (session: Session) => boolean, milliseconds: number): void {
    const until = this.now().getTime() + milliseconds;
    for (const kept of this.sessions.values())
      if (matches(kept.session)) kept.until = Math.min(kept.until, until);
  }
}

function cookieOf(request: Request): string {
  const pair = (request.headers.cookie ?? '').split('; ').find((item) => item.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) ?? '';
}
