export { PrivacyModule } from './privacy.module.js';
export { privacyProblems } from './privacy.problems.js';
export type { Officer } from './application/officer.js';
export { type CorrectedAttribute, SubjectDesk, type SubjectNamed } from './application/subject-desk.js';
export { MakeAccessReport } from './application/make-access-report.js';
export { EraseSubject } from './application/erase-subject.js';
export { LeakDesk } from './application/leak-desk.js';
export { Registers } from './application/registers.js';
export { reportAsHtml } from './domain/access-report.js';
export { leakClock, noticeStanding } from './domain/leak-clock.js';
export {
  REQUEST_KINDS,
  REQUEST_STATES,
  type RequestKind,
  type RequestState,
} from './domain/subject-request.js';
export type { Leak } from './store/leaks.repository.js';
export type { ProcessorAgreement } from './store/registers.repository.js';
export type { SubjectRequest } from './store/subject-requests.repository.js';
