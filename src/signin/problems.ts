import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that the start of a sign-in can meet outside of its pages. */
export const signInProblems: ProblemTexts = {
  RETURN_PATH_FOREIGN: {
    kind: 'invalid',
    title: 'Недопустимый адрес возврата',
    detail: 'Возвращаться после входа можно только на страницу этого сервера. Начните вход снова.',
  },
};
