import { randomUUID } from 'node:crypto';
import { checkPersonFilter, checkTypeAndRoles } from '../checks/user-filters.js';
import { type Exchange } from '../http/exchange.js';
import { type Person } from '../population/person.js';
import { EsiaRefusal } from '../refusal.js';
import { readOrgScope } from '../scopes.js';
import { type Attempt, type Session } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { answerRefusal, answerWithCode } from './answer.js';
import { type AuthorizeRequest } from '../state/accepted-request.js';
import { BROWSER_COOKIE, SESSION_COOKIE } from './cookies.js';

/** The browser's living session of a living account. */
export function signedIn(world: World, exchange: Exchange): Session | undefined {
  const session = world.sessions.session(exchange.cookie(SESSION_COOKIE));
  const person = session === undefined ? undefined : world.population.byOid(session.oid);
  return person?.status === 'REGISTERED' ? session : undefined;
}

/** Keeps the request while its user is on the pages, bound to the browser by a cookie. */
export function beginAttempt(world: World, exchange: Exchange, request: AuthorizeRequest): Attempt {
  const known = exchange.cookie(BROWSER_COOKIE);
  const browser = known ?? randomUUID();
  if (known === undefined) exchange.setCookie(BROWSER_COOKIE, browser);
  return world.sessions.begin(request, browser);
}

/** Opens the SSO session after the last factor and goes on with the attempt. */
export function completeSignIn(world: World, exchange: Exchange, attempt: Attempt, person: Person): void {
  const session = world.sessions.open(
    { oid: person.oid, authTime: world.clock.seconds(), secondFactor: attempt.passwordOf !== undefined },
    world.switches.sessionLifetimeSeconds,
  );
  exchange.setCookie(SESSION_COOKIE, session.id, world.switches.sessionLifetimeSeconds);
  world.metrics.event('login');
  continueSignedIn(world, exchange, attempt.request, session, attempt);
}

/** What the person must allow the client: scopes, and consents by their mnemonics. */
export function consentNames({ scopes, orgScopes, permissions }: AuthorizeRequest): string[] {
  return [...scopes, ...orgScopes, ...permissions.map(({ sysname }) => `consent:${sysname}`)];
}

/** Rules 10 and 12, and what else depends on the person. @throws EsiaRefusal */
export function admitPerson(world: World, request: AuthorizeRequest, person: Person): void {
  checkPersonFilter(request.personFilter, person, world.switches);
  checkTypeAndRoles(request.objType, request.roles, person);
  if (person.level === 'KD' && !person.parentalConsent)
    throw new EsiaRefusal(world.switches.childWithoutConsentCode);
  for (const item of request.orgScopes) {
    const orgOid = readOrgScope(item)?.orgOid;
    if (typeof orgOid === 'string' && !person.roles.some((role) => role.orgOid === orgOid))
      throw new EsiaRefusal('007194');
  }
}

/** From a signed-in person to the consent page, or straight to the code when all was allowed before (rule 10). */
export function continueSignedIn(
  world: World,
  exchange: Exchange,
  request: AuthorizeRequest,
  session: Session,
  begun?: Attempt,
): void {
  const target = { address: request.redirectUri, state: request.state };
  try {
    const person = world.population.byOid(session.oid);
    if (person === undefined) throw new EsiaRefusal('007004');
    admitPerson(world, request, person);
    if (!world.sessions.hasConsent(person.oid, request.client.clientId, consentNames(request))) {
      const attempt = begun ?? beginAttempt(world, exchange, request);
      exchange.redirect(`/consent?attempt=${attempt.id}`);
      return;
    }
    if (begun !== undefined) world.sessions.end(begun);
    answerWithCode(world, exchange, request, person, session);
  } catch (error) {
    if (!(error instanceof EsiaRefusal)) throw error;
    answerRefusal(world, exchange, error, target);
  }
}
