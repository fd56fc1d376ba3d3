import { accessProblems } from './access/index.js';
import { platformProblems, type ProblemTexts } from './platform/http/problem-catalog.js';

/** Every problem code of the application with its Russian text; docs/problems.md is held equal to it by a test. */
export const problems: ProblemTexts = { ...platformProblems, ...accessProblems };
