import { ApplicationRole1764000000100 } from './1764000000100-application-role.js';
import { AuditTrail1764000000200 } from './1764000000200-audit-trail.js';
import { Territory1764000000300 } from './1764000000300-territory.js';
import { Roster1764000000400 } from './1764000000400-roster.js';
import { Esia1764000000500 } from './1764000000500-esia.js';
import { Access1764000000600 } from './1764000000600-access.js';
import { Linking1764000000700 } from './1764000000700-linking.js';
import { SignIn1764000000800 } from './1764000000800-sign-in.js';
import { OpenidProvider1764000000900 } from './1764000000900-openid-provider.js';
import { Outbox1764100000100 } from './1764100000100-outbox.js';
import { ImportFiles1764100000200 } from './1764100000200-import-files.js';
import { RosterLife1764100000300 } from './1764100000300-roster-life.js';
import { LinkLife1764100000400 } from './1764100000400-link-life.js';
import { RosterPushes1764100000500 } from './1764100000500-roster-pushes.js';
import { RosterInTime1764100000700 } from './1764100000700-roster-in-time.js';
import { ImportBatchLife1764100000790 } from './1764100000790-import-batch-life.js';
import { PersonDecisions1764100000800 } from './1764100000800-person-decisions.js';
import { Families1764100000900 } from './1764100000900-families.js';
import { SecondEvidence1764100001000 } from './1764100001000-second-evidence.js';
import { UnprovenSignIn1764100001010 } from './1764100001010-unproven-sign-in.js';
import { Throttle1764100001020 } from './1764100001020-throttle.js';
import { SchoolDecides1764100001100 } from './1764100001100-school-decides.js';
import { LinksFollowTheRoster1764100001200 } from './1764100001200-links-follow-the-roster.js';
import { ImportRest1764100001500 } from './1764100001500-import-rest.js';
import { Campaigns1764200000100 } from './1764200000100-campaigns.js';
import { LegacyCredentials1764200000200 } from './1764200000200-legacy-credentials.js';
import { Overlays1764200000300 } from './1764200000300-overlays.js';
import { SignInEvents1764200000400 } from './1764200000400-sign-in-events.js';
import { JournalEvents1764200000500 } from './1764200000500-journal-events.js';
import { ExemptionOfAccount1764200000600 } from './1764200000600-exemption-of-account.js';
import { SignInDecision1764200001000 } from './1764200001000-sign-in-decision.js';
import { JournalFeeds1764200001100 } from './1764200001100-journal-feeds.js';
import { PolicyPages1764200001110 } from './1764200001110-policy-pages.js';
import { SignInFeed1764200001200 } from './1764200001200-sign-in-feed.js';
import { SignInEventMonths1764200001210 } from './1764200001210-sign-in-event-months.js';
import { CredentialsRecallSignIns1764200001220 } from './1764200001220-credentials-recall-sign-ins.js';
import { LeakySignIns1764200001230 } from './1764200001230-leaky-sign-ins.js';
import { ProcessIndicatorsOfSignIns1764200001240 } from './1764200001240-process-indicators-of-sign-ins.js';
import { IncidentNews1764200001250 } from './1764200001250-incident-news.js';
import { CampaignDays1764200001300 } from './1764200001300-campaign-days.js';
import { CampaignReadiness1764200001310 } from './1764200001310-campaign-readiness.js';
import { WaveOfInline1764200001320 } from './1764200001320-wave-of-inline.js';
import { CampaignRequests1764200001400 } from './1764200001400-campaign-requests.js';
import { FollowedPhases1764200001500 } from './1764200001500-followed-phases.js';
import { DeletionActs1764200001510 } from './1764200001510-deletion-acts.js';
import { ExemptionLife1764200001600 } from './1764200001600-exemption-life.js';
import { ProcessIndicatorI401764200001620 } from './1764200001620-process-indicator-i40.js';
import { AccountLocks1764200001700 } from './1764200001700-account-locks.js';
import { Brownouts1764200001710 } from './1764200001710-brownouts.js';
import { TestEvents1764200001720 } from './1764200001720-test-events.js';
import { FactsInTime1764300000100 } from './1764300000100-facts-in-time.js';
import { LinkIntervals1764300000110 } from './1764300000110-link-intervals.js';
import { StatisticsFacts1764300000200 } from './1764300000200-statistics-facts.js';
import { StatisticsSnapshots1764300000300 } from './1764300000300-statistics-snapshots.js';
import { Reports1764300000400 } from './1764300000400-reports.js';
import { SnapshotsTaken1764300001000 } from './1764300001000-snapshots-taken.js';
import { StaleDays1764300001010 } from './1764300001010-stale-days.js';
import { GrowthDecomposition1764300001100 } from './1764300001100-growth-decomposition.js';
import { GrantsOfAClass1764300001200 } from './1764300001200-grants-of-a-class.js';
import { DeclarationsLife1764300001210 } from './1764300001210-declarations-life.js';
import { ProcessFacts1764300001300 } from './1764300001300-process-facts.js';
import { FirstReportForm1764300001400 } from './1764300001400-first-report-form.js';
import { PublishedFormsStay1764300001410 } from './1764300001410-published-forms-stay.js';
import { SentReportsStay1764300001420 } from './1764300001420-sent-reports-stay.js';
import { Rollups1764300001500 } from './1764300001500-rollups.js';
import { ApiKeys1764300001700 } from './1764300001700-api-keys.js';
import { SnapshotCursors1764300001710 } from './1764300001710-snapshot-cursors.js';
import { LifeOfGrants1764400001000 } from './1764400001000-life-of-grants.js';
import { FederalKeys1764400001010 } from './1764400001010-federal-keys.js';
import { MassChangeByTwo1764400001020 } from './1764400001020-mass-change-by-two.js';
import { AuditChain1764400001100 } from './1764400001100-audit-chain.js';
import { AuditSearch1764400001110 } from './1764400001110-audit-search.js';
import { SupportVisits1764400001120 } from './1764400001120-support-visits.js';
import { AuditArchive1764400001130 } from './1764400001130-audit-archive.js';
import { PersonalData1764400001200 } from './1764400001200-personal-data.js';
import { NoticeTemplates1764400001300 } from './1764400001300-notice-templates.js';
import { NoticeIssues1764400001310 } from './1764400001310-notice-issues.js';
import { NoticeCadence1764400001320 } from './1764400001320-notice-cadence.js';
import { ToldPeople1764400001330 } from './1764400001330-told-people.js';
import { NoticeDeliveries1764400001400 } from './1764400001400-notice-deliveries.js';
import { PersonContacts1764400001410 } from './1764400001410-person-contacts.js';
import { FourteenNotices1764400001420 } from './1764400001420-fourteen-notices.js';
import { Letters1764400001430 } from './1764400001430-letters.js';
import { PersonStandings1764400001500 } from './1764400001500-person-standings.js';
import { RevealsOfPeople1764400001510 } from './1764400001510-reveals-of-people.js';
import { IdempotentRequests1764400001520 } from './1764400001520-idempotent-requests.js';
import { JobRuns1764400001600 } from './1764400001600-job-runs.js';
import { KeySightings1764400001610 } from './1764400001610-key-sightings.js';
import { RevisionsSeen1764400001620 } from './1764400001620-revisions-seen.js';
import { ContingentSystems1764600001000 } from './1764600001000-contingent-systems.js';
import { WhoseDelegates1764600001400 } from './1764600001400-whose-delegates.js';
import { AuditByGrants1764600001410 } from './1764600001410-audit-by-grants.js';
import { RiskOfTheDay1764600001500 } from './1764600001500-risk-of-the-day.js';

/** Every migration, in the order of its stamp. */
export const migrations = [
  ApplicationRole1764000000100,
  AuditTrail1764000000200,
  Territory1764000000300,
  Roster1764000000400,
  Esia1764000000500,
  Access1764000000600,
  Linking1764000000700,
  SignIn1764000000800,
  OpenidProvider1764000000900,
  Outbox1764100000100,
  ImportFiles1764100000200,
  RosterLife1764100000300,
  LinkLife1764100000400,
  RosterPushes1764100000500,
  RosterInTime1764100000700,
  ImportBatchLife1764100000790,
  PersonDecisions1764100000800,
  Families1764100000900,
  SecondEvidence1764100001000,
  UnprovenSignIn1764100001010,
  Throttle1764100001020,
  SchoolDecides1764100001100,
  LinksFollowTheRoster1764100001200,
  ImportRest1764100001500,
  Campaigns1764200000100,
  LegacyCredentials1764200000200,
  Overlays1764200000300,
  SignInEvents1764200000400,
  JournalEvents1764200000500,
  ExemptionOfAccount1764200000600,
  SignInDecision1764200001000,
  JournalFeeds1764200001100,
  PolicyPages1764200001110,
  SignInFeed1764200001200,
  SignInEventMonths1764200001210,
  CredentialsRecallSignIns1764200001220,
  LeakySignIns1764200001230,
  ProcessIndicatorsOfSignIns1764200001240,
  IncidentNews1764200001250,
  CampaignDays1764200001300,
  CampaignReadiness1764200001310,
  WaveOfInline1764200001320,
  CampaignRequests1764200001400,
  FollowedPhases1764200001500,
  DeletionActs1764200001510,
  ExemptionLife1764200001600,
  ProcessIndicatorI401764200001620,
  AccountLocks1764200001700,
  Brownouts1764200001710,
  TestEvents1764200001720,
  FactsInTime1764300000100,
  LinkIntervals1764300000110,
  StatisticsFacts1764300000200,
  StatisticsSnapshots1764300000300,
  Reports1764300000400,
  SnapshotsTaken1764300001000,
  StaleDays1764300001010,
  GrowthDecomposition1764300001100,
  GrantsOfAClass1764300001200,
  DeclarationsLife1764300001210,
  ProcessFacts1764300001300,
  FirstReportForm1764300001400,
  PublishedFormsStay1764300001410,
  SentReportsStay1764300001420,
  Rollups1764300001500,
  ApiKeys1764300001700,
  SnapshotCursors1764300001710,
  LifeOfGrants1764400001000,
  FederalKeys1764400001010,
  MassChangeByTwo1764400001020,
  AuditChain1764400001100,
  AuditSearch1764400001110,
  SupportVisits1764400001120,
  AuditArchive1764400001130,
  PersonalData1764400001200,
  NoticeTemplates1764400001300,
  NoticeIssues1764400001310,
  NoticeCadence1764400001320,
  ToldPeople1764400001330,
  NoticeDeliveries1764400001400,
  PersonContacts1764400001410,
  FourteenNotices1764400001420,
  Letters1764400001430,
  PersonStandings1764400001500,
  RevealsOfPeople1764400001510,
  IdempotentRequests1764400001520,
  JobRuns1764400001600,
  KeySightings1764400001610,
  RevisionsSeen1764400001620,
  ContingentSystems1764600001000,
  WhoseDelegates1764600001400,
  AuditByGrants1764600001410,
  RiskOfTheDay1764600001500,
];
