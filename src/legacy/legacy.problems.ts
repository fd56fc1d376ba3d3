import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of old logins and passwords and of the campaigns that end them. */
export const legacyProblems: ProblemTexts = {
  PROBE_ALREADY_RECORDED: {
    kind: 'conflict',
    title: 'Такая проверочная запись уже есть',
    detail: 'Эта учётная запись уже проверяет этот канал. Найдите её в списке проверочных записей.',
  },
};
