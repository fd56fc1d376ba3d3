import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of exports. */
export const exportsProblems: ProblemTexts = {
  EXPORT_DAY_NOT_COUNTED: {
    kind: 'not_found',
    title: 'За этот день показателей нет',
    detail:
      'За {day} снимка нет: день ещё не закончился, либо данных тогда не было. Назовите в поле as_of другой день.',
  },
  NOTHING_PUBLISHED: {
    kind: 'not_found',
    title: 'Принятых показателей нет',
    detail:
      'Показатели публикуются, когда отчётный период закрыт. Закройте период или назовите в поле period_id закрытый.',
  },
};
