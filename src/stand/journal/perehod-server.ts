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
}

/** A refusal of the server: its stable code and its Russian words for the person. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(`${status} ${code}`);
  }
}

interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  /** The ETag of what is known already: an unchanged answer is 304. */
  readonly known?: string | null;
}

/** An answer that comes later than this is worse for the person than none. */
const WITHIN_MS = 3_000;
/** A token is renewed so long before its end. */
const RENEW_BEFORE_MS = 60_000;

/** What the journal's server asks of ours, by client-credentials tokens. Addresses are below `/internal/v1`. */
export class PerehodServer {
  private token: { readonly text: string; readonly until: number } | null = null;

  constructor(
    private readonly issuer: string,
    private readonly provider: () => Promise<oidc.Configuration>,
  ) {}

  /** Asks before the password is looked at. Throws when the server does not answer: then a journal decides by the offline bundle. */
  async decide(account: string, skipsUsed: number): Promise<JournalDecision> {
    return (await this.post('sign-in-decisions', {
      ...{ account, channel: 'web', skips_used: skipsUsed },
    })) as JournalDecision;
  }

  /** Posts and gives the answer read. @throws ServerRefusal, or what `fetch` throws when nobody answers in time */
  async post(path: string, body: object): Promise<unknown> {
    const answer = await this.ask(path, { method: 'POST', body });
    if (!answer.ok) throw await refusalOf(answer);
    return answer.status === 204 ? null : answer.json();
  }

  /** Null when nothing has changed since `known`. @throws as {@link post} */
  async get(path: string, known: string | null = null): Promise<Response | null> {
    const answer = await this.ask(path, { known });
    if (answer.status === 304) return null;
    if (!answer.ok) throw await refusalOf(answer);
    return answer;
  }

  /** A token that was revoked is replaced once. */
  private async ask(path: string, asking: Asking): Promise<Response> {
    const answer = await this.send(path, asking);
    if (answer.status !== 401) return answer;
    this.token = null;
    return this.send(path, asking);
  }

  private async send(path: string, { method = 'GET', body, known }: Asking): Promise<Response> {
    return fetch(new URL(`/internal/v1/${path}`, this.issuer), {
      method,
      headers: {
        authorization: `Bearer ${await this.bearer()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(known != null && { 'if-none-match': known }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
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

async function refusalOf(answer: Response): Promise<ServerRefusal> {
  const text = await answer.text();
  const problem = (answer.headers.get('content-type') ?? '').includes('json') ? asObject(text) : {};
  const { code, detail, facts } = problem as { code?: string; detail?: string; facts?: object };
  return new ServerRefusal(answer.status, code ?? 'UNKNOWN', detail ?? '', { ...facts });
}

function asObject(text: string): object {
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null ? read : {};
}

/** What may stand in a log of why a call failed: a code, never the words of a request. */
export const nameOf = (error: unknown): string =>
  error instanceof ServerRefusal ? error.message : error instanceof Error ? error.name : 'unknown';
