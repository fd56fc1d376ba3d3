import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditModule } from '../audit/index.js';
import { DecideImport } from './application/decide-import.js';
import { FaultReports } from './application/fault-reports.js';
import { DATABASE_URL, ImportQueue } from './application/import-queue.js';
import { RosterImports } from './application/receive-roster-import.js';
import { RosterPushes } from './application/receive-roster-push.js';
import { RollBackImport } from './application/roll-back-import.js';
import { TerritoryModule } from '../territory/index.js';
import { ReorganiseSchool } from './application/reorganise-school.js';
import { SettleTwoSchools } from './application/settle-two-schools.js';
import { ImportRunner } from './gateway/import-runner.js';
import { ReportRunner } from './gateway/report-runner.js';
import { Reorganisations } from './store/reorganisations.repository.js';
import { PeopleDirectory } from './store/people-directory.repository.js';

@Module({
  imports: [AuditModule, TerritoryModule],
  providers: [
    RosterImports,
    RosterPushes,
    FaultReports,
    ImportQueue,
    DecideImport,
    RollBackImport,
    PeopleDirectory,
    { provide: ReportRunner, useFactory: () => new ReportRunner() },
    Reorganisations,
    ReorganiseSchool,
    SettleTwoSchools,
    { provide: ImportRunner, useFactory: () => new ImportRunner() },
    {
      provide: DATABASE_URL,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => (dataSource.options as { readonly url?: string }).url ?? '',
    },
  ],
  exports: [
    RosterImports,
    RosterPushes,
    FaultReports,
    DecideImport,
    RollBackImport,
    PeopleDirectory,
    ReorganiseSchool,
  ],
})
export class RosterModule {}
