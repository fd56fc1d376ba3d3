import { DisableUnused } from './application/disable-unused.js';
import { IncidentDesk } from './application/incident-desk.js';
import { PasswordUsage } from './application/password-usage.js';
import { ProbeDesk } from './application/probe-desk.js';
import { ReceiveSignInEvents } from './application/receive-sign-in-events.js';
import { SignInEventHousekeeping } from './application/sign-in-event-housekeeping.js';
import { UndoUnused } from './application/undo-unused.js';
import { WatchPasswords } from './application/watch-passwords.js';
import { Incidents } from './store/incidents.repository.js';
import { LeakySignIns } from './store/leaky-sign-ins.repository.js';
import { Probes } from './store/probes.repository.js';
import { SignInEvents } from './store/sign-in-events.repository.js';
import { SignInFeed } from './store/sign-in-feed.repository.js';
import { SignInUsage } from './store/sign-in-usage.repository.js';
import { UnusedPasswords } from './store/unused-passwords.repository.js';

/** What e-journals report of sign-ins, and what follows from it, for the faces above. */
export const signInEventDoors = [ReceiveSignInEvents, UndoUnused, IncidentDesk, ProbeDesk, PasswordUsage];

export const signInEvents = [
  ...signInEventDoors,
  ...[SignInEvents, SignInFeed, SignInUsage, SignInEventHousekeeping],
  ...[LeakySignIns, WatchPasswords, Incidents, Probes, UnusedPasswords, DisableUnused],
];
