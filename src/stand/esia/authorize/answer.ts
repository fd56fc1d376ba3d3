import { randomUUID } from 'node:crypto';
import { type Exchange } from '../http/exchange.js';
import { errorPage } from '../pages/error-page.js';
import { type Person } from '../population/person.js';
import { type EsiaRefusal } from '../refusal.js';
import { type Session } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { codeClaims } from '../token/claims.js';
import { signToken, tokenHeader } from '../token/jwt.js';
import { type AuthorizeRequest } from '../state/accepted-request.js';

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(parameters).toString()}`;
}

/** The state that goes back, or another one when that fault is ordered. */
function returnedState(world: World, state: string): string {
  return world.faults.take('state-mismatch', 'authorize') === undefined ? state : randomUUID();
}

/** `302 redirect_uri?code=…&state=…` (3.1): the end of every good way through the pages. */
export function answerWithCode(
  world: World,
  exchange: Exchange,
  request: AuthorizeRequest,
  person: Person,
  session: Session,
): void {
  const key = world.keys.key(request.client.tokenAlgorithm);
  const subject = { person, request, session, now: world.clock.seconds() };
  const code = signToken(
    { header: tokenHeader(key, 'authorization_code'), claims: codeClaims(world, subject) },
    key,
  );
  world.grants.addCode(code, request, session);
  world.metrics.event('code');
  const state = returnedState(world, request.state);
  exchange.redirect(withParameters(request.redirectUri, { code, state }));
}

/** Where a refusal goes: `address` null means that no address can be trusted. */
export interface RefusalTarget {
  readonly address: string | null;
  readonly state: string | undefined;
}

/** `302 redirect_uri?error_description=…&state=…&error=…`, in this order (3.2); a page when there is nowhere to go. */
export function answerRefusal(
  world: World,
  exchange: Exchange,
  refusal: EsiaRefusal,
  { address, state }: RefusalTarget,
): void {
  world.metrics.refusal(refusal.code);
  if (address === null || refusal.code === '007023') {
    exchange.html(400, errorPage('Невозможно выполнить вход', refusal.message));
    return;
  }
  exchange.redirect(
    withParameters(address, {
      error_description: refusal.message,
      ...(state === undefined ? {} : { state: returnedState(world, state) }),
      error: refusal.oauthError,
    }),
  );
}
