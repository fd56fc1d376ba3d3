import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { DataQualityController } from './http/data-quality.controller.js';
import { Deciders } from './http/deciders.js';
import { PeopleController } from './http/people.controller.js';
import { PersonMergeProposalsController } from './http/person-merge-proposals.controller.js';
import { PersonMergesController } from './http/person-merges.controller.js';
import { RosterTasksController } from './http/roster-tasks.controller.js';
import { RosterImportsController } from './http/roster-imports.controller.js';
import { SchoolReorganisationsController } from './http/school-reorganisations.controller.js';
import { SchoolsController } from './http/schools.controller.js';

/** The administrators' REST API: HTTP only, it calls the doors of the contexts below. */
@Module({
  imports: [TerritoryModule, RosterModule, LinkingModule],
  providers: [Deciders],
  controllers: [
    SchoolsController,
    SchoolReorganisationsController,
    RosterImportsController,
    PeopleController,
    DataQualityController,
    PersonMergesController,
    PersonMergeProposalsController,
    RosterTasksController,
  ],
})
export class AdminModule {}
