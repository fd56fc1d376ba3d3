import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { RosterModule } from '../roster/index.js';
import { RosterImportReportController } from './http/roster-import-report.controller.js';
import { RosterImportDecisionsController } from './http/roster-import-decisions.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule],
  controllers: [
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    RosterImportReportController,
    RosterImportDecisionsController,
  ],
})
export class AdminModule {}
