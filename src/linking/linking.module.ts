import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Retention } from '../platform/retention/retention.js';
import { Deliveries } from '../platform/outbox/deliveries.js';
import { AccountsInReach, PeopleForReview, RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountCards } from './application/account-cards.js';
import { AppointDelegate } from './application/appoint-delegate.js';
import { ApproveReview } from './application/approve-review.js';
import { CarryOutPlan } from './application/carry-out-plan.js';
import { ConfirmTies } from './application/confirm-ties.js';
import { ConsentGate } from './application/consent-gate.js';
import { Consents } from './application/consents.js';
import { ConfirmBySchool } from './application/confirm-by-school.js';
import { ConflictOfInterest } from './application/conflict-of-interest.js';
import { DecisionGround } from './application/decision-ground.js';
import { EndLink } from './application/end-link.js';
import { EscalateReviews } from './application/escalate-reviews.js';
import { TellOutcomes } from './application/tell-outcomes.js';
import { DecideLinks } from './application/decide-links.js';
import { FollowRoster } from './application/follow-roster.js';
import { ForgetKids } from './application/forget-kids.js';
import { GatherSituation } from './application/gather-situation.js';
import { IssueLinkCodes } from './application/issue-link-codes.js';
import { LegacyProofs } from './application/legacy-proofs.js';
import { LinkByEvidence } from './application/link-by-evidence.js';
import { LinkCodeMint } from './application/link-code-mint.js';
import { LinkPerson } from './application/link-person.js';
import { CloseMendedTasks } from './application/close-mended-tasks.js';
import { LiveLinks } from './application/live-links.js';
import { LinksInTime } from './application/links-in-time.js';
import { OutliveLinkCodes } from './application/outlive-link-codes.js';
import { OwnAccount } from './application/own-account.js';
import { OwnConsents } from './application/own-consents.js';
import { OwnLinks } from './application/own-links.js';
import { OwnFamily } from './application/own-family.js';
import { OwnPeople } from './application/own-people.js';
import { SuspendForConsent } from './application/suspend-for-consent.js';
import { ConsentsRepository } from './store/consents.repository.js';
import { FamiliesRepository } from './store/families.repository.js';
import { ReadLinks } from './application/read-links.js';
import { ReadReviews } from './application/read-reviews.js';
import { RejectReview } from './application/reject-review.js';
import { ReportWrong } from './application/report-wrong.js';
import { EsiaValues } from './application/esia-values.js';
import { RevealAttribute } from './application/reveal-attribute.js';
import { RevealOfPerson } from './application/reveal-of-person.js';
import { NoteReveal } from './application/note-reveal.js';
import { Reveals } from './store/reveals.repository.js';
import { SchoolDecisions } from './application/school-decisions.js';
import { SchoolReadings } from './application/school-readings.js';
import { SecondEyes } from './application/second-eyes.js';
import { LinkReadings } from './store/link-readings.repository.js';
import { RedeemLinkCode } from './application/redeem-link-code.js';
import { VoidEvidence } from './application/void-evidence.js';
import { LegacyProofsRepository } from './store/legacy-proofs.repository.js';
import { LinkCodesRepository } from './store/link-codes.repository.js';
import { RenewLinks } from './application/renew-links.js';
import { SuspendForSecurity } from './application/suspend-for-security.js';
import { UnlinkByPerson } from './application/unlink-by-person.js';
import { ConcernedPersonsRepository } from './store/concerned-persons.repository.js';
import { LinksRepository } from './store/links.repository.js';
import { OwnPageRepository } from './store/own-page.repository.js';
import { ReviewCases } from './store/review-cases.repository.js';
import { ReviewTimers } from './store/review-timers.repository.js';
import { forgetConsents, forgetLinkCodes, forgetLinks } from './store/outlived.js';
import { WaitingLinkWork } from './store/waiting-link-work.repository.js';
import { ReviewsRepository } from './store/reviews.repository.js';

/** What administrators decide and read. */
const schoolDesk = [
  ...[ReviewCases, ReviewTimers, LinkReadings, PeopleForReview],
  ...[DecisionGround, ConflictOfInterest, SecondEyes, ApproveReview, RejectReview, RevealAttribute],
  ...[ConfirmBySchool, EndLink, AppointDelegate, ReadReviews, ReadLinks, EscalateReviews],
  ...[SchoolDecisions, SchoolReadings, ReportWrong, WaitingLinkWork],
  ...[Reveals, NoteReveal, RevealOfPerson, EsiaValues],
];

/** Codes and old passwords (R3b, R4, R7, R9, R10). */
const secondEvidence = [IssueLinkCodes, RedeemLinkCode, LegacyProofs, VoidEvidence];

/** ESIA person ↔ journal account. */
@Module({
  imports: [AuditModule, EsiaModule, RosterModule, TerritoryModule],
  providers: [
    LinksRepository,
    ReviewsRepository,
    ConcernedPersonsRepository,
    GatherSituation,
    CarryOutPlan,
    ConfirmTies,
    ConsentGate,
    ForgetKids,
    Consents,
    FamiliesRepository,
    ...[OwnFamily, OwnPeople, OwnAccount, OwnConsents, OwnPageRepository],
    SuspendForConsent,
    ConsentsRepository,
    DecideLinks,
    RenewLinks,
    FollowRoster,
    LinksInTime,
    OwnLinks,
    UnlinkByPerson,
    SuspendForSecurity,
    LinkPerson,
    LiveLinks,
    AccountCards,
    ...[AccountsInReach, LinkCodesRepository, LegacyProofsRepository, OutliveLinkCodes],
    ...[TellOutcomes, LinkByEvidence, LinkCodeMint],
    ...secondEvidence,
    CloseMendedTasks,
    ...schoolDesk,
  ],
  exports: [
    LinkPerson,
    LiveLinks,
    AccountCards,
    RenewLinks,
    UnlinkByPerson,
    SuspendForSecurity,
    Consents,
    ...[OwnFamily, OwnPeople, OwnAccount, OwnConsents],
    SchoolDecisions,
    SchoolReadings,
    WaitingLinkWork,
    RevealOfPerson,
    ConflictOfInterest,
    ReportWrong,
    EsiaValues,
    ...secondEvidence,
    OutliveLinkCodes,
  ],
})
export class LinkingModule implements OnModuleInit {
  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FollowRoster) private readonly followRoster: FollowRoster,
    @Inject(LinksInTime) private readonly inTime: LinksInTime,
    @Inject(EscalateReviews) private readonly escalate: EscalateReviews,
    @Inject(LegacyProofs) private readonly proofs: LegacyProofs,
    @Inject(Retention) private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this.followRoster);
    this.retention.add({ code: 'link_evidence', forget: forgetLinks });
    this.retention.add({ code: 'link_codes', forget: forgetLinkCodes });
    this.retention.add({ code: 'consents', forget: forgetConsents });
    this.jobs.add({ name: 'links.limits', everyMs: 60_000, run: (now) => this.inTime.followLimits(now) });
    this.jobs.add({ name: 'links.days', everyMs: 60_000, run: (now) => this.inTime.followDays(now) });
    this.jobs.add({
      name: 'link_reviews.escalate',
      everyMs: 3_600_000,
      run: (now) => this.escalate.execute(now),
    });
    this.jobs.add({
      name: 'legacy_proofs.forget',
      everyMs: 3_600_000,
      run: (now) => this.unitOfWork.run((tx) => this.proofs.forget(tx, now)),
    });
  }
}
