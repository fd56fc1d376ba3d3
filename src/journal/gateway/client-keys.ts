import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { ClientRegistration } from '../domain/client-registration.js';

/** What the e-journal's server may take to say its keys. */
const TIME_OUT_MS = 2_500;

/** The public keys of e-journals, from their registrations or from the addresses registered there. */
@Injectable()
export class ClientKeys {
  private readonly known = new Map<string, JWTVerifyGetKey>();

  /** Null for a client that has no keys of its own, only a secret. */
  of({ clientId, keys, keysUri }: ClientRegistration): JWTVerifyGetKey | null {
    const known = this.known.get(clientId);
    if (known !== undefined) return known;
    const found =
      keys !== null
        ? createLocalJWKSet({ keys } as unknown as JSONWebKeySet)
        : keysUri === null
          ? null
          : createRemoteJWKSet(new URL(keysUri), { timeoutDuration: TIME_OUT_MS });
    if (found !== null) this.known.set(clientId, found);
    return found;
  }
}
