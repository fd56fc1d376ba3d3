import { checkClientGrant } from '../checks/client-grant.js';
import { checkClientSecret } from '../checks/client-secret.js';
import { checkDuplicates } from '../checks/duplicates.js';
import { checkMandatory, checkState } from '../checks/mandatory.js';
import { readPermissions } from '../checks/permissions.js';
import { readChallenge } from '../checks/pkce.js';
import { isAllowedAddress } from '../checks/redirect-host.js';
import { checkRequestTime } from '../checks/request-time.js';
import { checkOrgScope, checkScope } from '../checks/scope.js';
import { authorizeText } from '../checks/signed-text.js';
import { readPersonFilter, readTypeAndRoles } from '../checks/user-filters.js';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type AuthorizeRequest } from '../state/accepted-request.js';
import { type World } from '../state/world.js';

/** `scope` is not among them: its absence has a code of its own, 007013 (rule 7). */
const MANDATORY = [
  'client_id',
  'client_certificate_hash',
  'client_secret',
  'redirect_uri',
  'response_type',
  'state',
  'access_type',
  'timestamp',
];

/** Where a refusal may be sent: the request's own address, if it is one and the client may use it; else null. */
export function returnAddress(world: World, parameters: Parameters): string | null {
  const [address, ...others] = parameters.all('redirect_uri');
  const client = world.clients.get(parameters.text('client_id'));
  return address !== undefined && others.length === 0 && isAllowedAddress(address, client) ? address : null;
}

/** All checks of `/v2/ac`, in ESIA's order (rule 2). @throws EsiaRefusal */
export function readAuthorizeRequest(world: World, parameters: Parameters): AuthorizeRequest {
  const { switches } = world;
  checkDuplicates(parameters);
  checkMandatory(parameters, MANDATORY);
  if (returnAddress(world, parameters) === null) throw new EsiaRefusal('007023');
  checkState(parameters, switches);
  const client = checkClientGrant(world, parameters.text('client_id'), 'authorization_code');
  checkClientSecret(world, client, parameters, authorizeText(parameters));
  checkRequestTime(world, parameters.text('timestamp'));
  if (parameters.text('response_type') !== 'code') throw new EsiaRefusal('007009');
  const scopes = checkScope(client, parameters);
  const orgScopes = checkOrgScope(client, parameters);
  const accessType = parameters.text('access_type');
  if (accessType !== 'online' && accessType !== 'offline') throw new EsiaRefusal('007003');
  return {
    client,
    redirectUri: parameters.text('redirect_uri'),
    state: parameters.text('state'),
    scope: parameters.text('scope'),
    scopeOrg: parameters.text('scope_org'),
    scopes,
    orgScopes,
    offline: accessType === 'offline',
    challenge: readChallenge(parameters, switches),
    personFilter: readPersonFilter(parameters),
    ...readTypeAndRoles(parameters, switches),
    permissions: readPermissions(parameters, client),
  };
}
