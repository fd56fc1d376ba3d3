import { type SigningKey, type SigningKeys } from '../keys/signing-keys.js';
import { type FaultName, type FaultOrder, type Faults, type TokenKind } from '../state/faults.js';
import { signToken, unsignedToken, type Claims, type UnsignedToken } from './jwt.js';

/** Faults that spoil tokens themselves (rule 15). */
const TOKEN_FAULTS = [
  'bad-signature',
  'wrong-iss',
  'wrong-aud',
  'wrong-sub',
  'expired',
  'alg-none',
  'alg-swapped',
  'wrong-sbt',
  'mixed-oids',
] as const satisfies readonly FaultName[];

type TokenFault = (typeof TOKEN_FAULTS)[number];

/** Orders that strike one answer of the token endpoint. */
export function takeTokenFaults(faults: Faults): FaultOrder[] {
  return TOKEN_FAULTS.map((name) => faults.take(name)).filter((order) => order !== undefined);
}

/** True when the order is meant for this kind of token; the id_token is the standard victim. */
export const strikes = (order: FaultOrder, kind: TokenKind): boolean =>
  (order.tokens ?? ['id']).includes(kind);

const isOrdered = (orders: readonly FaultOrder[], kind: TokenKind, name: TokenFault): boolean =>
  orders.some((order) => order.name === name && strikes(order, kind));

/** Signs a token, spoiled as ordered. `mixed-oids` was done before: the claims then tell of another person. */
export function signSpoiled(
  token: UnsignedToken,
  kind: TokenKind,
  orders: readonly FaultOrder[],
  keys: SigningKeys,
  key: SigningKey,
): string {
  const has = (name: TokenFault): boolean => isOrdered(orders, kind, name);
  const claims = spoilClaims(token.claims, kind, has);
  const header = has('wrong-sbt') ? { ...token.header, sbt: kind === 'id' ? 'access' : 'id' } : token.header;
  if (has('alg-none')) return unsignedToken({ header, claims });
  if (has('alg-swapped')) {
    // Valid in itself, by ESIA's other key: a client that lets the header choose the algorithm takes it.
    const other = keys.key(key.algorithm === 'RS256' ? 'GOST3410_2012_256' : 'RS256');
    return signToken(
      { header: { ...header, alg: other.algorithm, 'x5t#St256': other.thumbprint }, claims },
      other,
    );
  }
  const signed = signToken({ header, claims }, key);
  return has('bad-signature') ? breakSignature(signed) : signed;
}

function spoilClaims(claims: Claims, kind: TokenKind, has: (name: TokenFault) => boolean): Claims {
  const spoiled: Record<string, unknown> = { ...claims };
  if (has('wrong-iss')) spoiled['iss'] = 'http://another-issuer.local/';
  if (has('wrong-aud')) spoiled[kind === 'id' ? 'aud' : 'client_id'] = 'OTHERIS01';
  if (has('wrong-sub')) {
    const name = kind === 'id' ? 'sub' : 'urn:esia:sbj_id';
    spoiled[name] = Number(claims[name]) + 1;
  }
  if (has('expired'))
    for (const name of ['nbf', 'iat', 'exp']) spoiled[name] = Number(claims[name]) - 2 * 86_400;
  return spoiled;
}

/** Changes one bit in the middle of the signature, so that its length and alphabet stay right. */
function breakSignature(token: string): string {
  const dot = token.lastIndexOf('.') + 1;
  const signature = Buffer.from(token.slice(dot), 'base64url');
  const middle = signature.length >> 1;
  signature.writeUInt8(signature.readUInt8(middle) ^ 1, middle);
  return token.slice(0, dot) + signature.toString('base64url');
}
