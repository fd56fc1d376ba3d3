import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that work with the roster can meet. */
export const rosterProblems: ProblemTexts = {
  IMPORT_STATE_CHANGED: {
    kind: 'conflict',
    title: 'Загрузка уже в другом состоянии',
    detail: 'Загрузка сейчас в состоянии {state}, поэтому действие невозможно. Обновите страницу: решение мог принять другой.',
  },
  IMPORT_DECIDED_BY_MINISTRY: {
    kind: 'forbidden',
    title: 'Решает министерство',
    detail: 'Загрузка затрагивает больше 1 % учеников региона или весь регион. Попросите министерство рассмотреть её.',
  },
  IMPORT_DECIDED_BY_SCHOOL: {
    kind: 'forbidden',
    title: 'Решает школа',
    detail: 'Загрузку своей школы подтверждает или отклоняет её администратор. Министерство решает, если школа молчит шесть дней.',
  },
  IMPORT_RUNNING: {
    kind: 'conflict',
    title: 'Идёт загрузка',
    detail: 'Сейчас идёт загрузка контингента этого региона. Повторите, когда она закончится.',
  },
  IMPORT_ROLL_BACK_LATE: {
    kind: 'conflict',
    title: 'Загрузку уже нельзя отменить',
    detail: 'После загрузки прошло больше 24 часов. Исправьте данные новой загрузкой.',
  },
  IMPORT_NOT_NEWEST: {
    kind: 'conflict',
    title: 'После этой загрузки были другие',
    detail: 'Отменить можно только последнюю загрузку своей системы. Сначала отмените более поздние.',
  },
};
