import { randomUUID } from 'node:crypto';
import { type AuthorizeRequest } from './accepted-request.js';
import { ExpiringMap } from './expiring-map.js';

/** An SSO session: one person in one browser for about three hours (section 7). */
export interface Session {
  readonly id: string;
  readonly oid: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly secondFactor: boolean;
}

/** An authorize request that waits for its user. Only the browser that brought it may go on with it. */
export interface Attempt {
  readonly id: string;
  readonly browser: string;
  readonly request: AuthorizeRequest;
  /** Whose password was right while the second factor is still due. */
  passwordOf?: string;
  otpFailures: number;
}

const ATTEMPT_SECONDS = 15 * 60;
const REPLAY_SECONDS = 24 * 3600;

/** Browsers: who is signed in, what they are in the middle of, and what they allowed. */
export class Sessions {
  readonly #sessions: ExpiringMap<Session>;
  readonly #attempts: ExpiringMap<Attempt>;
  readonly #signatures: ExpiringMap<true>;
  readonly #consents = new Map<string, Set<string>>();

  constructor(now: () => number) {
    this.#sessions = new ExpiringMap(now);
    this.#attempts = new ExpiringMap(now);
    this.#signatures = new ExpiringMap(now);
  }

  open(session: Omit<Session, 'id'>, lifetimeSeconds: number): Session {
    const opened = { ...session, id: randomUUID() };
    this.#sessions.set(opened.id, opened, lifetimeSeconds);
    return opened;
  }

  session(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  close(id: string): void {
    this.#sessions.delete(id);
  }

  begin(request: AuthorizeRequest, browser: string): Attempt {
    const attempt: Attempt = { id: randomUUID(), browser, request, otpFailures: 0 };
    this.#attempts.set(attempt.id, attempt, ATTEMPT_SECONDS);
    return attempt;
  }

  attempt(id: string, browser: string | undefined): Attempt | undefined {
    const attempt = this.#attempts.get(id);
    return attempt?.browser === browser ? attempt : undefined;
  }

  end(attempt: Attempt): void {
    this.#attempts.delete(attempt.id);
  }

  /** True when this signature was seen before (rule 4). */
  replayed(signature: string): boolean {
    if (this.#signatures.get(signature) === true) return true;
    this.#signatures.set(signature, true, REPLAY_SECONDS);
    return false;
  }

  /** True when the person has already allowed the client each of these names (rule 10). */
  hasConsent(oid: string, clientId: string, names: readonly string[]): boolean {
    const allowed = this.#consents.get(`${oid} ${clientId}`);
    return allowed !== undefined && names.every((name) => allowed.has(name));
  }

  consent(oid: string, clientId: string, names: readonly string[]): void {
    const key = `${oid} ${clientId}`;
    this.#consents.set(key, new Set([...(this.#consents.get(key) ?? []), ...names]));
  }

  forgetSessions(): void {
    this.#sessions.clear();
    this.#attempts.clear();
    this.#signatures.clear();
  }

  forgetConsents(): void {
    this.#consents.clear();
  }
}
