import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of snapshots and of reading them. */
export const snapshotsProblems: ProblemTexts = {
  STATISTICS_DAY_NOT_OVER: {
    kind: 'invalid',
    title: 'День ещё не закончился',
    detail:
      'Показатели фиксируются, когда день региона закончился. Сегодня {today}: укажите более раннюю дату.',
  },
  STATISTICS_SPAN_WRONG: {
    kind: 'invalid',
    title: 'Неверный промежуток',
    detail: 'Начало промежутка должно быть не позже конца, а промежуток — не длиннее {days} дней.',
  },
};
