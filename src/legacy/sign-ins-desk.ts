/** What the faces need to take sign-ins from e-journals and to show what follows from them: use cases and their words. */
export { IncidentDesk, type WatchAct } from './application/incident-desk.js';
export { PasswordUsage } from './application/password-usage.js';
export { ProbeDesk, type ProvedChannel } from './application/probe-desk.js';
export { type EventBatch, ReceiveSignInEvents } from './application/receive-sign-in-events.js';
export { OWNER_CHECKS, type OwnerCheck, UndoUnused } from './application/undo-unused.js';
export {
  acceptedSpan,
  type DayRefusal,
  type EventRefusal,
  parseMoment,
  SIGN_IN_CHANNELS,
  SIGN_IN_METHODS,
  type SignInChannel,
  type SignInEvent,
  type SignInMethod,
} from './domain/sign-in-event.js';
export type { Incident } from './store/incidents.repository.js';
export type { Probe } from './store/probes.repository.js';
export type { AccountUsage, ChannelShare, SchoolUsage } from './store/sign-in-usage.repository.js';
