import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { PeopleDirectory } from '../roster/index.js';
import { AccountCards } from './application/account-cards.js';
import { CarryOutPlan } from './application/carry-out-plan.js';
import { GatherSituation } from './application/gather-situation.js';
import { LinkPerson } from './application/link-person.js';
import { CloseMendedTasks } from './application/close-mended-tasks.js';
import { LiveLinks } from './application/live-links.js';
import { OwnPersons } from './application/own-persons.js';
import { LinksRepository } from './store/links.repository.js';
import { ReviewsRepository } from './store/reviews.repository.js';

/** ESIA person ↔ journal account. */
@Module({
  imports: [AuditModule, EsiaModule],
  providers: [
    PeopleDirectory,
    LinksRepository,
    ReviewsRepository,
    GatherSituation,
    CarryOutPlan,
    LinkPerson,
    LiveLinks,
    AccountCards,
    OwnPersons,
    CloseMendedTasks,
  ],
  exports: [LinkPerson, LiveLinks, AccountCards, OwnPersons],
})
export class LinkingModule {}
