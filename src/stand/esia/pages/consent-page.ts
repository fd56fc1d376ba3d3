import { answerRefusal } from '../authorize/answer.js';
import { consentNames, continueSignedIn, signedIn } from '../authorize/sign-in.js';
import { type Exchange } from '../http/exchange.js';
import { type Person } from '../population/person.js';
import { EsiaRefusal } from '../refusal.js';
import { PERSON_SCOPES } from '../scopes.js';
import { type Attempt } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { findAttempt } from './login-page.js';
import { escapeHtml, page } from './page.js';

function consentPage({ id, request }: Attempt, person: Person): string {
  const rights = [
    ...request.scopes.map((name) => PERSON_SCOPES[name] ?? name),
    ...(request.orgScopes.length > 0 ? ['Сведения об организации, в которой вы работаете'] : []),
    ...request.permissions.map(
      ({ sysname, responsibleObject }) =>
        `Согласие «${sysname}»${responsibleObject === null ? '' : `: ${responsibleObject}`}`,
    ),
  ];
  return page(
    'Предоставление прав доступа',
    `<h1>Предоставление прав доступа</h1>
<p>${escapeHtml(`${person.lastName} ${person.firstName}`)}, система «${escapeHtml(request.client.name)}» запрашивает доступ к вашим данным:</p>
<ul>
${rights.map((right) => `<li>${escapeHtml(right)}</li>`).join('\n')}
</ul>
<form method="post" action="/consent">
<input type="hidden" name="attempt" value="${id}">
<button type="submit" name="decision" value="grant">Предоставить</button>
<button type="submit" name="decision" value="refuse" class="second">Отказать</button>
</form>`,
  );
}

/** `GET /consent` */
export function showConsent(world: World, exchange: Exchange): void {
  const attempt = findAttempt(world, exchange, exchange.query());
  if (attempt === null) return;
  const session = signedIn(world, exchange);
  const person = world.population.byOid(session?.oid ?? '');
  if (person === undefined) exchange.redirect(`/login?attempt=${attempt.id}`);
  else exchange.html(200, consentPage(attempt, person));
}

/** `POST /consent`: «Отказать» is access_denied 007004 (rule 10). */
export async function submitConsent(world: World, exchange: Exchange): Promise<void> {
  const form = await exchange.form();
  const attempt = findAttempt(world, exchange, form);
  if (attempt === null) return;
  const session = signedIn(world, exchange);
  const { request } = attempt;
  if (session === undefined) {
    exchange.redirect(`/login?attempt=${attempt.id}`);
  } else if (form.text('decision') === 'grant') {
    world.sessions.consent(session.oid, request.client.clientId, consentNames(request));
    world.metrics.event('consent');
    continueSignedIn(world, exchange, request, session, attempt);
  } else {
    world.sessions.end(attempt);
    const target = { address: request.redirectUri, state: request.state };
    answerRefusal(world, exchange, new EsiaRefusal('007004'), target);
  }
}
