import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { AccountsInReach, Kinship, PeopleDirectory } from '../roster/index.js';
import { AccountCards } from './application/account-cards.js';
import { CarryOutPlan } from './application/carry-out-plan.js';
import { ConfirmBySchool } from './application/confirm-by-school.js';
import { TellOutcomes } from './application/tell-outcomes.js';
import { Deliveries } from '../platform/outbox/deliveries.js';
import { TerritoryModule } from '../territory/index.js';
import { DecideLinks } from './application/decide-links.js';
import { FollowRoster } from './application/follow-roster.js';
import { GatherSituation } from './application/gather-situation.js';
import { IssueLinkCodes } from './application/issue-link-codes.js';
import { LegacyProofs } from './application/legacy-proofs.js';
import { LinkByEvidence } from './application/link-by-evidence.js';
import { LinkCodeMint } from './application/link-code-mint.js';
import { LinkPerson } from './application/link-person.js';
import { LinksInTime } from './application/links-in-time.js';
import { LiveLinks } from './application/live-links.js';
import { OwnCase } from './application/own-case.js';
import { RedeemLinkCode } from './application/redeem-link-code.js';
import { VoidEvidence } from './application/void-evidence.js';
import { LegacyProofsRepository } from './store/legacy-proofs.repository.js';
import { LinkCodesRepository } from './store/link-codes.repository.js';
import { RenewLinks } from './application/renew-links.js';
import { ConcernedPersonsRepository } from './store/concerned-persons.repository.js';
import { LinksRepository } from './store/links.repository.js';
import { ReviewsRepository } from './store/reviews.repository.js';

const secondEvidence = [IssueLinkCodes, RedeemLinkCode, LegacyProofs, ConfirmBySchool, VoidEvidence, OwnCase];

/** ESIA person ↔ journal account. */
@Module({
  imports: [AuditModule, EsiaModule, TerritoryModule],
  providers: [
    ...[PeopleDirectory, AccountsInReach, Kinship],
    ...[LinksRepository, ReviewsRepository, LinkCodesRepository, LegacyProofsRepository],
    ...[ConcernedPersonsRepository, GatherSituation, CarryOutPlan, DecideLinks, TellOutcomes],
    ...[RenewLinks, FollowRoster, LinksInTime],
    ...[LinkPerson, LinkByEvidence, LinkCodeMint, LiveLinks, AccountCards],
    ...secondEvidence,
  ],
  exports: [LinkPerson, LiveLinks, AccountCards, ...secondEvidence],
})
export class LinkingModule implements OnModuleInit {
  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FollowRoster) private readonly followRoster: FollowRoster,
    @Inject(LinksInTime) private readonly inTime: LinksInTime,
    @Inject(LegacyProofs) private readonly proofs: LegacyProofs,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this.followRoster);
    this.jobs.add({ name: 'links.limits', everyMs: 60_000, run: (now) => this.inTime.followLimits(now) });
    this.jobs.add({ name: 'links.days', everyMs: 60_000, run: (now) => this.inTime.followDays(now) });
    this.jobs.add({
      name: 'legacy_proofs.forget',
      everyMs: 3_600_000,
      run: (now) => this.unitOfWork.run((tx) => this.proofs.forget(tx, now)),
    });
  }
}
