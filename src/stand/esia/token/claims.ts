import { type AuthorizeRequest } from '../state/accepted-request.js';
import { type Person } from '../population/person.js';
import { grantedScope } from '../scopes.js';
import { ACCESS_SECONDS, CODE_SECONDS } from '../state/grants.js';
import { type Session } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { type Claims } from './jwt.js';

/** Everything that claims tell of: who, for whom, in which session, and when (seconds since 1970). */
export interface TokenSubject {
  readonly person: Person;
  readonly request: AuthorizeRequest;
  readonly session: Session;
  readonly now: number;
}

/** `urn:esia:sbj` of 3.1 and 4.3; `is_tru` is absent for accounts that are not confirmed (rule 13). OIDs are numbers. */
function subjectClaim(world: World, { oid, level }: Person): Claims {
  const trusted = level === 'PR' || (level === 'KD' && world.switches.childIsTrusted);
  return {
    'urn:esia:sbj:lvl': level,
    'urn:esia:sbj:typ': 'P',
    ...(trusted ? { 'urn:esia:sbj:is_tru': true } : {}),
    'urn:esia:sbj:oid': Number(oid),
    'urn:esia:sbj:nam': `OID.${oid}`,
  };
}

const acr = ({ secondFactor }: Session): Claims => (secondFactor ? { acr: { '2fa': 'otp' } } : {});

/** The code's claims (3.1). */
export function codeClaims(world: World, { person, request, session, now }: TokenSubject): Claims {
  return {
    nbf: now,
    scope: grantedScope(request.scopes, request.orgScopes, person.oid),
    auth_time: session.authTime,
    iss: world.issuer,
    'urn:esia:sid': session.id,
    'urn:esia:client:state': request.state,
    auth_mthd: 'PWD',
    ...acr(session),
    'urn:esia:sbj': subjectClaim(world, person),
    exp: now + CODE_SECONDS,
    params: {},
    iat: now,
    client_id: request.client.clientId,
  };
}

/** The access token's claims (4.2), with consents where they were given. */
export function accessClaims(world: World, { person, request, session, now }: TokenSubject): Claims {
  const permissions = request.permissions.map(({ sysname, purposes, scopes, actions, expire }) => ({
    sysname,
    purposes: purposes.map((name) => ({ sysname: name })),
    actions: actions.map((name) => ({ sysname: name })),
    scopes: scopes.map((name) => ({ sysname: name })),
    expire,
  }));
  return {
    nbf: now,
    scope: grantedScope(request.scopes, request.orgScopes, person.oid),
    iss: world.issuer,
    'urn:esia:sid': session.id,
    'urn:esia:sbj_id': Number(person.oid),
    exp: now + ACCESS_SECONDS,
    iat: now,
    client_id: request.client.clientId,
    ...(permissions.length > 0 ? { permissions } : {}),
  };
}

/** The id_token's claims (4.3); there is no nonce. */
export function idClaims(world: World, { person, request, session, now }: TokenSubject): Claims {
  return {
    aud: request.client.clientId,
    sub: Number(person.oid),
    nbf: now,
    amr: 'PWD',
    auth_time: session.authTime,
    iss: world.issuer,
    'urn:esia:amd': 'PWD',
    'urn:esia:sid': session.id,
    ...(world.switches.acrInIdToken ? acr(session) : {}),
    'urn:esia:sbj': subjectClaim(world, person),
    exp: now + ACCESS_SECONDS,
    iat: now,
  };
}
