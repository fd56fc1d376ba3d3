import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = {};
