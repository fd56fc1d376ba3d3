import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that work with the roster can meet. */
export const rosterProblems: ProblemTexts = {
  REORGANISATION_SAME_SCHOOL: {
    kind: 'invalid',
    title: 'Школа не может перейти сама в себя',
    detail: 'Укажите в to_school_id другую школу.',
  },
  REORGANISATION_NOT_YET: {
    kind: 'invalid',
    title: 'День реорганизации ещё не наступил',
    detail: 'Реорганизация записывается в день {happens_on} или позже. Повторите запрос в этот день.',
  },
  REORGANISATION_CLASSES: {
    kind: 'invalid',
    title: 'Классы для разделения указаны неверно',
    detail:
      'При разделении перечислите в class_ids нынешние классы прежней школы, которые переходят; при присоединении оставьте список пустым: переходят все.',
  },
  REORGANISATION_SCHOOL_CLOSED: {
    kind: 'conflict',
    title: 'Школа уже закрыта',
    detail: 'Одна из школ закрыта прежней реорганизацией. Проверьте, какие школы указаны.',
  },
};
