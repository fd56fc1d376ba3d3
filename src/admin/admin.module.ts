import { Module } from '@nestjs/common';
import { LinkingModule } from '../linking/index.js';
import { TerritoryModule } from '../territory/index.js';
import { RosterModule } from '../roster/index.js';
import { SigninModule } from '../signin/index.js';
import { CasesController } from './http/cases.controller.js';
import { DelegatesController } from './http/delegates.controller.js';
import { LinkReviewsController } from './http/link-reviews.controller.js';
import { LinksController } from './http/links.controller.js';
import { RosterImportDecisionsController } from './http/roster-import-decisions.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule, LinkingModule, SigninModule],
  controllers: [
    ...[SchoolsController, SchoolReorganisationsController],
    ...[RosterImportsController, RosterImportDecisionsController],
    ...[LinkReviewsController, LinksController, CasesController, DelegatesController],
  ],
})
export class AdminModule {}
