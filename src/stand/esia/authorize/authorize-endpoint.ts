import { type Exchange } from '../http/exchange.js';
import { Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';
import { answerRefusal, answerWithCode, type RefusalTarget } from './answer.js';
import { type AuthorizeRequest } from '../state/accepted-request.js';
import { readAuthorizeRequest, returnAddress } from './authorize-request.js';
import { AUTO_LOGIN } from './cookies.js';
import { admitPerson, beginAttempt, continueSignedIn, signedIn } from './sign-in.js';

/** `GET /aas/oauth2/v2/ac` (2.3): checks first, pages after; refusals go back at once, before any page (3.2). */
export function authorizeEndpoint(world: World, exchange: Exchange): void {
  let target: RefusalTarget = { address: null, state: undefined };
  try {
    const parameters = exchange.query();
    target = { address: returnAddress(world, parameters), state: parameters.get('state') };
    if (world.faults.take('server-error', 'authorize') !== undefined) throw new EsiaRefusal('007007');
    if (world.faults.take('unavailable', 'authorize') !== undefined) throw new EsiaRefusal('007008');
    proceed(world, exchange, readAuthorizeRequest(world, parameters));
  } catch (error) {
    if (!(error instanceof EsiaRefusal)) throw error;
    answerRefusal(world, exchange, error, target);
  }
}

function proceed(world: World, exchange: Exchange, request: AuthorizeRequest): void {
  if (world.autoLogin && answerWithoutPages(world, exchange, request)) return;
  const session = signedIn(world, exchange);
  if (session !== undefined) {
    continueSignedIn(world, exchange, request, session);
    return;
  }
  const attempt = beginAttempt(world, exchange, request);
  exchange.redirect(`/login?attempt=${attempt.id}`);
}

/** Stand only: the person of the header or cookie is signed in without pages; who they are is still checked. */
function answerWithoutPages(world: World, exchange: Exchange, request: AuthorizeRequest): boolean {
  const login = exchange.header(AUTO_LOGIN) || exchange.cookie(AUTO_LOGIN);
  if (login === undefined || login === '') return false;
  const person = world.population.byLogin(Parameters.parse(`login=${login}`).text('login'));
  if (person?.status !== 'REGISTERED') throw new EsiaRefusal('007004');
  admitPerson(world, request, person);
  const session = world.sessions.open(
    { oid: person.oid, authTime: world.clock.seconds(), secondFactor: person.otp !== null },
    world.switches.sessionLifetimeSeconds,
  );
  answerWithCode(world, exchange, request, person, session);
  return true;
}
