import type { ProblemTexts } from '../platform/http/problem-catalog.js';
import { overlayProblems } from './overlay.problems.js';

/** Problems of old logins and passwords and of the campaigns that end them. */
export const legacyProblems: ProblemTexts = { ...overlayProblems };
