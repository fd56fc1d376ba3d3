import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { reportsProblems } from './reports.problems.js';
  },
import { exportsProblems } from './exports.problems.js';
import { reportsProblems } from './reports.problems.js';
import { rollupsProblems } from './rollups.problems.js';
import { snapshotsProblems } from './snapshots.problems.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = {
  ...snapshotsProblems,
  ...reportsProblems,
  },
import { growthProblems } from './growth.problems.js';
import { snapshotsProblems } from './snapshots.problems.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = {
  ...snapshotsProblems,
  ...growthProblems,
  },
  ...rollupsProblems,
  ...exportsProblems,
};
