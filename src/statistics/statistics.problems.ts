import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { reportsProblems } from './reports.problems.js';
import { rollupsProblems } from './rollups.problems.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = {
  ...reportsProblems,
  ...rollupsProblems,
};
