import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of exemptions, refusals of ESIA, re-enabled and ordered passwords. */
export const overlayProblems: ProblemTexts = {
  EXEMPTION_TARGET_WRONG: {
    kind: 'invalid',
    title: 'Неясно, кого касается исключение',
    detail:
      'Для scope person укажите person_id, для class — class_id, для role — wave, для school ничего. Тип waiting_esia_check бывает только у человека.',
  },
  EXEMPTION_TERM_WRONG: {
    kind: 'invalid',
    title: 'Срок исключения не подходит',
    detail:
      'Исключение начинается сегодня или в ближайшие 60 дней и кончается не позднее {latest}. Исправьте starts_on или ends_on.',
  },
  EXEMPTION_EXISTS: {
    kind: 'conflict',
    title: 'Такое исключение уже есть',
    detail:
      'Заявка или действующее исключение этого типа уже заведены. Дождитесь решения или попросите продлить.',
  },
  EXEMPTION_STATE_WRONG: {
    kind: 'conflict',
    title: 'Решать уже нечего',
    detail: 'Исключение в состоянии {state}: такое решение к нему неприменимо. Откройте его снова.',
  },
  EXEMPTION_TERM_OVER: {
    kind: 'conflict',
    title: 'Срок уже прошёл',
    detail: 'Исключение просили до {ends_on}. Откажите в нём; если оно ещё нужно, школа подаст новую заявку.',
  },
  EXEMPTION_BY_MANAGER: {
    kind: 'forbidden',
    title: 'Решает руководитель кампании',
    detail:
      'Исключения для класса, школы и роли, сверх лимита школы и без ответа 10 дней решает руководитель кампании региона. Дождитесь его решения.',
  },
  EXEMPTION_LEGAL: {
    kind: 'forbidden',
    title: 'Это исключение отзывает другой',
    detail:
      'Исключение человека отзывает руководитель его школы, исключение класса, школы или роли — руководитель кампании.',
  },
  EXEMPTION_NOT_RENEWABLE: {
    kind: 'conflict',
    title: 'Продлить сейчас нельзя',
    detail:
      'Продление просят с {from} и до последнего дня, один раз до решения; исключения на 30 дней не продлеваются. Если срок прошёл, подайте новую заявку.',
  },
  REFUSAL_EXISTS: {
    kind: 'conflict',
    title: 'Отказ уже записан',
    detail: 'Отказ этого человека от Госуслуг в этой школе уже записан и не отозван.',
  },
  REFUSAL_STATE_WRONG: {
    kind: 'conflict',
    title: 'Отказ уже в другом состоянии',
    detail: 'Отказ отозван или бумажный порядок уже подтверждён. Откройте список снова.',
  },
  REFUSAL_DATE_WRONG: {
    kind: 'invalid',
    title: 'Дата отказа не наступила',
    detail: 'В refused_on укажите день, когда человек отказался: сегодня или раньше.',
  },
  REFUSAL_BY_STRANGER: {
    kind: 'invalid',
    title: 'Отказался не представитель',
    detail:
      'За ученика отказывается он сам или его законный представитель из списков школы. Исправьте refused_by_id.',
  },
  REENABLE_NOT_POSSIBLE: {
    kind: 'conflict',
    title: 'Возобновить вход по паролю нельзя',
    detail:
      'Причина — {why}: too_early — пароль ещё не отключают; closed — кампания закрыта; linked — запись привязана к Госуслугам, войдите через них; used — возобновление бывает один раз; works — пароль и так действует; no_password — пароля нет.',
  },
  REENABLE_STATE_WRONG: {
    kind: 'conflict',
    title: 'Решение уже принято',
    detail: 'Возобновление в состоянии {state}. Откройте список снова.',
  },
  REENABLE_DAYS_WRONG: {
    kind: 'invalid',
    title: 'Слишком надолго',
    detail: 'По правилам этого журнала пароль возобновляют не больше чем на {most} дн. Исправьте days.',
  },
  CREDENTIAL_ORDER_IMPOSSIBLE: {
    kind: 'conflict',
    title: 'Заказать пароль нельзя',
    detail:
      'Причина — {why}: not_exempt — нет действующего исключения no_esia_possible у этого человека, сначала оформите его; has_password — у записи уже есть пароль журнала.',
  },
  CREDENTIAL_NOT_ORDERED: {
    kind: 'conflict',
    title: 'Пароль для этой записи не заказан',
    detail:
      'Школа не заказывала пароль, или исключение уже кончилось. Не выдавайте его и обратитесь в школу.',
  },
};
