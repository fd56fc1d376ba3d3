import { randomUUID } from 'node:crypto';
import * as oidc from 'openid-client';

/** The answer about one password sign-in (docs/integration.md, «Решение о входе по паролю»). */
export interface JournalDecision {
  readonly decision: string;
  readonly code: string | null;
  readonly text: string | null;
  readonly days_left: number | null;
  readonly skips_left: number | null;
  readonly link_url: string | null;
  readonly retry_after: number | null;
  readonly cache_seconds: number;
}

/** A sign-in that is told of. */
export interface JournalSignIn {
  readonly account: string;
  readonly method: 'password' | 'esia';
  readonly succeeded: boolean;
}

/** An answer that comes later than this is worse for the person than none. */
const WITHIN_MS = 3_000;
/** A token is renewed so long before its end. */
const RENEW_BEFORE_MS = 60_000;

/** What the journal's server asks of ours and tells it, by client-credentials tokens. */
export class PerehodServer {
  private token: { readonly text: string; readonly until: number } | null = null;

  constructor(
    private readonly issuer: string,
    private readonly provider: () => Promise<oidc.Configuration>,
  ) {}

  /** Asks before the password is looked at. Throws when the server does not answer: then a journal decides by the offline bundle. */
  async decide(account: string, skipsUsed: number): Promise<JournalDecision> {
    const answer = await this.post('/internal/v1/sign-in-decisions', {
      ...{ account, channel: 'web', skips_used: skipsUsed },
    });
    if (!answer.ok) throw new Error(`sign-in-decisions answered ${answer.status}`);
    return (await answer.json()) as JournalDecision;
  }

  /** Tells of a sign-in behind the person's back: nobody waits for it. A real journal keeps what it could not tell, and tells it later. */
  tell({ account, method, succeeded }: JournalSignIn): void {
    const event = {
      id: randomUUID(),
      account,
      at: new Date().toISOString(),
      method,
      channel: 'web',
      succeeded,
    };
    this.post('/internal/v1/sign-in-events', { events: [event] }).then(
      (answer) => {
        if (!answer.ok) console.error(`demo-journal: sign-in-events answered ${answer.status}`);
      },
      (error: unknown) => {
        console.error('demo-journal: sign-in not told', error instanceof Error ? error.name : 'unknown');
      },
    );
  }

  private async post(path: string, body: object): Promise<Response> {
    return fetch(new URL(path, this.issuer), {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.bearer()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  }

  private async bearer(): Promise<string> {
    if (this.token !== null && this.token.until > Date.now()) return this.token.text;
    const granted = await oidc.clientCredentialsGrant(await this.provider(), { scope: 'internal' });
    const lives = (granted.expires_in ?? 0) * 1000 - RENEW_BEFORE_MS;
    this.token = { text: granted.access_token, until: Date.now() + lives };
    return this.token.text;
  }
}
