export type { AccountCard, LinkedAccount, LinkingResult, LinkOutcome } from './application/linking-result.js';
export type { LinkOutcomeCode, MendedBy } from './domain/outcome-codes.js';
export { outcomeText, type OutcomeText } from './domain/outcome-texts.js';
