import type { EsiaLevel } from './esia-profile.js';
import { accepted, type Checked, type EsiaFault, refused } from './faults.js';
import { type JsonObject, textOf } from './json.js';
import { canonicalOid, sameOid } from './oid.js';
import { checkAudience, checkClient, checkIssuer, checkTimes, subjectOf } from './token-checks.js';

/** What the two tokens say of the person, once every check has passed. */
export interface TokenSubject {
  readonly oid: string;
  readonly level: EsiaLevel;
  /** `P` is a natural person; anything else is refused later as `ESIA_ROLE` (EC-099). */
  readonly type: string;
  /** Names of the granted scopes, without `?oid=…`. */
  readonly scopes: ReadonlySet<string>;
}

/** Who we are and what time it is, for the checks of claims. */
export interface ClaimRules {
  readonly issuers: readonly string[];
  readonly clientId: string;
  /** Seconds since 1970. */
  readonly now: number;
}

/**
 * Judges the claims of both tokens, whose signatures have been verified (esia-protocol.md, 4.4 rules 3 and 4): issuer,
 * audience, times, and one and the same oid in `sub`, `urn:esia:sbj:oid` and `urn:esia:sbj_id`.
 */
export function judgeClaims(id: JsonObject, access: JsonObject, rules: ClaimRules): Checked<TokenSubject> {
  const fault = firstFault(id, access, rules);
  if (fault !== null) return refused(fault);
  const subject = subjectOf(id);
  if (subject === null) return refused('token_subject');
  const oids = [id['sub'], access['urn:esia:sbj_id'], subject['urn:esia:sbj:oid']].map(canonicalOid);
  const [oid] = oids;
  if (oids.includes(null)) return refused('token_subject');
  if (oid === undefined || oid === null || !sameOid(oids)) return refused('subject_mismatch');
  const level = parseLevel(subject['urn:esia:sbj:lvl']);
  const type = textOf(subject, 'urn:esia:sbj:typ');
  if (level === null || type === null) return refused('token_level');
  return accepted({ oid, level, type, scopes: grantedScopes(access, oid) });
}

function firstFault(
  id: JsonObject,
  access: JsonObject,
  { issuers, clientId, now }: ClaimRules,
): EsiaFault | null {
  return (
    checkIssuer(id, issuers) ??
    checkIssuer(access, issuers) ??
    checkAudience(id, clientId) ??
    checkClient(access, clientId) ??
    checkTimes(id, now) ??
    checkTimes(access, now)
  );
}

/** `PR` and `KD` and `P` and nothing else: a level that we do not know proves nothing. */
function parseLevel(raw: unknown): EsiaLevel | null {
  return raw === 'P' || raw === 'PR' || raw === 'KD' ? raw : null;
}

/** Scopes of the access token, `fullname?oid=1000000001 openid …`; those that name another oid do not count. */
function grantedScopes(access: JsonObject, oid: string): ReadonlySet<string> {
  const names = (textOf(access, 'scope') ?? '')
    .split(' ')
    .map((item) => item.split('?oid='))
    .filter(([, of]) => of === undefined || of === oid)
    .map(([name]) => name ?? '');
  return new Set(names);
}
