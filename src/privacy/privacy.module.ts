import { Module } from '@nestjs/common';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { EnforceRetention } from './application/enforce-retention.js';
import { EraseSubject } from './application/erase-subject.js';
import { LeakDesk } from './application/leak-desk.js';
import { MakeAccessReport } from './application/make-access-report.js';
import { Officers } from './application/officer.js';
import { Registers } from './application/registers.js';
import { SubjectDesk } from './application/subject-desk.js';
import { Leaks } from './store/leaks.repository.js';
import { RegisterRows } from './store/registers.repository.js';
import { SubjectData } from './store/subject-data.repository.js';
import { SubjectRequests } from './store/subject-requests.repository.js';

const doors = [SubjectDesk, MakeAccessReport, EraseSubject, LeakDesk, Registers];

/** What the law on personal data asks of whoever holds them: rights of the people, periods, purposes, leaks. */
@Module({
  imports: [LinkingModule, RosterModule, TerritoryModule],
  providers: [Officers, EnforceRetention, Leaks, RegisterRows, SubjectData, SubjectRequests, ...doors],
  exports: doors,
})
export class PrivacyModule {}
