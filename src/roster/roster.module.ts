import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditModule } from '../audit/index.js';
import { TerritoryModule } from '../territory/index.js';
import { ReorganiseSchool } from './application/reorganise-school.js';
import { CapacityExceptions } from './application/capacity-exceptions.js';
import { FamilyDays } from './application/family-days.js';
import { FamilyTies } from './application/family-ties.js';
import { FamilyViews } from './application/family-views.js';
import { DATABASE_URL, RosterImports } from './application/receive-roster-import.js';
import { ImportRunner } from './gateway/import-runner.js';
import { CapacityExceptionsRepository } from './store/capacity-exceptions.repository.js';
import { FamilyDaysRepository } from './store/family-days.repository.js';
import { FamilyTiesRepository } from './store/family-ties.repository.js';
import { Reorganisations } from './store/reorganisations.repository.js';
import { PeopleDirectory } from './store/people-directory.repository.js';
import { RestrictionsRepository } from './store/restrictions.repository.js';

@Module({
  imports: [AuditModule, TerritoryModule],
  providers: [
    RosterImports,
    PeopleDirectory,
    CapacityExceptions,
    CapacityExceptionsRepository,
    FamilyDays,
    FamilyDaysRepository,
    FamilyTies,
    FamilyTiesRepository,
    FamilyViews,
    RestrictionsRepository,
    Reorganisations,
    ReorganiseSchool,
    { provide: ImportRunner, useFactory: () => new ImportRunner() },
    {
      provide: DATABASE_URL,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => (dataSource.options as { readonly url?: string }).url ?? '',
    },
  ],
  exports: [RosterImports, PeopleDirectory, CapacityExceptions, FamilyTies, FamilyViews, ReorganiseSchool],
})
export class RosterModule {}
