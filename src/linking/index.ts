export { LinkPerson, type LinkPersonRequest } from './application/link-person.js';
export type { LinkedAccount, LinkingResult, LinkOutcome } from './application/linking-result.js';
export { OwnPersons } from './application/own-persons.js';
export { LiveLinks } from './application/live-links.js';
export type { LinkOutcomeCode } from './domain/outcome-codes.js';
export { outcomeText } from './domain/outcome-texts.js';
export { linkingProblems } from './linking.problems.js';
export { LinkingModule } from './linking.module.js';
