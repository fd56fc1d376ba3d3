import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of declarations «УЗ создана» and of lists of pupils. */
export const declarationsProblems: ProblemTexts = {
  DECLARATION_EXISTS: {
    kind: 'conflict',
    title: 'Отметка уже есть',
    detail: 'У этого ученика уже отмечено «УЗ создана». Если отметка ошибочна, отзовите её.',
  },
  DECLARATION_NOT_NEEDED: {
    kind: 'conflict',
    title: 'Учётная запись уже привязана',
    detail: 'Этот ученик уже привязал Госуслуги: отмечать «УЗ создана» не нужно.',
  },
  DECLARATION_WITHDRAWN: {
    kind: 'conflict',
    title: 'Отметка уже отозвана',
    detail: 'Эту отметку уже отозвали. Обновите список.',
  },
  STATISTICS_DAY_AHEAD: {
    kind: 'invalid',
    title: 'День ещё не наступил',
    detail: 'Укажите сегодняшний день региона ({today}) или более ранний.',
  },
  STATISTICS_DAY_NOT_COUNTED: {
    kind: 'not_found',
    title: 'За этот день чисел нет',
    detail:
      'Показатели за {as_of} не посчитаны: возьмите день после первой загрузки данных и не позже вчерашнего.',
  },
};
