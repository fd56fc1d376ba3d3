import { PeopleForReview } from '../roster/index.js';
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

/** The old login of each account (state-machines.md e.2), and what others may use of it. */
export const credentialsDoor = [DeletionActs, ReadCredentials];

export const credentials = [
  ...credentialsDoor,
  ...[CredentialsRepository, CredentialPlaces, CredentialsDue, WaveMembers, MoveCredentials, SettleAccounts],
  ...[CredentialsFollowRoster, CredentialsFollowLinks, CredentialsInTime, CredentialsSchedule],
  ...[DeletionActsRepository, CredentialReadings, PeopleForReview],
];
