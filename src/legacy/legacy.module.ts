import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LinkingModule } from '../linking/index.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { overlayDoors, overlayProviders } from './overlay.providers.js';
import { FollowPhases } from './application/follow-phases.js';
import { Calendar } from './store/calendar.repository.js';
import { CampaignPolicies } from './store/campaign-policies.repository.js';
import { MoveCredentials } from './application/move-credentials.js';
import { CredentialsRepository } from './store/credentials.repository.js';

/** When campaigns are planned, moved, and read (state-machines.md e.3). */
const campaigns = [FollowPhases];
/** The old login of each account (e.2). */
const credentials = [CredentialsRepository, MoveCredentials];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions = overlayProviders;
/** Brownouts, break-glass, the outage of ESIA, locks. */
const emergencies: never[] = [];
/** Decisions, and what e-journals report. */
const decisions: never[] = [];

/** The calendar and the policies, which all of them ask. */
const planning = [Calendar, CampaignPolicies];

/** Old logins and passwords, and their end. */
@Module({
  imports: [AuditModule, EsiaModule, LinkingModule, RosterModule, TerritoryModule],
  providers: [...planning, ...campaigns, ...credentials, ...exemptions, ...emergencies, ...decisions],
  exports: [...overlayDoors],
})
export class LegacyModule {}
