import { type Person } from '../population/person.js';
import { type TokenKind } from '../state/faults.js';
import { ACCESS_SECONDS, type Granted } from '../state/grants.js';
import { type World } from '../state/world.js';
import { accessClaims, idClaims, type TokenSubject } from './claims.js';
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
export function issueTokens(world: World, { granted, person, state, withIdToken }: TokenOrder): TokenAnswer {
  const { request, session } = granted;
  const { switches, grants, keys } = world;
  const key = keys.key(request.client.tokenAlgorithm);
  const faults = takeTokenFaults(world.faults);
  const mixed = faults.find(({ name }) => name === 'mixed-oids');
  const now = world.clock.seconds();
  const subjectOf = (kind: TokenKind): TokenSubject => {
    const other =
      mixed !== undefined && strikes(mixed, kind) ? otherPerson(world, person, mixed.oid) : person;
    return { person: other, request, session, now };
  };
  const accessToken = signSpoiled(
    { header: tokenHeader(key, 'access'), claims: accessClaims(world, subjectOf('access')) },
    'access',
    faults,
    keys,
    key,
  );
  const idToken = (): string =>
    signSpoiled(
      { header: tokenHeader(key, 'id'), claims: idClaims(world, subjectOf('id')) },
      'id',
      faults,
      keys,
      key,
    );
  const wantsId = withIdToken && request.scopes.includes('openid');
  const showsId = wantsId && world.faults.take('missing-id-token') === undefined;
  grants.addAccess(accessToken, {
    grantId: granted.id,
    oid: subjectOf('access').person.oid,
    scopes: new Set(request.scopes),
    orgScopes: request.orgScopes,
    expiresAt: now + ACCESS_SECONDS,
  });
  return {
    access_token: accessToken,
    ...(request.offline
      ? { refresh_token: grants.addRefresh(granted, switches.refreshLifetimeSeconds) }
      : {}),
    ...(showsId ? { id_token: idToken() } : {}),
    expires_in: switches.expiresInAsString ? String(ACCESS_SECONDS) : ACCESS_SECONDS,
    state,
    token_type: 'Bearer',
  };
}

/** Another person for `mixed-oids`: the named one, or a person of no population with the next OID. */
function otherPerson(world: World, person: Person, oid: string | undefined): Person {
  const named = oid === undefined ? undefined : world.population.byOid(oid);
  return named ?? { ...person, oid: oid ?? String(Number(person.oid) + 1) };
}
