import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { LinkingModule } from '../linking/index.js';
import { PeopleForReview, RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { AccountStandings } from './application/account-standing.js';
import { FollowPhases } from './application/follow-phases.js';
import { OfflinePolicy } from './application/offline-policy.js';
import { AccountLinks } from './store/account-link.repository.js';
import { PolicyPages } from './store/policy-pages.repository.js';
import { CampaignGround } from './application/campaign-ground.js';
import { DecideSignIn } from './application/decide-sign-in.js';
import { DecisionNotes } from './application/decision-notes.js';
import { CampaignReadiness } from './application/campaign-readiness.js';
import { MoveCampaignsInTime } from './application/move-campaigns-in-time.js';
import { MoveCampaigns } from './application/move-campaigns.js';
import { RecordCampaignSteps } from './application/record-campaign-steps.js';
import { TakeCampaignStep } from './application/take-campaign-step.js';
import { planning, planningDoor } from './planning.providers.js';
import { signIns, signInsDoor } from './sign-ins.providers.js';
import { BrownoutHits } from './store/brownout-hits.repository.js';
import { UnknownAccounts } from './store/unknown-accounts.repository.js';
import { CampaignTasks } from './store/campaign-tasks.repository.js';
import { CampaignsRepository } from './store/campaigns.repository.js';
import { ReadinessRepository } from './store/readiness.repository.js';
import { CredentialsFollowLinks } from './application/credentials-follow-links.js';
import { CredentialsFollowRoster } from './application/credentials-follow-roster.js';
import { CredentialsInTime } from './application/credentials-in-time.js';
import { CredentialsSchedule } from './application/credentials-schedule.js';
import { DeletionActs } from './application/deletion-acts.js';
import { MoveCredentials } from './application/move-credentials.js';
import { ReadCredentials } from './application/read-credentials.js';
import { SettleAccounts } from './application/settle-accounts.js';
import { CredentialPlaces } from './store/credential-places.repository.js';
import { CredentialReadings } from './store/credential-readings.repository.js';
import { CredentialsDue } from './store/credentials-due.repository.js';
import { CredentialsRepository } from './store/credentials.repository.js';
import { DeletionActsRepository } from './store/deletion-acts.repository.js';
import { WaveMembers } from './store/wave-members.repository.js';

/** When campaigns are planned, moved, and read (state-machines.md e.3). */
const campaigns = [
  ...[CampaignsRepository, CampaignTasks, ReadinessRepository],
  ...[FollowPhases, RecordCampaignSteps, CampaignGround, CampaignReadiness],
  ...[MoveCampaigns, TakeCampaignStep, MoveCampaignsInTime],
];
/** The old login of each account (e.2). */
const credentials = [
  ...[CredentialsRepository, CredentialPlaces, CredentialsDue, WaveMembers, MoveCredentials, SettleAccounts],
  ...[CredentialsFollowRoster, CredentialsFollowLinks, CredentialsInTime, CredentialsSchedule],
  ...[DeletionActsRepository, DeletionActs, CredentialReadings, ReadCredentials, PeopleForReview],
];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions: never[] = [];
/** Brownouts, break-glass, the outage of ESIA, locks. */
const emergencies: never[] = [];
/** Decisions, and what e-journals report. */
const decisions = [BrownoutHits, UnknownAccounts, DecisionNotes, DecideSignIn];
/** What journals read of their accounts, one by one and as the offline bundle. */
const readings = [AccountStandings, AccountLinks, OfflinePolicy, PolicyPages];

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
    ...readings,
    ...signIns,
  ],
  exports: [
    ...planningDoor,
    ...signInsDoor,
    DeletionActs,
    ReadCredentials,
    AccountStandings,
    DecideSignIn,
    OfflinePolicy,
  ],
})
export class LegacyModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(MoveCampaignsInTime) private readonly inTime: MoveCampaignsInTime,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'campaigns.move', everyMs: 60_000, run: (now) => this.inTime.execute(now) });
  }
}
