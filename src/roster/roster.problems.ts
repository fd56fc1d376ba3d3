import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that work with the roster can meet. */
export const rosterProblems: ProblemTexts = {};
