import { randomUUID } from 'node:crypto';
import { checkClientGrant } from '../checks/client-grant.js';
import { checkClientSecret } from '../checks/client-secret.js';
import { checkDuplicates } from '../checks/duplicates.js';
import { checkMandatory, checkState } from '../checks/mandatory.js';
import { isAllowedAddress } from '../checks/redirect-host.js';
import { checkRequestTime } from '../checks/request-time.js';
import { checkOrgScope, checkScope } from '../checks/scope.js';
import { codeText, refreshText } from '../checks/signed-text.js';
import { type Client } from '../clients.js';
import { type Exchange } from '../http/exchange.js';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';
import { issueTokens, type TokenAnswer, type TokenOrder } from './issue-tokens.js';
import { spendCode, spendRefreshToken } from './spend.js';

const MANDATORY = [
  'client_id',
  'client_certificate_hash',
  'client_secret',
  'grant_type',
  'redirect_uri',
  'state',
  'timestamp',
  'token_type',
];

/** `POST /aas/oauth2/v3/te` (2.7, 3.3, 4.1): a form in, JSON out, also for refusals. */
export async function tokenEndpoint(world: World, exchange: Exchange): Promise<void> {
  let state: string | undefined;
  try {
    const parameters = await exchange.form();
    state = parameters.get('state');
    if (strikeFault(world, exchange)) return;
    const answer = exchangeTokens(world, parameters);
    const confused = world.faults.take('state-mismatch', 'token') !== undefined;
    exchange.json(200, confused ? { ...answer, state: randomUUID() } : answer);
  } catch (error) {
    if (!(error instanceof EsiaRefusal)) throw error;
    world.metrics.refusal(error.code);
    exchange.json(statusOf(error), {
      error: error.oauthError,
      error_description: error.message,
      ...(state === undefined ? {} : { state }),
    });
  }
}

const statusOf = ({ code }: EsiaRefusal): number => (code === '007007' ? 500 : code === '007008' ? 503 : 400);

/** Faults of the endpoint as a whole. True when the answer is already sent. @throws EsiaRefusal 007007, 007008 */
function strikeFault(world: World, exchange: Exchange): boolean {
  if (world.faults.take('server-error', 'token') !== undefined) throw new EsiaRefusal('007007');
  if (world.faults.take('unavailable', 'token') !== undefined) throw new EsiaRefusal('007008');
  if (world.faults.take('te-html') === undefined) return false;
  exchange.html(
    200,
    '<!DOCTYPE html><html lang="ru"><title>ЕСИА</title><body>Технические работы</body></html>',
  );
  return true;
}

function exchangeTokens(world: World, parameters: Parameters): TokenAnswer {
  checkDuplicates(parameters);
  checkMandatory(parameters, [...MANDATORY, ...materialOf(parameters)]);
  const known = world.clients.get(parameters.text('client_id'));
  if (!isAllowedAddress(parameters.text('redirect_uri'), known)) throw new EsiaRefusal('007023');
  checkState(parameters, world.switches);
  if (parameters.text('token_type') !== 'Bearer') throw new EsiaRefusal('007003');
  return issueTokens(world, redeem(world, parameters));
}

/** The parameter that a grant brings: `code` or `refresh_token`. */
function materialOf(parameters: Parameters): string[] {
  const grant = parameters.text('grant_type');
  if (grant === 'authorization_code') return ['code'];
  return grant === 'refresh_token' ? ['refresh_token'] : [];
}

function redeem(world: World, parameters: Parameters): TokenOrder {
  const clientId = parameters.text('client_id');
  switch (parameters.text('grant_type')) {
    case 'authorization_code': {
      const client = checkClientGrant(world, clientId, 'authorization_code');
      checkSigned(world, client, parameters, codeText(parameters));
      return spendCode(world, client, parameters);
    }
    case 'refresh_token': {
      const client = checkClientGrant(world, clientId, 'refresh_token');
      checkSigned(world, client, parameters, refreshText(parameters, world.switches));
      return spendRefreshToken(world, client, parameters);
    }
    case 'client_credentials':
      // Known to ESIA, but system tokens are given to consent and portal clients alone (2.7): not to ours.
      throw new EsiaRefusal('007005');
    default:
      throw new EsiaRefusal('007012');
  }
}

function checkSigned(world: World, client: Client, parameters: Parameters, signed: string): void {
  checkClientSecret(world, client, parameters, signed);
  checkRequestTime(world, parameters.text('timestamp'));
  checkScope(client, parameters);
  checkOrgScope(client, parameters);
}
