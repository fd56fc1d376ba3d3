import { randomUUID } from 'node:crypto';
import { ask, type Check, expectStatus, expectThat } from './check.js';

const DECISIONS = 'sign-in-decisions';
const KNOWN = [
  ...['allow', 'allow_with_warning', 'require_linking', 'deny_brownout', 'deny_unused', 'deny_cutover'],
  ...['deny_unknown', 'deny_locked'],
];
const FIELDS = [
  ...['decision', 'code', 'text', 'until', 'cutover_on', 'days_left', 'skips_left', 'link_url'],
  ...['retry_after', 'cache_seconds'],
];

const SERVER = 'это ошибка сервера: пришлите оператору вывод проверки и X-Request-Id';

/** «Сервер журнала» and «Решение о входе по паролю». */
export const DECISION_CHECKS: readonly Check[] = [
  {
    title: 'без токена /internal/v1 закрыт: 401 и WWW-Authenticate: Bearer',
    mend: 'проверьте, что issuer ведёт на сервер, а не на прокси, который отвечает сам',
    holds: async (subject) => {
      const answer = await ask(subject, DECISIONS, { body: {}, token: null });
      expectStatus(answer, 401);
      const challenge = answer.headers.get('www-authenticate');
      expectThat(challenge?.startsWith('Bearer') === true, 'нет WWW-Authenticate');
    },
  },
  {
    title: 'токен открывает решения; ответ — все поля описания, срок хранения от 0 до 60 секунд',
    mend: 'нужны internal_api у клиента и scope internal у токена; client_id равен коду вашей системы в данных региона',
    holds: async (subject) => {
      const answer = await ask(subject, DECISIONS, { body: { account: subject.account, channel: 'web' } });
      expectStatus(answer, 200);
      const missing = FIELDS.filter((field) => !(field in answer.body));
      expectThat(missing.length === 0, `нет полей: ${missing.join(', ')}`);
      const decision = String(answer.body['decision']);
      expectThat(KNOWN.includes(decision), `неизвестное решение ${decision}`);
      const seconds = Number(answer.body['cache_seconds']);
      expectThat(seconds >= 0 && seconds <= 60, `cache_seconds = ${seconds}`);
    },
  },
  {
    title: 'всё, кроме allow, приходит с кодом и русским текстом для человека',
    mend: SERVER,
    holds: async (subject) => {
      const asked = await Promise.all(
        [0, 1000].map((skips_used) =>
          ask(subject, DECISIONS, { body: { account: subject.account, channel: 'mobile', skips_used } }),
        ),
      );
      for (const answer of asked) {
        expectStatus(answer, 200);
        const { decision, code, text } = answer.body;
        const isPlain = decision === 'allow';
        expectThat(isPlain === (code === null), 'код есть не там, где нужен');
        expectThat(isPlain || /[а-яё]/i.test(String(text)), 'нет текста для человека');
      }
    },
  },
  {
    title: 'запись, которой у нас нет, получает allow или deny_unknown, но не ошибку',
    mend: SERVER,
    holds: async (subject) => {
      const answer = await ask(subject, DECISIONS, {
        body: { account: `contract-${randomUUID()}`, channel: 'api' },
      });
      expectStatus(answer, 200);
      const decision = String(answer.body['decision']);
      expectThat(['allow', 'deny_unknown'].includes(decision), `решение ${decision}`);
    },
  },
  {
    title: 'ошибка в поле — 400 VALIDATION_FAILED, поле названо, сказано, что исправить',
    mend: SERVER,
    holds: async (subject) => {
      const answer = await ask(subject, DECISIONS, { body: { account: subject.account, channel: 'fax' } });
      expectStatus(answer, 400);
      expectThat(answer.body['code'] === 'VALIDATION_FAILED', `код ${String(answer.body['code'])}`);
      const errors = answer.body['errors'] as readonly { readonly field?: string }[] | undefined;
      expectThat(errors?.[0]?.field === 'channel', 'поле channel не названо');
    },
  },
  {
    title: 'ваш X-Request-Id возвращается в ответе и в ошибке',
    mend: 'если между вами и сервером прокси, он должен пропускать X-Request-Id в обе стороны',
    holds: async (subject) => {
      const requestId = randomUUID();
      const asked = { body: {}, headers: { 'x-request-id': requestId } };
      const { headers, body } = await ask(subject, DECISIONS, asked);
      expectThat(headers.get('x-request-id') === requestId, 'в заголовке другой номер');
      expectThat(body['request_id'] === requestId, 'в теле ошибки другой номер');
    },
  },
  {
    title: 'событие входа принимается один раз, сколько бы раз его ни прислали',
    mend: 'часы вашего сервера должны идти верно (событие не старше 90 дней и не из будущего), запись — быть загружена',
    holds: async (subject) => {
      const event = {
        ...{ id: randomUUID(), account: subject.account, at: new Date().toISOString() },
        ...{ method: 'other', channel: 'integration', succeeded: false },
      };
      const first = await ask(subject, 'sign-in-events', { body: { events: [event] } });
      expectStatus(first, 200);
      expectThat(first.body['accepted'] === 1, 'первое событие не принято');
      const { body } = await ask(subject, 'sign-in-events', { body: { events: [event] } });
      expectThat(body['accepted'] === 0 && body['repeated'] === 1, 'повтор принят как новое');
    },
  },
];
