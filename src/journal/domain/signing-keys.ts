/** A private key in JWK form (RFC 7517) that signs id_tokens. */
export type PrivateJwk = Readonly<Record<string, unknown>> & {
  readonly kid: string;
  readonly alg: 'RS256' | 'ES256';
};

export interface ParsedSigningKeys {
  /** In the order of the file: the first of each algorithm signs, all are published. */
  readonly keys: readonly PrivateJwk[];
  /** Russian sentences that name the key's number or kid, never its value. */
  readonly complaints: readonly string[];
}

/** 2048 bits in base64url without padding: fewer are refused (NIST SP 800-131A). */
const SHORTEST_MODULUS = 342;

/**
 * Reads the signing keys (`OIDC_JWKS_FILE`, already parsed from JSON): `{ "keys": [private JWK, …] }`, RSA of at least 2048 bits
 * or EC P-256, each with its own `kid`. The list must hold an RSA key: RS256 is what stock clients expect (OpenID Connect
 * Discovery, 3). To rotate: add the new key last, wait until clients have read it, put it first, remove the old one a day later.
 */
export function parseSigningKeys(raw: unknown): ParsedSigningKeys {
  const list: unknown = isObject(raw) ? raw['keys'] : undefined;
  if (!Array.isArray(list) || list.length === 0)
    return { keys: [], complaints: ['нужно { "keys": [ … ] } с закрытыми ключами'] };
  const complaints: string[] = [];
  const keys = list.flatMap((item: unknown, index) => {
    const kid = isObject(item) && typeof item['kid'] === 'string' && item['kid'] !== '' ? item['kid'] : null;
    const read = readKey(item, kid);
    if (typeof read !== 'string') return [read];
    complaints.push(`ключ ${kid ?? `№ ${index + 1}`}: ${read}`);
    return [];
  });
  const kids = keys.map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) complaints.push('kid повторяется: у каждого ключа должен быть свой');
  if (complaints.length === 0 && !keys.some(({ alg }) => alg === 'RS256'))
    complaints.push('нужен хотя бы один ключ RSA (RS256)');
  return { keys, complaints };
}

function readKey(item: unknown, kid: string | null): PrivateJwk | string {
  if (!isObject(item)) return 'нужен объект JWK';
  if (kid === null) return 'нужен kid';
  if (item['use'] !== undefined && item['use'] !== 'sig') return 'use должен быть sig';
  if (typeof item['d'] !== 'string') return 'нужен закрытый ключ (с полем d)';
  const alg = algorithmOf(item);
  if (alg === null) return 'нужен RSA не короче 2048 бит или EC P-256';
  if (item['alg'] !== undefined && item['alg'] !== alg) return `alg должен быть ${alg}`;
  return { ...item, kid, alg, use: 'sig' };
}

function algorithmOf(key: Readonly<Record<string, unknown>>): 'RS256' | 'ES256' | null {
  const modulus = key['n'];
  if (key['kty'] === 'RSA' && typeof modulus === 'string' && modulus.length >= SHORTEST_MODULUS)
    return 'RS256';
  if (key['kty'] === 'EC' && key['crv'] === 'P-256') return 'ES256';
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
