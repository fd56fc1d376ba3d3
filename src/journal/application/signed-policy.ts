import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CompactSign, importJWK, type JWK } from 'jose';
import { OfflinePolicy, type PolicyPart } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { JournalSystem } from '../../territory/index.js';
import { JournalConfiguration } from '../journal-configuration.js';

/** Seconds that a bundle holds, and that it may be used while we do not answer (INT-08). */
const HOLDS = 15 * 60;
const STALE_HOLDS = 12 * 3_600;
/** A reader whose copy equals ours gets a newer one at the latest after so many seconds, ten minutes before its own ends. */
const RENEWED_EVERY = 5 * 60;

/** A region is read in some seventy calls; more than two regions a minute is a loop. */
const READINGS: Limit = { what: 'policy.read', most: 150, windowMs: 60_000 };

export const POLICY_TYPE = 'sign-in-policy+jwt';

/** A part of the offline bundle, ready to be sent. */
export interface SignedPolicy {
  readonly etag: string;
  /** JWS, compact (RFC 7515). */
  readonly jws: () => Promise<string>;
}

/** The offline bundle signed by the key that signs the client's id_tokens: journals have its public half from `/oidc/jwks`. */
@Injectable()
export class PolicyBundle {
  constructor(
    @Inject(OfflinePolicy) private readonly policy: OfflinePolicy,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  /**
   * The part after `cursor`, of `limit` schools at most; 0 begins anew.
   *
   * @throws DomainError `POLICY_CURSOR_UNKNOWN`, `TOO_MANY_REQUESTS`
   */
  async after(system: JournalSystem, asked: { cursor: number; limit: number }): Promise<SignedPolicy> {
    await this.throttle.count([{ limit: READINGS, whose: system.id }]);
    const now = this.clock.now();
    const part = await this.policy.after(system.id, { ...asked, now });
    const seconds = Math.floor(now.getTime() / 1_000);
    const content = contentOf(part);
    const renewal = Math.floor(seconds / RENEWED_EVERY);
    const etag = createHash('sha256').update(`${renewal}\n${asked.cursor}\n${content}`).digest('base64url');
    const frame = {
      ...{ iss: this.configuration.issuer, aud: system.code, iat: seconds, exp: seconds + HOLDS },
      usable_stale_until: seconds + STALE_HOLDS,
    };
    // The pages are JSON already: a region's worth of them is not read and written again only to be signed.
    const text = `${JSON.stringify(frame).slice(0, -1)},${content.slice(1)}`;
    return { etag: `"${etag}"`, jws: () => this.sign(system.code, text) };
  }

  private async sign(clientId: string, text: string): Promise<string> {
    const { clients, signingKeys } = this.configuration;
    const alg = clients.find((client) => client.clientId === clientId)?.idTokenAlgorithm ?? 'RS256';
    const key = signingKeys.find((known) => known.alg === alg);
    if (key === undefined) throw new Error(`no signing key for ${alg}`);
    return new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader({ alg, kid: key.kid, typ: POLICY_TYPE })
      .sign(await importJWK(key as JWK, alg));
  }
}

function contentOf({ region, pages, cursor, hasMore }: PolicyPart): string {
  const head = JSON.stringify({
    time_zone: region.timeZone,
    skips_allowed: region.skipsAllowed,
    break_glass_until: region.breakGlassUntil,
    outage: region.outage,
    cursor,
    has_more: hasMore,
  });
  return `${head.slice(0, -1)},"schools":[${pages.join(',')}]}`;
}
