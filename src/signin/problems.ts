import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that a sign-in can meet beside the outcomes of outcome-codes.md. */
export const signInProblems: ProblemTexts = {
  CASE_ACCESS_NEEDED: {
    kind: 'forbidden',
    title: 'Карточка по этому обращению не открыта',
    detail:
      'Откройте доступ по номеру вашей заявки (POST /api/v1/cases/НОМЕР/access). Доступ действует ограниченное время.',
  },
  CASE_WITHOUT_PERSON: {
    kind: 'conflict',
    title: 'По обращению не известно, кто человек',
    detail:
      'Вход кончился раньше, чем Госуслуги назвали человека. Попросите его войти ещё раз и назвать новый номер.',
  },
  CASE_SCHOOL_UNKNOWN: {
    kind: 'conflict',
    title: 'Инструкцию отправить некуда',
    detail:
      'У человека нет подтверждённого адреса, и ни одна школа за ним не числится. Передайте обращение школе (escalation) или назовите страницу инструкции.',
  },
  CASE_NOT_OF_LINKING: {
    kind: 'conflict',
    title: 'Это обращение школа не решает',
    detail: 'Причина отказа не связана с данными школы. Для дела о привязке укажите link_id.',
  },
  RETURN_PATH_FOREIGN: {
    kind: 'invalid',
    title: 'Недопустимый адрес возврата',
    detail: 'Возвращаться после входа можно только на страницу этого сервера. Начните вход снова.',
  },
  FORM_FOREIGN: {
    kind: 'forbidden',
    title: 'Форма устарела',
    detail:
      'Кнопка нажата на старой или чужой странице. Вернитесь на страницу входа, обновите её и нажмите снова.',
  },
  ESIA_TECH: {
    kind: 'unavailable',
    title: 'Вход через Госуслуги сейчас не работает',
    detail: 'Это технический сбой у нас, мы о нём уже знаем. Повторите позже.',
  },
  REGION_UNKNOWN: {
    kind: 'unavailable',
    title: 'Вход ещё не открыт',
    detail: 'Данные школ региона ещё не загружены, поэтому войти пока нельзя. Повторите позже.',
  },
};
