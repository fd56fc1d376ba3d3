import type { ProblemTexts } from '../platform/http/problem-catalog.js';

/** Problems that deciding about links can meet, beside the outcomes of outcome-codes.md. */
export const linkingProblems: ProblemTexts = {};
