/** What a person reads and decides on their own page: the words and doors that the page in `signin` needs. */
export { OwnAccount, type OwnLink } from './application/own-account.js';
export { type OwnChild, OwnFamily } from './application/own-family.js';
export { OwnConsents, type OwnConsentsView } from './application/own-consents.js';
export { type AskedSchool, type OwnParent } from './store/own-page.repository.js';
export { isOutcomeCode } from './domain/outcome-texts.js';
