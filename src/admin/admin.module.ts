import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TerritoryModule } from '../territory/index.js';
import { LegacyModule } from '../legacy/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { RosterImportReportController } from './http/roster-import-report.controller.js';
import { DataQualityController } from './http/data-quality.controller.js';
import { Deciders } from './http/deciders.js';
import { PeopleController } from './http/people.controller.js';
import { PersonMergeProposalsController } from './http/person-merge-proposals.controller.js';
import { PersonMergesController } from './http/person-merges.controller.js';
import { RosterTasksController } from './http/roster-tasks.controller.js';
import { SigninModule } from '../signin/index.js';
import { CasesController } from './http/cases.controller.js';
import { CredentialsController } from './http/credentials.controller.js';
import { AdminDeletionActsController } from './http/deletion-acts.controller.js';
import { DelegatesController } from './http/delegates.controller.js';
import { IncidentsController } from './http/incidents.controller.js';
import { ProbesController } from './http/probes.controller.js';
import { SignInUsageController } from './http/sign-in-usage.controller.js';
import { LinkReviewsController } from './http/link-reviews.controller.js';
import { LinksController } from './http/links.controller.js';
import { RosterImportDecisionsController } from './http/roster-import-decisions.controller.js';
import { ApiKeysController } from './http/api-keys/api-keys.controller.js';
import { GrantsController } from './http/grants/grants.controller.js';
import { OwnSessionsController } from './http/grants/own-sessions.controller.js';
import { EsiaModule } from '../esia/index.js';
import { AdministratorActs } from './http/administrator-acts.js';
import { CalendarDaysController } from './http/calendar-days.controller.js';
import { CampaignActsController } from './http/campaign-acts.controller.js';
import { CampaignPoliciesController } from './http/campaign-policies.controller.js';
import { CampaignRequestsController } from './http/campaign-requests.controller.js';
import { CampaignTasksController } from './http/campaign-tasks.controller.js';
import { CampaignsController } from './http/campaigns.controller.js';
import { BrownoutActsController } from './http/brownout-acts.controller.js';
import { BrownoutsController } from './http/brownouts.controller.js';
import { CapacityExceptionsController } from './http/capacity-exceptions.controller.js';
import { ConsentsController } from './http/consents.controller.js';
import { EmergenciesController } from './http/emergencies.controller.js';
import { FamilyTiesController } from './http/family-ties.controller.js';
import { LinkCodesController } from './http/link-codes.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { CredentialOrdersController } from './http/credential-orders.controller.js';
import { ExemptionDecisionsController } from './http/exemption-decisions.controller.js';
import { ExemptionsController } from './http/exemptions.controller.js';
import { OverlayActs } from './http/overlay-acts.js';
import { ReenableWindowsController } from './http/reenable-windows.controller.js';
import { RefusalsController } from './http/refusals.controller.js';
import { SecurityLocksController } from './http/security-locks.controller.js';
import { PrivacyModule } from '../privacy/index.js';
import { privacyControllers } from './privacy.controllers.js';
import { StatisticsModule } from '../statistics/index.js';
import { statisticsControllers, statisticsParts } from './statistics.controllers.js';
import { DeliveryModule } from '../notices/index.js';
import { deliveryControllers, deliveryParts } from './delivery.controllers.js';
import { SchoolsController } from './http/schools.controller.js';
import { BulkActsController } from './http/bulk-acts.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { EachRow } from './http/each-row.js';
import { TodayController } from './http/today.controller.js';
import { WaitingWorkOf } from './http/waiting-work-of.js';

/** The end of old passwords: planning by the region. */
const campaigns = [
  ...[CampaignsController, CampaignActsController, CampaignRequestsController, CampaignPoliciesController],
  ...[CalendarDaysController, CampaignTasksController],
];

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [
    TerritoryModule,
    EsiaModule,
    RosterModule,
    LinkingModule,
    LegacyModule,
    StatisticsModule,
    SigninModule,
    PrivacyModule,
    DeliveryModule,
  ],
  providers: [
    Deciders,
    AdministratorActs,
    OverlayActs,
    WaitingWorkOf,
    EachRow,
    ...statisticsParts,
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    ...deliveryParts,
  ],
  controllers: [
    ApiKeysController,
    ...[GrantsController, OwnSessionsController],
    TodayController,
    // Before the controllers of one: `link-reviews/decisions` is no case's id.
    BulkActsController,
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    RosterImportReportController,
    PeopleController,
    DataQualityController,
    PersonMergesController,
    PersonMergeProposalsController,
    RosterTasksController,
    RosterImportDecisionsController,
    FamilyTiesController,
    CapacityExceptionsController,
    ConsentsController,
    ...[LinkReviewsController, LinksController, CasesController, DelegatesController],
    LinkCodesController,
    ...[ExemptionsController, ExemptionDecisionsController, RefusalsController],
    ...[ReenableWindowsController, CredentialOrdersController],
    ...campaigns,
    ...[CredentialsController, AdminDeletionActsController],
    ...[BrownoutsController, BrownoutActsController, EmergenciesController, SecurityLocksController],
    ...[IncidentsController, ProbesController, SignInUsageController],
    ...statisticsControllers,
    ...privacyControllers,
    ...deliveryControllers,
  ],
})
export class AdminModule {}
