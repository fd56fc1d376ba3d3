import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of asking for growth. */
export const growthProblems: ProblemTexts = {
  GROWTH_DAYS_OUT_OF_ORDER: {
    kind: 'invalid',
    title: 'Первый день позже второго',
    detail: 'Прирост считается от более раннего дня к более позднему: поменяйте from и to местами.',
  },
  GROWTH_DAYS_MISSING: {
    kind: 'invalid',
    title: 'Не указаны дни',
    detail: 'Укажите два дня, from и to, или окно window: week, month или campaign.',
  },
};
