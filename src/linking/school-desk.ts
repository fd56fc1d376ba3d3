/** The words in which administrators' decisions and readings are said: what the face in `admin` needs to speak them. */
export { type Refusal, REFUSALS } from './domain/refusal-words.js';
export { ENDS_BY_SCHOOL, type EndBySchool } from './application/end-link.js';
export { type MaskedLink } from './application/read-links.js';
export { type ListedReview, type ReviewSheet } from './application/read-reviews.js';
export { EsiaValues, REVEALED_FIELDS, type RevealedField } from './application/esia-values.js';
export { REVEAL_REASONS, type RevealReason } from './application/reveal-attribute.js';
export { type LinkStepRecord } from './store/link-readings.repository.js';
export { WaitingLinkWork } from './store/waiting-link-work.repository.js';
export { ConflictOfInterest } from './application/conflict-of-interest.js';
export { RevealOfPerson } from './application/reveal-of-person.js';
