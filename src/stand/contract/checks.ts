import { randomUUID } from 'node:crypto';

/** What the checks are made with: our server, the vendor's token, an account of the vendor's that is loaded. */
export interface Subject {
  /** Root of the server, e.g. `http://localhost:8080`. */
  readonly server: string;
  readonly token: string;
  readonly account: string;
}

/** One promise of docs/integration.md; `holds` throws a {@link Fault} when it is not kept. */
export interface Check {
  /** What is promised, in Russian. */
  readonly title: string;
  readonly holds: (subject: Subject) => Promise<void>;
}

/** Why a check failed, in words for the vendor's engineer. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

const DECISIONS = '/internal/v1/sign-in-decisions';
const EVENTS = '/internal/v1/sign-in-events';
const KNOWN = [
  ...['allow', 'allow_with_warning', 'require_linking', 'deny_brownout', 'deny_unused', 'deny_cutover'],
  ...['deny_unknown', 'deny_locked'],
];
const FIELDS = [
  ...[
    'decision',
    'code',
    'text',
    'until',
    'cutover_on',
    'days_left',
    'skips_left',
    'link_url',
    'retry_after',
  ],
  'cache_seconds',
];

/** The promises that a journal lives by, in the order in which an engineer meets them. */
export const CHECKS: readonly Check[] = [
  {
    title: 'без токена /internal/v1 закрыт: 401 и WWW-Authenticate: Bearer',
    holds: async (subject) => {
      const { status, headers } = await send({ ...subject, token: null }, DECISIONS, {});
      expectThat(status === 401, `ждали 401, пришло ${status}`);
      expectThat(headers.get('www-authenticate')?.startsWith('Bearer') === true, 'нет WWW-Authenticate');
    },
  },
  {
    title: 'токен открывает решения; ответ — все поля описания, срок хранения от 0 до 60 секунд',
    holds: async (subject) => {
      const { status, body } = await send(subject, DECISIONS, { account: subject.account, channel: 'web' });
      expectThat(status === 200, `ждали 200, пришло ${status}`);
      const missing = FIELDS.filter((field) => !(field in body));
      expectThat(missing.length === 0, `нет полей: ${missing.join(', ')}`);
      expectThat(KNOWN.includes(String(body['decision'])), `неизвестное решение ${String(body['decision'])}`);
      const seconds = Number(body['cache_seconds']);
      expectThat(seconds >= 0 && seconds <= 60, `cache_seconds = ${seconds}`);
    },
  },
  {
    title: 'всё, кроме allow, приходит с кодом и русским текстом для человека',
    holds: async (subject) => {
      const asked = await Promise.all(
        [0, 1000].map((skips_used) =>
          send(subject, DECISIONS, { account: subject.account, channel: 'mobile', skips_used }),
        ),
      );
      for (const { body } of asked) {
        const isPlain = body['decision'] === 'allow';
        expectThat(isPlain === (body['code'] === null), 'код есть не там, где нужен');
        expectThat(isPlain || /[а-яё]/i.test(String(body['text'])), 'нет текста для человека');
      }
    },
  },
  {
    title: 'запись, которой у нас нет, получает allow или deny_unknown, но не ошибку',
    holds: async (subject) => {
      const call = { account: `contract-${randomUUID()}`, channel: 'api' };
      const { status, body } = await send(subject, DECISIONS, call);
      expectThat(status === 200, `ждали 200, пришло ${status}`);
      const decision = String(body['decision']);
      expectThat(['allow', 'deny_unknown'].includes(decision), `решение ${decision}`);
    },
  },
  {
    title: 'ошибка в поле — 400 VALIDATION_FAILED, поле названо, сказано, что исправить',
    holds: async (subject) => {
      const { status, body } = await send(subject, DECISIONS, { account: subject.account, channel: 'fax' });
      expectThat(status === 400 && body['code'] === 'VALIDATION_FAILED', `пришло ${status}`);
      const errors = body['errors'] as readonly { readonly field?: string }[] | undefined;
      expectThat(errors?.[0]?.field === 'channel', 'поле channel не названо');
    },
  },
  {
    title: 'ваш X-Request-Id возвращается в ответе и в ошибке',
    holds: async (subject) => {
      const requestId = randomUUID();
      const { headers, body } = await send(subject, DECISIONS, {}, { 'x-request-id': requestId });
      expectThat(headers.get('x-request-id') === requestId, 'в заголовке другой номер');
      expectThat(body['request_id'] === requestId, 'в теле ошибки другой номер');
    },
  },
  {
    title: 'событие входа принимается один раз, сколько бы раз его ни прислали',
    holds: async (subject) => {
      const event = {
        ...{ id: randomUUID(), account: subject.account, at: new Date().toISOString() },
        ...{ method: 'other', channel: 'integration', succeeded: false },
      };
      const first = await send(subject, EVENTS, { events: [event] });
      expectThat(first.status === 200, `ждали 200, пришло ${first.status}`);
      expectThat(first.body['accepted'] === 1, 'первое событие не принято');
      const second = await send(subject, EVENTS, { events: [event] });
      expectThat(second.body['accepted'] === 0 && second.body['repeated'] === 1, 'повтор принят как новое');
    },
  },
];

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function send(
  { server, token }: { readonly server: string; readonly token: string | null },
  path: string,
  body: object,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(server + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...more,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const { status, headers } = answer;
  return { status, headers, body: (await answer.json()) as Record<string, unknown> };
}

function expectThat(isSo: boolean, why: string): asserts isSo {
  if (!isSo) throw new Fault(why);
}
