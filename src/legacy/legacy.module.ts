import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { DisableUnused } from './application/disable-unused.js';
import { FollowPhases } from './application/follow-phases.js';
import { IncidentDesk } from './application/incident-desk.js';
import { PasswordUsage } from './application/password-usage.js';
import { ProbeDesk } from './application/probe-desk.js';
import { ReceiveSignInEvents } from './application/receive-sign-in-events.js';
import { SignInEventHousekeeping } from './application/sign-in-event-housekeeping.js';
import { UndoUnused } from './application/undo-unused.js';
import { WatchPasswords } from './application/watch-passwords.js';
import { CampaignTasks } from './store/campaign-tasks.repository.js';
import { Incidents } from './store/incidents.repository.js';
import { LeakySignIns } from './store/leaky-sign-ins.repository.js';
import { Probes } from './store/probes.repository.js';
import { SignInEvents } from './store/sign-in-events.repository.js';
import { SignInFeed } from './store/sign-in-feed.repository.js';
import { SignInUsage } from './store/sign-in-usage.repository.js';
import { UnusedPasswords } from './store/unused-passwords.repository.js';
import { Calendar } from './store/calendar.repository.js';
import { CampaignPolicies } from './store/campaign-policies.repository.js';
import { MoveCredentials } from './application/move-credentials.js';
import { CredentialsRepository } from './store/credentials.repository.js';

/** When campaigns are planned, moved, and read (state-machines.md e.3). */
const campaigns = [FollowPhases];
/** The old login of each account (e.2). */
const credentials = [CredentialsRepository, MoveCredentials];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions: never[] = [];
/** Brownouts, break-glass, the outage of ESIA, locks. */
const emergencies: never[] = [];
/** Decisions, and what e-journals report. */
const decisions: never[] = [];

/** The calendar and the policies, which all of them ask. */
const planning = [Calendar, CampaignPolicies];
/** Sign-ins that e-journals report, and what follows from them. */
const signInEvents = [
  CampaignTasks,
  SignInEvents,
  SignInFeed,
  LeakySignIns,
  WatchPasswords,
  SignInEventHousekeeping,
  UnusedPasswords,
  DisableUnused,
  Incidents,
  Probes,
  SignInUsage,
];
const signInEventDoors = [ReceiveSignInEvents, UndoUnused, IncidentDesk, ProbeDesk, PasswordUsage];

/** Old logins and passwords, and their end. */
@Module({
  imports: [AuditModule, EsiaModule, LinkingModule, RosterModule, TerritoryModule],
  providers: [
    ...planning,
    ...campaigns,
    ...credentials,
    ...exemptions,
    ...emergencies,
    ...decisions,
    ...signInEvents,
    ...signInEventDoors,
  ],
  exports: [...signInEventDoors],
})
export class LegacyModule {}
