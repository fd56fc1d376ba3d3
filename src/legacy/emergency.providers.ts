import { PeopleForReview } from '../roster/index.js';
import { BreakGlassDesk } from './application/break-glass.js';
import { BrownoutGround } from './application/brownout-ground.js';
import { Brownouts } from './application/brownouts.js';
import { EmergencyJobs } from './application/emergency-jobs.js';
import { EsiaOutageDesk } from './application/esia-outages.js';
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

/** What the other contexts may use. */
export const emergencyDoors = [Brownouts, BreakGlassDesk, EsiaOutageDesk, LockDesk];

/** Brownouts, break-glass, the outage of ESIA, locks. */
export const emergencies = [
  ...emergencyDoors,
  ...[BrownoutsRepository, BrownoutReadings, LessonHoursRepository],
  ...[BrownoutGround, PlanBrownouts, MoveBrownouts, RunBrownouts],
  ...[BreakGlassRepository, EsiaOutages, SecurityLocks, PeopleForReview],
  ...[WriteLocks, LockAccounts, EmergencyJobs],
];
