import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountCards } from './application/account-cards.js';
import { CarryOutPlan } from './application/carry-out-plan.js';
import { ConfirmTies } from './application/confirm-ties.js';
import { ConsentGate } from './application/consent-gate.js';
import { Consents } from './application/consents.js';
import { GatherSituation } from './application/gather-situation.js';
import { LinkPerson } from './application/link-person.js';
import { LiveLinks } from './application/live-links.js';
import { OwnFamily } from './application/own-family.js';
import { OwnPeople } from './application/own-people.js';
import { SuspendForConsent } from './application/suspend-for-consent.js';
import { ConsentsRepository } from './store/consents.repository.js';
import { FamiliesRepository } from './store/families.repository.js';
import { LinksRepository } from './store/links.repository.js';
import { ReviewsRepository } from './store/reviews.repository.js';

/** ESIA person ↔ journal account. */
@Module({
  imports: [AuditModule, EsiaModule, RosterModule, TerritoryModule],
  providers: [
    LinksRepository,
    ReviewsRepository,
    GatherSituation,
    CarryOutPlan,
    ConfirmTies,
    ConsentGate,
    Consents,
    FamiliesRepository,
    OwnFamily,
    OwnPeople,
    SuspendForConsent,
    ConsentsRepository,
    LinkPerson,
    LiveLinks,
    AccountCards,
  ],
  exports: [LinkPerson, LiveLinks, AccountCards, Consents, OwnFamily, OwnPeople],
})
export class LinkingModule {}
