import { escapeSlashes } from '../http/exchange.js';
import { type SigningKey } from '../keys/signing-keys.js';

export type Claims = Readonly<Record<string, unknown>>;
export type TokenType = 'authorization_code' | 'access' | 'id';

/** A token before its signature. */
export interface UnsignedToken {
  readonly header: Claims;
  readonly claims: Claims;
}

const segment = (claims: Claims): string =>
  Buffer.from(escapeSlashes(JSON.stringify(claims))).toString('base64url');

/** The header of codes and tokens as in 3.1 and 4.2, in ESIA's order of fields. */
export function tokenHeader(key: SigningKey, type: TokenType): Claims {
  return { ver: 1, typ: 'JWT', 'x5t#St256': key.thumbprint, sbt: type, alg: key.algorithm };
}

/** Signs ASCII `header.claims`: RS256, or GOST with s ‖ r big-endian over Streebog-256 (4.4). Slashes are escaped. */
export function signToken({ header, claims }: UnsignedToken, key: SigningKey): string {
  const text = `${segment(header)}.${segment(claims)}`;
  return `${text}.${Buffer.from(key.sign(text)).toString('base64url')}`;
}

/** `alg:none`: what is signed, and nothing after the last dot (rule 15). */
export function unsignedToken({ header, claims }: UnsignedToken): string {
  return `${segment({ ...header, alg: 'none' })}.${segment(claims)}.`;
}
