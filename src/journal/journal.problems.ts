import type { ProblemTexts } from '../platform/http/problem-catalog.js';

const TELL_THE_JOURNAL =
  'Сообщите номер обращения в поддержку электронного журнала: исправить это может только она.';

/** Problems of the e-journals' side. */
export const journalProblems = {
  JOURNAL_SIGN_IN_STALE: {
    kind: 'invalid',
    title: 'Вход нужно начать заново',
    detail:
      'Время входа истекло, вход уже завершён или начат в другом окне. Вернитесь в электронный журнал и нажмите «Войти» снова.',
  },
  JOURNAL_UNKNOWN: {
    kind: 'invalid',
    title: 'Электронный журнал не зарегистрирован',
    detail: `Вход начал журнал, которого нет в списке систем региона. ${TELL_THE_JOURNAL}`,
  },
  JOURNAL_ADDRESS_UNKNOWN: {
    kind: 'invalid',
    title: 'Неизвестный адрес возврата',
    detail: `Журнал просит вернуть вас на адрес, который не зарегистрирован. Вход остановлен. ${TELL_THE_JOURNAL}`,
  },
  JOURNAL_SIGN_IN_FAILED: {
    kind: 'invalid',
    title: 'Войти не удалось',
    detail: `Вернитесь в электронный журнал и начните вход заново. Если не получится снова: ${TELL_THE_JOURNAL.toLowerCase()}`,
  },
  INTERNAL_TOKEN_REQUIRED: {
    kind: 'unauthenticated',
    title: 'Нужен токен',
    detail:
      'Передайте Authorization: Bearer с токеном, полученным по client_credentials: scope internal у журнала, roster у загрузки контингента.',
  },
  INTERNAL_TOKEN_INVALID: {
    kind: 'unauthenticated',
    title: 'Токен не действует',
    detail:
      'Токен неизвестен, истёк или отозван, либо клиенту не открыт внутренний API. Получите новый и повторите.',
  },
  INTERNAL_SCOPE_MISSING: {
    kind: 'forbidden',
    title: 'Токену это не открыто',
    detail:
      'Нужен токен со scope {scope}: internal — у электронного журнала, roster — у источника контингента. Его получает клиент, зарегистрированный так у оператора.',
  },
  EVENT_CURSOR_TOO_OLD: {
    kind: 'gone',
    title: 'События до этого места уже не хранятся',
    detail:
      'События хранятся 90 дней, часть после вашего cursor уже удалена. Сверьте учётные записи по /internal/v1/policy и читайте ленту с cursor={oldest}.',
  },
  EVENT_CURSOR_UNKNOWN: {
    kind: 'invalid',
    title: 'Такого места в ленте нет',
    detail:
      'В ленте вашей системы {last} событий, cursor дальше конца. Передайте next_cursor прошлого ответа.',
  },
  POLICY_CURSOR_UNKNOWN: {
    kind: 'invalid',
    title: 'Такого cursor нет',
    detail: 'Этот cursor мы не давали. Запросите /internal/v1/policy без cursor и соберите данные заново.',
  },
  WEBHOOK_NOT_REGISTERED: {
    kind: 'conflict',
    title: 'Вызовы не настроены',
    detail:
      'У вашей системы нет webhook_uri: повторить вызовы некуда. Читайте ленту GET /internal/v1/events или попросите оператора зарегистрировать адрес.',
  },
} satisfies ProblemTexts;
