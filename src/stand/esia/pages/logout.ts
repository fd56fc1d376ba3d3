import { SESSION_COOKIE } from '../authorize/cookies.js';
import { isAllowedAddress } from '../checks/redirect-host.js';
import { type Exchange } from '../http/exchange.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';
import { errorPage, noticePage } from './error-page.js';

/**
 * `GET /idp/ext/Logout?client_id=…&redirect_url=…` (section 7; rule 17). The SSO session ends whatever else is wrong:
 * on a school's shared computer the next pupil must not enter as the previous one. `redirect_uri` is ignored here.
 */
export function logout(world: World, exchange: Exchange): void {
  const session = exchange.cookie(SESSION_COOKIE);
  if (session !== undefined) {
    world.sessions.close(session);
    exchange.setCookie(SESSION_COOKIE, '', 0);
    world.metrics.event('logout');
  }
  const parameters = exchange.query();
  const address = parameters.get('redirect_url');
  if (address === undefined) {
    exchange.html(200, noticePage('Вы вышли', 'Сеанс завершён. Эту страницу можно закрыть.'));
    return;
  }
  const client = world.clients.get(parameters.text('client_id'));
  const known = client !== undefined || !world.switches.logoutChecksHost;
  if (known && (!world.switches.logoutChecksHost || isAllowedAddress(address, client)))
    exchange.redirect(address);
  else {
    const refusal = new EsiaRefusal(client === undefined ? '007005' : '007023');
    world.metrics.refusal(refusal.code);
    exchange.html(400, errorPage('Вы вышли, но вернуться некуда', refusal.message));
  }
}
