import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { EsiaModule } from '../esia/index.js';
import { LinkingModule } from '../linking/index.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { RosterModule } from '../roster/index.js';
import { TerritoryModule } from '../territory/index.js';
import { overlayDoors, overlayProviders } from './overlay.providers.js';
import { AccountStandings } from './application/account-standing.js';
import { FollowPhases } from './application/follow-phases.js';
import { OwnPasswords } from './application/own-passwords.js';
import { OfflinePolicy } from './application/offline-policy.js';
import { AccountLinks } from './store/account-link.repository.js';
import { OwnPasswordsRepository } from './store/own-passwords.repository.js';
import { ToldCutovers } from './store/told-cutovers.repository.js';
import { PolicyPages } from './store/policy-pages.repository.js';
import { CampaignGround } from './application/campaign-ground.js';
import { CampaignReadiness } from './application/campaign-readiness.js';
import { MoveCampaignsInTime } from './application/move-campaigns-in-time.js';
import { MoveCampaigns } from './application/move-campaigns.js';
import { RecordCampaignSteps } from './application/record-campaign-steps.js';
import { TakeCampaignStep } from './application/take-campaign-step.js';
import { DecideSignIn } from './application/decide-sign-in.js';
import { DecisionNotes } from './application/decision-notes.js';
import { credentials, credentialsDoor } from './credentials.providers.js';
import { emergencies, emergencyDoors } from './emergency.providers.js';
import { planning, planningDoor } from './planning.providers.js';
import { signInEventDoors, signInEvents } from './sign-in-events.providers.js';
import { ToldPeople } from './application/told-people.js';
import { ToldPeopleRepository } from './store/told-people.repository.js';
import { CampaignTasks } from './store/campaign-tasks.repository.js';
import { CampaignsRepository } from './store/campaigns.repository.js';
import { ReadinessRepository } from './store/readiness.repository.js';
import { BrownoutHits } from './store/brownout-hits.repository.js';
import { UnknownAccounts } from './store/unknown-accounts.repository.js';

/** When campaigns are moved and what they wait for (state-machines.md e.3). */
const campaigns = [
  ...[CampaignsRepository, CampaignTasks, ReadinessRepository],
  ...[ToldPeopleRepository, ToldPeople],
  ...[FollowPhases, RecordCampaignSteps, CampaignGround, CampaignReadiness],
  ...[MoveCampaigns, TakeCampaignStep, MoveCampaignsInTime],
];
/** Exemptions, refusals, re-enable windows (e.5). */
const exemptions = overlayProviders;
/** The answer to an e-journal before it looks at a password. */
const decisions = [BrownoutHits, UnknownAccounts, DecisionNotes, DecideSignIn];
/** What journals read of their accounts, one by one and as the offline bundle, and a person of their own. */
const readings = [
  AccountStandings,
  AccountLinks,
  OfflinePolicy,
  PolicyPages,
  OwnPasswords,
  OwnPasswordsRepository,
  ToldCutovers,
];

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
    ...signInEvents,
  ],
  exports: [
    ...planningDoor,
    ...credentialsDoor,
    ...emergencyDoors,
    ...signInEventDoors,
    ...overlayDoors,
    ...[AccountStandings, DecideSignIn, OfflinePolicy, OwnPasswords, ToldCutovers, ToldPeople],
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
