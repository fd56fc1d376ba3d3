import { PeopleForReview } from '../roster/index.js';
import { ReadApprovedTexts } from './application/approved-texts.js';
import { FillPapers } from './application/fill-papers.js';
import { FindWays } from './application/find-ways.js';
import { FollowDates } from './application/follow-dates.js';
import { FollowDeliveries } from './application/follow-deliveries.js';
import { FollowLinks } from './application/follow-links.js';
import { HandOutNotices } from './application/hand-out-notices.js';
import { MakePacks } from './application/make-packs.js';
import { NoticeDesk } from './application/notice-desk.js';
import { OwnLeaflets } from './application/own-leaflets.js';
import { OwnKin } from './application/own-kin.js';
import { PaperCodes } from './application/paper-codes.js';
import { PreviewPapers } from './application/preview-papers.js';
import { PrintNotices } from './application/print-notices.js';
import { RefusalForms } from './application/refusal-forms.js';
import { ResendInstructions } from './application/resend-instructions.js';
import { RunCadence } from './application/run-cadence.js';
import { WriteMessages } from './application/write-messages.js';
import { WriteTemplates } from './application/write-templates.js';
import { PaperFiles } from './gateway/paper-files.js';
import { CadenceRepository } from './store/cadence.repository.js';
import { NoticeIssues } from './store/notice-issues.repository.js';
import { NoticePeople } from './store/notice-people.repository.js';
import { NoticePlaces } from './store/notice-places.repository.js';
import { NoticeReadings } from './store/notice-readings.repository.js';
import { NoticeTasks } from './store/notice-tasks.repository.js';
import { NoticeTemplates } from './store/notice-templates.repository.js';
import { RefusingPeople } from './store/refusing-people.repository.js';
import { WaitingNoticeWork } from './store/waiting-notice-work.repository.js';

/** What the administrators' API calls of notices. */
export const NOTICES_DOORS = [
  ...[WriteTemplates, PreviewPapers, PrintNotices, MakePacks, HandOutNotices, NoticeDesk, RefusalForms],
  ResendInstructions,
  OwnLeaflets,
  WaitingNoticeWork,
];

/** Notices: their texts, papers, states and cadence. */
export const NOTICES = [
  ...NOTICES_DOORS,
  ...[ReadApprovedTexts, FillPapers, PaperCodes, PaperFiles, FindWays, WriteMessages],
  ...[FollowDates, FollowLinks, FollowDeliveries, RunCadence],
  ...[NoticeTemplates, NoticePlaces, NoticePeople, NoticeIssues, NoticeReadings, NoticeTasks],
  ...[CadenceRepository, RefusingPeople, OwnKin, PeopleForReview],
];
