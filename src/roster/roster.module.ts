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
import { CloseMendedRosterTasks } from './application/close-mended-roster-tasks.js';
import { CorrectPerson } from './application/correct-person.js';
import { MergePeople } from './application/merge-people.js';
import { PeopleDesk } from './application/people-desk.js';
import { PersonGate } from './application/person-gate.js';
import { BlockPerson } from './application/block-person.js';
import { ProtectPerson } from './application/protect-person.js';
import { ReorganiseSchool } from './application/reorganise-school.js';
import { QualityBoard } from './application/quality-board.js';
import { RecordAdoption } from './application/record-adoption.js';
import { RecordDeath } from './application/record-death.js';
import { SplitPerson } from './application/split-person.js';
import { SettleTwoSchools } from './application/settle-two-schools.js';
import { CapacityExceptions } from './application/capacity-exceptions.js';
import { FamilyDays } from './application/family-days.js';
import { FamilyTies } from './application/family-ties.js';
import { FamilyViews } from './application/family-views.js';
import { ImportRunner } from './gateway/import-runner.js';
import { ReportRunner } from './gateway/report-runner.js';
import { CapacityExceptionsRepository } from './store/capacity-exceptions.repository.js';
import { FamilyDaysRepository } from './store/family-days.repository.js';
import { FamilyTiesRepository } from './store/family-ties.repository.js';
import { PeopleForReview } from './store/people-for-review.repository.js';
import { RestrictionsRepository } from './store/restrictions.repository.js';
import { DataQuality } from './store/data-quality.repository.js';
import { MergeProposals } from './store/merge-proposals.repository.js';
import { Reorganisations } from './store/reorganisations.repository.js';
import { PeopleDirectory } from './store/people-directory.repository.js';
import { PeopleRegister } from './store/people-register.repository.js';
import { PersonDecisions } from './store/person-decisions.repository.js';
import { Prematch } from './store/prematch.repository.js';
import { RosterTasks } from './store/roster-tasks.repository.js';
import { ContingentSystems } from './store/contingent-systems.repository.js';
import { WaitingRosterWork } from './store/waiting-roster-work.repository.js';

/** What administrators do with persons by hand. */
const BY_HAND = [
  PeopleDesk,
  QualityBoard,
  MergePeople,
  SplitPerson,
  ProtectPerson,
  BlockPerson,
  RecordAdoption,
  RecordDeath,
  CorrectPerson,
];

@Module({
  imports: [AuditModule, TerritoryModule],
  providers: [
    RosterImports,
    RosterPushes,
    ContingentSystems,
    FaultReports,
    ImportQueue,
    DecideImport,
    RollBackImport,
    PeopleDirectory,
    { provide: ReportRunner, useFactory: () => new ReportRunner() },
    ...BY_HAND,
    ...[PersonGate, PeopleRegister, PersonDecisions, MergeProposals, RosterTasks, CloseMendedRosterTasks],
    ...[DataQuality, Prematch, WaitingRosterWork],
    CapacityExceptions,
    CapacityExceptionsRepository,
    FamilyDays,
    FamilyDaysRepository,
    FamilyTies,
    FamilyTiesRepository,
    FamilyViews,
    RestrictionsRepository,
    PeopleForReview,
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
    PersonGate,
    RosterImports,
    RosterPushes,
    FaultReports,
    DecideImport,
    RollBackImport,
    PeopleDirectory,
    ReorganiseSchool,
    ...BY_HAND,
    CapacityExceptions,
    FamilyTies,
    FamilyViews,
    PeopleForReview,
    WaitingRosterWork,
  ],
})
export class RosterModule {}
