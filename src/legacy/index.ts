export { type AccountRole, DecideSignIn, type SignInQuestion } from './application/decide-sign-in.js';
export { type Decision, DECISIONS, type MessageCode, MESSAGE_CODES } from './domain/decision-codes.js';
export type { SignInDecision } from './domain/sign-in-decision.js';
export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export * from './planning-desk.js';
