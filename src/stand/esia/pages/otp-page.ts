import { completeSignIn } from '../authorize/sign-in.js';
import { type Exchange } from '../http/exchange.js';
import { type Attempt } from '../state/sessions.js';
import { type World } from '../state/world.js';
import { findAttempt } from './login-page.js';
import { errorNote, page } from './page.js';

const FAILURES_ALLOWED = 5;

function otpPage(attempt: Attempt, error: string | null): string {
  return page(
    'Код подтверждения',
    `<h1>Введите код</h1>
<p class="quiet">Код подтверждения отправлен на ваш номер телефона. На учебном стенде он указан в карточке человека.</p>
${errorNote(error)}
<form method="post" action="/login/otp">
<input type="hidden" name="attempt" value="${attempt.id}">
<label for="code">Код подтверждения</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required>
<button type="submit">Подтвердить</button>
</form>`,
  );
}

/** `GET /login/otp` */
export function showOtp(world: World, exchange: Exchange): void {
  const attempt = findAttempt(world, exchange, exchange.query());
  if (attempt === null) return;
  if (attempt.passwordOf === undefined) exchange.redirect(`/login?attempt=${attempt.id}`);
  else exchange.html(200, otpPage(attempt, null));
}

/** `POST /login/otp`: the second factor; after five wrong codes the password is asked for again. */
export async function submitOtp(world: World, exchange: Exchange): Promise<void> {
  const form = await exchange.form();
  const attempt = findAttempt(world, exchange, form);
  if (attempt === null) return;
  const person = world.population.byOid(attempt.passwordOf ?? '');
  if (person === undefined) {
    exchange.redirect(`/login?attempt=${attempt.id}`);
  } else if (form.text('code').trim() === person.otp) {
    completeSignIn(world, exchange, attempt, person);
  } else if (++attempt.otpFailures >= FAILURES_ALLOWED) {
    delete attempt.passwordOf;
    attempt.otpFailures = 0;
    exchange.redirect(`/login?attempt=${attempt.id}`);
  } else {
    exchange.html(200, otpPage(attempt, 'Неверный код. Введите код ещё раз.'));
  }
}
