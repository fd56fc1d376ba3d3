export { AccountCards } from './application/account-cards.js';
export { LinkPerson, type LinkPersonRequest } from './application/link-person.js';
export type { AccountCard, LinkedAccount, LinkingResult, LinkOutcome } from './application/linking-result.js';
export { LiveLinks } from './application/live-links.js';
export type { LinkOutcomeCode, MendedBy } from './domain/outcome-codes.js';
export { outcomeText, type OutcomeText } from './domain/outcome-texts.js';
export { LinkingModule } from './linking.module.js';
