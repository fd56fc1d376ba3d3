import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { LinkCodesController } from './http/link-codes.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule, LinkingModule],
  controllers: [
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    LinkCodesController,
  ],
})
export class AdminModule {}
