import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountStandings } from './application/account-standing.js';
import { FollowPhases } from './application/follow-phases.js';
import { OfflinePolicy } from './application/offline-policy.js';
import { AccountLinks } from './store/account-link.repository.js';
import { PolicyPages } from './store/policy-pages.repository.js';

/** When campaigns are planned, moved, and read (state-machines.md e.3). */
const campaigns = [FollowPhases];
/** The old login of each account (e.2). */
const credentials: never[] = [];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions: never[] = [];
/** Brownouts, break-glass, the outage of ESIA, locks. */
const emergencies: never[] = [];
/** Decisions, and what e-journals report. */
const decisions: never[] = [];
/** What journals read of their accounts, one by one and as the offline bundle. */
const readings = [AccountStandings, AccountLinks, OfflinePolicy, PolicyPages];

/** Old logins and passwords, and their end. */
@Module({
  imports: [AuditModule, EsiaModule, LinkingModule, RosterModule, TerritoryModule],
  providers: [...campaigns, ...credentials, ...exemptions, ...emergencies, ...decisions, ...readings],
  exports: [AccountStandings, OfflinePolicy],
})
export class LegacyModule {}
