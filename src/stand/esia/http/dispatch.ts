import { setTimeout as wait } from 'node:timers/promises';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { errorPage, noticePage } from '../pages/error-page.js';
import { EsiaRefusal } from '../refusal.js';
import { type World } from '../state/world.js';
import { BodyTooLarge, Exchange } from './exchange.js';
import { ROUTES, type Route } from './routes.js';

const DEFAULT_DELAY_MS = 5_000;

/** Answers one request. Never rejects: what nobody foresaw is a 500 without details. */
export async function dispatch(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const matching = ROUTES.filter((route) => route.path.test(path));
  const route = matching.find(({ method }) => method === request.method || method === 'ANY');
  const groups = route?.path.exec(path)?.slice(1) ?? [];
  const exchange = new Exchange(request, response, groups);
  // Some clients take ESIA's time from this header (section 10), so it follows the shifted clock.
  response.setHeader('Date', world.clock.now().toUTCString());
  if (route === undefined) {
    world.metrics.request('unknown');
    if (matching.length > 0) exchange.html(405, noticePage('Метод не поддерживается', 'Проверьте запрос.'));
    else exchange.html(404, noticePage('Нет такой страницы', 'Проверьте адрес.'));
    return;
  }
  try {
    if (route.name !== 'control') world.metrics.request(route.name);
    if (await strikeConnection(world, route, request)) return;
    await route.handle(world, exchange);
  } catch (error) {
    answerFailure(exchange, error);
  }
}

/** Faults of the connection: slow answers and drops (rule 15). True when the connection is gone. */
async function strikeConnection(
  world: World,
  { endpoint }: Route,
  request: IncomingMessage,
): Promise<boolean> {
  if (endpoint === undefined) return false;
  const slow = world.faults.take('slow', endpoint);
  if (slow !== undefined) await wait(slow.delayMs ?? DEFAULT_DELAY_MS);
  if (world.faults.take('drop', endpoint) === undefined) return false;
  request.socket.destroy();
  return true;
}

function answerFailure(exchange: Exchange, error: unknown): void {
  if (exchange.response.headersSent) {
    exchange.response.destroy();
  } else if (error instanceof EsiaRefusal) {
    exchange.html(400, errorPage('Невозможно выполнить вход', error.message));
  } else if (error instanceof BodyTooLarge) {
    exchange.html(413, noticePage('Слишком большой запрос', 'Тело запроса больше 1 МиБ.'));
  } else {
    console.error('emulator of ESIA: unexpected failure', error instanceof Error ? error.stack : error);
    exchange.html(500, errorPage('Ошибка', 'ESIA-007007'));
  }
}
