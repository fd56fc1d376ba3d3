import { type Exchange } from '../http/exchange.js';
import { type Parameters } from '../http/parameters.js';
import { BROWSER_COOKIE } from '../authorize/cookies.js';
import { completeSignIn } from '../authorize/sign-in.js';
import { type Attempt } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { noticePage } from './error-page.js';
import { errorNote, escapeHtml, page } from './page.js';

/** The attempt that a page belongs to, in the same browser; the answer is already sent when there is none. */
export function findAttempt(world: World, exchange: Exchange, parameters: Parameters): Attempt | null {
  const attempt = world.sessions.attempt(parameters.text('attempt'), exchange.cookie(BROWSER_COOKIE));
  if (attempt !== undefined) return attempt;
  exchange.html(
    400,
    noticePage('Время входа истекло', 'Вернитесь в систему, из которой вы пришли, и начните вход заново.'),
  );
  return null;
}

function loginPage(attempt: Attempt, login: string, error: string | null): string {
  return page(
    'Вход',
    `<h1>Вход</h1>
<p class="quiet">Для перехода в «${escapeHtml(attempt.request.client.name)}»</p>
${errorNote(error)}
<form method="post" action="/login">
<input type="hidden" name="attempt" value="${attempt.id}">
<label for="login">Логин</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
<label for="password">Пароль</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Войти</button>
</form>`,
  );
}

/** `GET /login` */
export function showLogin(world: World, exchange: Exchange): void {
  const attempt = findAttempt(world, exchange, exchange.query());
  if (attempt !== null) exchange.html(200, loginPage(attempt, '', null));
}

/** `POST /login`: the first factor. */
export async function submitLogin(world: World, exchange: Exchange): Promise<void> {
  const form = await exchange.form();
  const attempt = findAttempt(world, exchange, form);
  if (attempt === null) return;
  const login = form.text('login');
  const person = world.population.byLogin(login);
  if (person?.password !== form.text('password')) {
    world.metrics.event('wrong-password');
    exchange.html(
      200,
      loginPage(attempt, login, 'Неверный логин или пароль. Проверьте раскладку и введите их ещё раз.'),
    );
  } else if (person.status === 'DELETED') {
    exchange.html(200, loginPage(attempt, login, 'Эта учётная запись удалена. Войти с ней нельзя.'));
  } else if (person.otp !== null) {
    attempt.passwordOf = person.oid;
    exchange.redirect(`/login/otp?attempt=${attempt.id}`);
  } else {
    completeSignIn(world, exchange, attempt, person);
  }
}
