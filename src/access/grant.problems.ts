import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of giving and ending roles. */
export const grantProblems: ProblemTexts = {
  GRANT_NOT_YOURS: {
    kind: 'forbidden',
    title: 'Эту роль назначаете не вы',
    detail:
      'Директор назначает администраторов и классных руководителей своей школы, министерство — остальных; уполномоченного отзывает тот, кто его назначил, или министерство.',
  },
  GRANT_SELF: {
    kind: 'forbidden',
    title: 'Себе роль не дают',
    detail: 'Роль вам даёт другой человек: директор школы или администратор министерства.',
  },
  GRANT_BEGINS_WRONG: {
    kind: 'invalid',
    title: 'Неверный первый день роли',
    detail: 'Роль даётся с сегодняшнего дня или позже, но не дальше чем на год вперёд.',
  },
  GRANT_TERM_WRONG: {
    kind: 'invalid',
    title: 'Срок роли слишком длинный',
    detail: 'Директор даёт роль не дольше чем до конца учебного года: укажите valid_to не позже {latest}.',
  },
  GRANT_BASIS_WRONG: {
    kind: 'invalid',
    title: 'Неверная дата документа',
    detail: 'Дата приказа не может быть позже сегодняшнего дня.',
  },
  GRANT_OVER: {
    kind: 'conflict',
    title: 'Роль уже не действует',
    detail: 'Роль прекращена раньше или её срок истёк: прекращать нечего.',
  },
};
