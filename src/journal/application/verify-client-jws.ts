import { Inject, Injectable } from '@nestjs/common';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { Clock } from '../../platform/clock/clock.js';
import type { JournalSystem } from '../../territory/index.js';
import { CLOCKS_DIFFER } from '../domain/link-claim.js';
import { ClientKeys } from '../gateway/client-keys.js';
import { JournalConfiguration } from '../journal-configuration.js';

/** A JWS that an e-journal's server posts, and what it must be. */
export interface PostedJws {
  readonly system: JournalSystem;
  readonly jws: string;
  /** `typ` of the header: one key signs several kinds. */
  readonly typ: string;
  /** Where it is posted, and so for whom it is signed. */
  readonly audience: string;
}

const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/** Verifies what an e-journal signs with its client key: for this server, for this purpose, five minutes old at most. */
@Injectable()
export class VerifyClientJws {
  constructor(
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(ClientKeys) private readonly keys: ClientKeys,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The payload, or the part that does not hold (`jwks` where the client has no keys); nothing of what it says. */
  async execute({
    system,
    jws,
    typ,
    audience,
  }: PostedJws): Promise<{ readonly payload: JWTPayload } | { readonly wrong: string }> {
    const client = this.configuration.clients.find(({ clientId }) => clientId === system.code);
    const keys = client === undefined ? null : this.keys.of(client);
    if (keys === null) return { wrong: 'jwks' };
    return jwtVerify(jws, keys, {
      ...{ issuer: system.code, audience, typ, algorithms: ALGORITHMS },
      ...{ currentDate: this.clock.now(), clockTolerance: CLOCKS_DIFFER, maxTokenAge: '5m' },
    }).then(
      ({ payload }) => ({ payload }),
      (error: unknown) => ({ wrong: wrongClaim(error) }),
    );
  }
}

function wrongClaim(error: unknown): string {
  if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
    return error.claim;
  return 'signature';
}
