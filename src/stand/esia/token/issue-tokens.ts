import { type Person } from '../population/person.js';
import { type FaultOrder, type TokenKind } from '../state/faults.js';
import { ACCESS_SECONDS, type Granted } from '../state/grants.js';
import { type World } from '../state/world.js';
import { accessClaims, idClaims } from './claims.js';
import { tokenHeader } from './jwt.js';
import { signSpoiled, strikes, takeTokenFaults } from './spoil.js';

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly expires_in: number | string;
  readonly state: string;
  readonly token_type: 'Bearer';
}

/** What one token request gets: the state is its own, not the authorize request's (4.1). */
export interface TokenOrder {
  readonly granted: Granted;
  readonly person: Person;
  readonly state: string;
  readonly withIdToken: boolean;
}

/** Tokens for a grant: an id_token only with `openid`, a refresh token only for `offline` (4.1; rule 13). */
export function issueTokens(world: World, order: TokenOrder): TokenAnswer {
  const { granted, state, withIdToken } = order;
  const { request } = granted;
  const { switches, grants } = world;
  const faults = takeTokenFaults(world.faults);
  const now = world.clock.seconds();
  const access = makeToken(world, order, 'access', faults, now);
  const wantsId = withIdToken && request.scopes.includes('openid');
  const showsId = wantsId && world.faults.take('missing-id-token') === undefined;
  grants.addAccess(access.token, {
    grantId: granted.id,
    oid: access.person.oid,
    scopes: new Set(request.scopes),
    orgScopes: request.orgScopes,
    expiresAt: now + ACCESS_SECONDS,
  });
  return {
    access_token: access.token,
    ...(request.offline
      ? { refresh_token: grants.addRefresh(granted, switches.refreshLifetimeSeconds) }
      : {}),
    ...(showsId ? { id_token: makeToken(world, order, 'id', faults, now).token } : {}),
    expires_in: switches.expiresInAsString ? String(ACCESS_SECONDS) : ACCESS_SECONDS,
    state,
    token_type: 'Bearer',
  };
}

/** One signed token and whom it tells of, spoiled as ordered. */
function makeToken(
  world: World,
  { granted: { request, session }, person }: TokenOrder,
  kind: TokenKind,
  faults: readonly FaultOrder[],
  now: number,
): { token: string; person: Person } {
  const key = world.keys.key(request.client.tokenAlgorithm);
  const mixed = faults.find((fault) => fault.name === 'mixed-oids' && strikes(fault, kind));
  const subject = {
    person: mixed === undefined ? person : otherPerson(world, person, mixed.oid),
    request,
    session,
    now,
  };
  const claims = kind === 'id' ? idClaims(world, subject) : accessClaims(world, subject);
  const token = signSpoiled({ header: tokenHeader(key, kind), claims }, kind, faults, world.keys, key);
  return { token, person: subject.person };
}

/** Another person for `mixed-oids`: the named one, or a person of no population with the next OID. */
function otherPerson(world: World, person: Person, oid: string | undefined): Person {
  const named = oid === undefined ? undefined : world.population.byOid(oid);
  return named ?? { ...person, oid: oid ?? String(Number(person.oid) + 1) };
}
