import type { EsiaFault } from './faults.js';
import { isJsonObject, type JsonObject, textOf } from './json.js';

/** How ESIA signs tokens for our system: chosen on its portal, told to us by configuration, never by a token. */
export type TokenAlgorithm = 'RS256' | 'GOST3410_2012_256';

/** `sbt` of a token: what it is for (esia-protocol.md, 4.2, 4.3). */
export type TokenSubtype = 'id' | 'access';

/** How far clocks may differ, in seconds (esia-protocol.md, 4.4 rule 3). */
const LEEWAY = 60;

/** A check refuses with a fault; null is "nothing against it". */
type Check = EsiaFault | null;

/** The algorithm is the configured one: `none`, another one, another case are refused (rule 1; quality.md, security 6). */
export function checkAlgorithm(header: JsonObject, configured: TokenAlgorithm): Check {
  return textOf(header, 'alg') === configured ? null : 'token_algorithm';
}

/** `typ` is `JWT`. */
export function checkType(header: JsonObject): Check {
  return textOf(header, 'typ') === 'JWT' ? null : 'token_type';
}

/** The token is of the kind we asked for: an access token in the place of an id_token is refused (rule 1). */
export function checkSubtype(header: JsonObject, expected: TokenSubtype): Check {
  return textOf(header, 'sbt') === expected ? null : 'token_subtype';
}

/** A header that demands an extension we do not know must be refused (RFC 7515, 4.1.11). */
export function checkCritical(header: JsonObject): Check {
  return Object.hasOwn(header, 'crit') ? 'token_type' : null;
}

/** `iss` is one of the configured issuers, letter for letter (rule 3). */
export function checkIssuer(claims: JsonObject, issuers: readonly string[]): Check {
  return issuers.includes(textOf(claims, 'iss') ?? '') ? null : 'token_issuer';
}

/** The id_token is for us and for nobody else: `aud` is our client_id, alone or as the only item of a list. */
export function checkAudience(claims: JsonObject, clientId: string): Check {
  const audience = claims['aud'];
  const list: unknown[] = Array.isArray(audience) ? audience : [audience];
  return list.length === 1 && list[0] === clientId ? null : 'token_audience';
}

/** The access token was issued to us; it has no `aud` (esia-protocol.md, 4.2). */
export function checkClient(claims: JsonObject, clientId: string): Check {
  return textOf(claims, 'client_id') === clientId ? null : 'token_audience';
}

/**
 * `nbf`, `iat`, `exp` are all there, in order, and now lies between them, give or take a minute (rule 3).
 *
 * @param now seconds since 1970
 */
export function checkTimes(claims: JsonObject, now: number): Check {
  const { nbf, iat, exp } = claims;
  if (!isSeconds(nbf) || !isSeconds(iat) || !isSeconds(exp) || exp <= iat) return 'token_times';
  if (now > exp + LEEWAY) return 'token_expired';
  return now < nbf - LEEWAY || now < iat - LEEWAY ? 'token_not_yet_valid' : null;
}

/** The key's certificate was valid when the token was issued (gost.md, 4), give or take a minute. */
export function checkKeyPeriod(
  claims: JsonObject,
  key: { readonly notBefore: Date; readonly notAfter: Date },
): Check {
  const { iat } = claims;
  if (!isSeconds(iat)) return 'token_times';
  const from = key.notBefore.getTime() / 1000 - LEEWAY;
  const until = key.notAfter.getTime() / 1000 + LEEWAY;
  return iat >= from && iat <= until ? null : 'token_key_not_valid_then';
}

/** The object `urn:esia:sbj` of an id_token; null when it is missing. */
export function subjectOf(claims: JsonObject): JsonObject | null {
  const subject = claims['urn:esia:sbj'];
  return isJsonObject(subject) ? subject : null;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
