import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that a sign-in can meet beside the outcomes of outcome-codes.md. */
export const signInProblems: ProblemTexts = {
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
