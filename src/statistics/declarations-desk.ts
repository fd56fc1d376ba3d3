export { DeclarationReadings } from './application/declaration-readings.js';
export { DeclareAccounts, type DeclarationsAct } from './application/declare-accounts.js';
export { DeclareOwnChild, type OwnChildsAccount } from './application/declare-own-child.js';
export {
  DECLARATION_OUTCOMES,
  PUPIL_STATUSES,
  WITHDRAWAL_REASONS,
  type DeclarationOutcome,
  type PupilStatus,
  type WithdrawalReason,
} from './domain/declaration.js';
export { COMPARED_LEVELS, type ComparedLevel } from './store/declared-and-linked.repository.js';
export { PUPIL_FILTERS, type PupilFilter } from './store/pupils-of-day.repository.js';
