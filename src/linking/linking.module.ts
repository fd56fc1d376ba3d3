import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Deliveries } from '../platform/outbox/deliveries.js';
import { PeopleDirectory } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountCards } from './application/account-cards.js';
import { CarryOutPlan } from './application/carry-out-plan.js';
import { DecideLinks } from './application/decide-links.js';
import { FollowRoster } from './application/follow-roster.js';
import { GatherSituation } from './application/gather-situation.js';
import { LinkPerson } from './application/link-person.js';
import { CloseMendedTasks } from './application/close-mended-tasks.js';
import { LiveLinks } from './application/live-links.js';
import { OwnPersons } from './application/own-persons.js';
import { LinksInTime } from './application/links-in-time.js';
import { RenewLinks } from './application/renew-links.js';
import { ConcernedPersonsRepository } from './store/concerned-persons.repository.js';
import { LinksRepository } from './store/links.repository.js';
import { ReviewsRepository } from './store/reviews.repository.js';

/** ESIA person ↔ journal account. */
@Module({
  imports: [AuditModule, EsiaModule, TerritoryModule],
  providers: [
    PeopleDirectory,
    LinksRepository,
    ReviewsRepository,
    ConcernedPersonsRepository,
    GatherSituation,
    CarryOutPlan,
    DecideLinks,
    RenewLinks,
    FollowRoster,
    LinksInTime,
    LinkPerson,
    LiveLinks,
    AccountCards,
    OwnPersons,
    CloseMendedTasks,
  ],
  exports: [LinkPerson, LiveLinks, AccountCards, OwnPersons],
})
export class LinkingModule implements OnModuleInit {
  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(FollowRoster) private readonly followRoster: FollowRoster,
    @Inject(LinksInTime) private readonly inTime: LinksInTime,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this.followRoster);
    this.jobs.add({ name: 'links.limits', everyMs: 60_000, run: (now) => this.inTime.followLimits(now) });
    this.jobs.add({ name: 'links.days', everyMs: 60_000, run: (now) => this.inTime.followDays(now) });
  }
}
