import { checkVerifier } from '../checks/pkce.js';
import { type Client } from '../clients.js';
import { type Parameters } from '../http/parameters.js';
import { type Person } from '../population/person.js';
import { EsiaRefusal } from '../refusal.js';
import { type Granted } from '../state/grants.js';
import { type World } from '../state/world.js';
import { type TokenOrder } from './issue-tokens.js';

/**
 * Rule 8: a code is used once, within 240 s, by its client, with the redirect_uri and the scopes of its authorize
 * request. A code used a second time takes the tokens of the first use along (RFC 6749, 4.1.2) [?].
 * @throws EsiaRefusal 007011; 007039 and 007040 for PKCE
 */
export function spendCode(world: World, client: Client, parameters: Parameters): TokenOrder {
  const code = world.grants.code(parameters.text('code'));
  if (code === undefined || !isBound(code.granted, client, parameters)) throw new EsiaRefusal('007011');
  if (code.used) {
    if (world.switches.revokeTokensOnCodeReplay)
      world.grants.revoke(code.granted, world.switches.refreshLifetimeSeconds);
    throw new EsiaRefusal('007011');
  }
  checkVerifier(parameters, code.granted.request.challenge);
  code.used = true;
  return {
    granted: code.granted,
    person: livingPerson(world, code.granted),
    state: parameters.text('state'),
    withIdToken: true,
  };
}

/** Rule 9: a refresh token is used once; the answer carries the next one. @throws EsiaRefusal 007011 */
export function spendRefreshToken(world: World, client: Client, parameters: Parameters): TokenOrder {
  const token = parameters.text('refresh_token');
  const granted = world.grants.refresh(token);
  if (granted === undefined || !isBound(granted, client, parameters)) throw new EsiaRefusal('007011');
  world.grants.dropRefresh(token);
  return {
    granted,
    person: livingPerson(world, granted),
    state: parameters.text('state'),
    withIdToken: world.switches.idTokenOnRefresh,
  };
}

function isBound({ request }: Granted, client: Client, parameters: Parameters): boolean {
  return (
    request.client.clientId === client.clientId &&
    request.redirectUri === parameters.text('redirect_uri') &&
    request.scope === parameters.text('scope') &&
    request.scopeOrg === parameters.text('scope_org')
  );
}

function livingPerson(world: World, { session }: Granted): Person {
  const person = world.population.byOid(session.oid);
  if (person?.status !== 'REGISTERED') throw new EsiaRefusal('007011');
  return person;
}
