import { isIP } from 'node:net';
import type { Request } from 'express';

/**
 * What a request says is an API key: `Authorization: Bearer ph_…`, in any letter case of the scheme (RFC 9110, 11.1). Null for
 * everything else, other people's bearer tokens included: those are no keys of ours and nobody need count them.
 */
export function presentedKey(request: Pick<Request, 'get'>): string | null {
  const [, token] = /^bearer +(ph_\S+) *$/i.exec(request.get('Authorization') ?? '') ?? [];
  return token ?? null;
}

/** The caller's address as PostgreSQL reads it; an IPv4 address that came over IPv6 is the IPv4 one (RFC 4291, 2.5.5.2). */
export function callerAddress(request: Pick<Request, 'ip'>): string | null {
  const address = (request.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? null : address;
}
