import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { RosterImportDecisionsController } from './http/roster-import-decisions.controller.js';
import { AdministratorActs } from './http/administrator-acts.js';
import { CapacityExceptionsController } from './http/capacity-exceptions.controller.js';
import { ConsentsController } from './http/consents.controller.js';
import { FamilyTiesController } from './http/family-ties.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule, LinkingModule],
  providers: [AdministratorActs],
  controllers: [
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    RosterImportDecisionsController,
    FamilyTiesController,
    CapacityExceptionsController,
    ConsentsController,
  ],
})
export class AdminModule {}
