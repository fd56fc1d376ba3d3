import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { snapshotsProblems } from './snapshots.problems.js';

/** Problems of statistics and reports. */
export const statisticsProblems: ProblemTexts = { ...snapshotsProblems };
