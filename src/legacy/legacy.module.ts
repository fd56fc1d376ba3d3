import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LinkingModule } from '../linking/index.js';
import { PeopleForReview, RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { BreakGlassDesk } from './application/break-glass.js';
import { BrownoutGround } from './application/brownout-ground.js';
import { Brownouts } from './application/brownouts.js';
import { EmergencyJobs } from './application/emergency-jobs.js';
import { EsiaOutageDesk } from './application/esia-outages.js';
import { FollowPhases } from './application/follow-phases.js';
import { LockAccounts } from './application/lock-accounts.js';
import { LockDesk } from './application/lock-desk.js';
import { MoveBrownouts } from './application/move-brownouts.js';
import { PlanBrownouts } from './application/plan-brownouts.js';
import { RunBrownouts } from './application/run-brownouts.js';
import { WriteLocks } from './application/write-locks.js';
import { BreakGlassRepository } from './store/break-glass.repository.js';
import { BrownoutReadings } from './store/brownout-readings.repository.js';
import { BrownoutsRepository } from './store/brownouts.repository.js';
import { EsiaOutages } from './store/esia-outages.repository.js';
import { LessonHoursRepository } from './store/lesson-hours.repository.js';
import { SecurityLocks } from './store/security-locks.repository.js';
import { Calendar } from './store/calendar.repository.js';
import { CampaignPolicies } from './store/campaign-policies.repository.js';

/** When campaigns are planned, moved, and read (state-machines.md e.3). */
const campaigns = [FollowPhases];
/** The old login of each account (e.2). */
const credentials: never[] = [];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions: never[] = [];
/** Brownouts, break-glass, the outage of ESIA, locks. */
const brownouts = [
  ...[BrownoutsRepository, BrownoutReadings, LessonHoursRepository],
  ...[BrownoutGround, PlanBrownouts, MoveBrownouts, RunBrownouts, Brownouts],
];
const emergencies = [
  ...[...brownouts, BreakGlassRepository, BreakGlassDesk, EsiaOutages, EsiaOutageDesk],
  ...[SecurityLocks, PeopleForReview, WriteLocks, LockAccounts, LockDesk, EmergencyJobs],
];
/** Decisions, and what e-journals report. */
const decisions: never[] = [];

/** The calendar and the policies, which all of them ask. */
const planning = [Calendar, CampaignPolicies];

/** Old logins and passwords, and their end. */
@Module({
  imports: [AuditModule, EsiaModule, LinkingModule, RosterModule, TerritoryModule],
  providers: [...planning, ...campaigns, ...credentials, ...exemptions, ...emergencies, ...decisions],
  exports: [Brownouts, BreakGlassDesk, EsiaOutageDesk, LockDesk],
})
export class LegacyModule {}
