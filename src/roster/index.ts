export { DecideImport, type ImportDecision } from './application/decide-import.js';
export { RollBackImport } from './application/roll-back-import.js';
export { RosterImports } from './application/receive-roster-import.js';
export { FaultReports } from './application/fault-reports.js';
export { RosterPushes } from './application/receive-roster-push.js';
export { DeclareContingentReach } from './application/declare-contingent-reach.js';
export type { RosterSender } from './domain/roster-sender.js';
export { peopleChanged } from './application/people-changed.js';
export { CorrectPerson } from './application/correct-person.js';
export { MergePeople } from './application/merge-people.js';
export { PeopleDesk } from './application/people-desk.js';
export { type Decider, PersonGate } from './application/person-gate.js';
export { ProtectPerson } from './application/protect-person.js';
export { QualityBoard } from './application/quality-board.js';
export { RecordAdoption } from './application/record-adoption.js';
export { RecordDeath } from './application/record-death.js';
export { SplitPerson } from './application/split-person.js';
export { BATCH_STATES, type BatchState, type ImportBatch } from './domain/import-batch.js';
export { IMPORT_STEPS } from './domain/import-step.js';
export type { DifferenceCounts, DifferenceRow } from './store/difference.js';
export { ReorganiseSchool } from './application/reorganise-school.js';
export { rosterProblems } from './roster.problems.js';
export { RosterModule } from './roster.module.js';
export type { BatchScope } from './store/import-batch.store.js';
export {
  PeopleDirectory,
  type RepresentedChild,
  type RosterAccount,
  type RosterCard,
  type RosterPerson,
} from './store/people-directory.repository.js';
export { FamilyTies, type SchoolTieAct, type TieAct } from './application/family-ties.js';
export { FamilyViews } from './application/family-views.js';
export { CapacityExceptions } from './application/capacity-exceptions.js';
export { shownKind } from './domain/family-tie.js';
export { openFamilyTasks } from './store/family-tasks.js';
export type { TieView } from './store/family-ties.repository.js';
export { type ComparedPerson, PeopleForReview } from './store/people-for-review.repository.js';
export type { Reorganisation } from './store/reorganisations.repository.js';
export { type AccountInReach, AccountsInReach } from './store/accounts-in-reach.repository.js';
export type { ProposedPerson } from './store/merge-proposals.repository.js';
export type { PersonCard, RegisteredPerson } from './store/people-register.repository.js';
export type { QualityRow } from './store/data-quality.repository.js';
export { QUALITY_PROBLEMS, type QualityProblem } from './store/judged-members.js';
export type { RosterTask } from './store/roster-tasks.repository.js';
export { taskText } from './domain/task-texts.js';
export { rosterSealed } from './store/sealed-columns.js';
export { BlockPerson } from './application/block-person.js';
export { erasePerson } from './store/erase-person.js';
export { openSubjectCorrection } from './store/roster-tasks.repository.js';
export { WaitingRosterWork } from './store/waiting-roster-work.repository.js';
export { STANDING_FILTERS, type StandingFilter } from './store/people-register.repository.js';
