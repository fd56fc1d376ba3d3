import type { DomainErrorKind, DomainFacts } from '../../kernel/domain-error.js';

/** A rule's refusal, or what only HTTP knows: a fault of ours, an address that has no such method. */
export type ProblemKind = DomainErrorKind | 'internal' | 'wrong_method';

/** What people read of one problem code; `{name}` in the detail is filled from the facts. */
export interface ProblemText {
  readonly kind: ProblemKind;
  readonly title: string;
  readonly detail: string;
}

/** Problem texts by stable code; each context brings its own, docs/problems.md lists them all. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>;

/** The catalogue of the whole application, put together in the composition root. */
export class ProblemCatalog {
  constructor(private readonly texts: ProblemTexts) {}

  find(code: string): ProblemText | undefined {
    return Object.hasOwn(this.texts, code) ? this.texts[code] : undefined;
  }
}

/** HTTP status of each kind of error. */
export const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  precondition_required: 428,
  too_many: 429,
  internal: 500,
  unavailable: 503,
};

/** Fills `{name}` from the facts; a fact that is missing leaves a dash, never the braces. */
export function fillText(text: string, facts: DomainFacts): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    return fact === undefined || fact === null ? '—' : String(fact);
  });
}

/** Problems of the technique itself. */
export const platformProblems: ProblemTexts = {
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    title: 'Ключ повтора уже использован',
    detail: 'С этим Idempotency-Key уже приходил другой запрос. Для нового запроса возьмите новый ключ.',
  },
  IDEMPOTENT_REQUEST_RUNNING: {
    kind: 'conflict',
    title: 'Этот запрос ещё исполняется',
    detail:
      'Запрос с этим Idempotency-Key уже пришёл и ещё не закончен. Повторите его через несколько секунд.',
  },
  IDEMPOTENT_ANSWER_UNSAID: {
    kind: 'conflict',
    title: 'Запрос уже исполнен',
    detail:
      'Запрос с этим Idempotency-Key исполнен, но его ответ второй раз не показывается. Откройте запись и проверьте.',
  },
  VALIDATION_FAILED: {
    kind: 'invalid',
    title: 'Данные заполнены неверно',
    detail: 'Исправьте указанные поля и отправьте запрос снова.',
  },
  MALFORMED_REQUEST: {
    kind: 'invalid',
    title: 'Запрос не читается',
    detail: 'Тело запроса должно быть правильным JSON в кодировке UTF-8.',
  },
  UNAUTHENTICATED: {
    kind: 'unauthenticated',
    title: 'Нужно войти',
    detail: 'Войдите через Госуслуги и повторите действие.',
  },
  FORBIDDEN: {
    kind: 'forbidden',
    title: 'Нет права на это действие',
    detail: 'Обратитесь к тому, кто назначает роли в вашей организации.',
  },
  NOT_FOUND: {
    kind: 'not_found',
    title: 'Не найдено',
    detail: 'Такого адреса или записи нет, либо она не в вашей области.',
  },
  METHOD_NOT_ALLOWED: {
    kind: 'wrong_method',
    title: 'Неподходящий метод запроса',
    detail: 'По этому адресу принимаются другие методы HTTP: они названы в заголовке Allow и в описании API.',
  },
  CONFLICT: {
    kind: 'conflict',
    title: 'Состояние изменилось',
    detail: 'Кто-то изменил эти данные раньше вас. Обновите страницу и повторите.',
  },
  PRECONDITION_FAILED: {
    kind: 'precondition_failed',
    title: 'Запись уже изменилась',
    detail:
      'Пока вы смотрели, её изменил другой человек или система. Откройте её снова, проверьте и повторите.',
  },
  PRECONDITION_REQUIRED: {
    kind: 'precondition_required',
    title: 'Не сказано, какую запись вы видели',
    detail: 'Передайте в заголовке If-Match значение ETag, полученное при открытии записи.',
  },
  TOO_LARGE: {
    kind: 'too_large',
    title: 'Слишком большой запрос',
    detail: 'Уменьшите размер файла или запроса.',
  },
  TOO_MANY_REQUESTS: {
    kind: 'too_many',
    title: 'Слишком много запросов',
    detail: 'Попыток подряд слишком много. Повторите через {wait}.',
  },
  UNAVAILABLE: {
    kind: 'unavailable',
    title: 'Временно недоступно',
    detail: 'Повторите через несколько минут.',
  },
  INTERNAL_ERROR: {
    kind: 'internal',
    title: 'Внутренняя ошибка',
    detail: 'Мы уже знаем о сбое. Повторите позже; для поддержки назовите номер обращения {request_id}.',
  },
};
