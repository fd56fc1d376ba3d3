import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { declarationsProblems } from './declarations.problems.js';
import { exportsProblems } from './exports.problems.js';
import { growthProblems } from './growth.problems.js';
import { reportsProblems } from './reports.problems.js';
import { rollupsProblems } from './rollups.problems.js';
import { snapshotsProblems } from './snapshots.problems.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = {
  ...snapshotsProblems,
  ...growthProblems,
  ...declarationsProblems,
  ...reportsProblems,
  ...rollupsProblems,
  ...exportsProblems,
};
