import { randomUUID } from 'node:crypto';
import { type AuthorizeRequest } from './accepted-request.js';
import { ExpiringMap } from './expiring-map.js';
import { type Session } from './sessions.js';

/** What a person gave a client: behind a code, then behind a refresh token. */
export interface Granted {
  readonly id: string;
  readonly request: AuthorizeRequest;
  readonly session: Session;
}

/** What an access token opens at /rs. Kept a day past its end, so that an expired one is told from a wrong one. */
export interface Access {
  readonly grantId: string;
  readonly oid: string;
  readonly scopes: ReadonlySet<string>;
  readonly orgScopes: readonly string[];
  readonly expiresAt: number;
}

interface Code {
  readonly granted: Granted;
  used: boolean;
}

/** 240 s in all four real codes (3.1) [V]. */
export const CODE_SECONDS = 240;
/** 3600 s for a regular client (4.2) [V]. */
export const ACCESS_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Codes, refresh tokens and access tokens that live. Access tokens are found by their text, hence verified by it. */
export class Grants {
  readonly #codes: ExpiringMap<Code>;
  readonly #refresh: ExpiringMap<Granted>;
  readonly #access: ExpiringMap<Access>;
  readonly #revoked: ExpiringMap<true>;

  constructor(now: () => number) {
    this.#codes = new ExpiringMap(now);
    this.#refresh = new ExpiringMap(now);
    this.#access = new ExpiringMap(now);
    this.#revoked = new ExpiringMap(now);
  }

  addCode(text: string, request: AuthorizeRequest, session: Session): void {
    const granted = { id: randomUUID(), request, session };
    this.#codes.set(text, { granted, used: false }, CODE_SECONDS);
  }

  /** Looks at a code without using it. */
  code(text: string): Code | undefined {
    return this.#codes.get(text);
  }

  addRefresh(granted: Granted, lifetimeSeconds: number): string {
    const token = randomUUID();
    this.#refresh.set(token, granted, lifetimeSeconds);
    return token;
  }

  refresh(token: string): Granted | undefined {
    const granted = this.#refresh.get(token);
    return granted === undefined || this.#isRevoked(granted.id) ? undefined : granted;
  }

  dropRefresh(token: string): void {
    this.#refresh.delete(token);
  }

  addAccess(token: string, access: Access): void {
    this.#access.set(token, access, ACCESS_SECONDS + DAY_SECONDS);
  }

  access(token: string): Access | undefined {
    const access = this.#access.get(token);
    return access === undefined || this.#isRevoked(access.grantId) ? undefined : access;
  }

  /** Ends all tokens that came from one code. */
  revoke(granted: Granted, lifetimeSeconds: number): void {
    this.#revoked.set(granted.id, true, lifetimeSeconds);
  }

  forget(): void {
    this.#codes.clear();
    this.#refresh.clear();
    this.#access.clear();
  }

  #isRevoked(grantId: string): boolean {
    return this.#revoked.get(grantId) === true;
  }
}
