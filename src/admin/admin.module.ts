import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { RosterImportReportController } from './http/roster-import-report.controller.js';
import { SigninModule } from '../signin/index.js';
import { CasesController } from './http/cases.controller.js';
import { DelegatesController } from './http/delegates.controller.js';
import { LinkReviewsController } from './http/link-reviews.controller.js';
import { LinksController } from './http/links.controller.js';
import { RosterImportDecisionsController } from './http/roster-import-decisions.controller.js';
import { AdministratorActs } from './http/administrator-acts.js';
import { CapacityExceptionsController } from './http/capacity-exceptions.controller.js';
import { ConsentsController } from './http/consents.controller.js';
import { FamilyTiesController } from './http/family-ties.controller.js';
import { LinkCodesController } from './http/link-codes.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule, LinkingModule, SigninModule],
  providers: [AdministratorActs],
  controllers: [
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    RosterImportReportController,
    RosterImportDecisionsController,
    FamilyTiesController,
    CapacityExceptionsController,
    ConsentsController,
    ...[LinkReviewsController, LinksController, CasesController, DelegatesController],
    LinkCodesController,
  ],
})
export class AdminModule {}
