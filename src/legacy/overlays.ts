/** Exemptions, refusals, re-enabled and ordered passwords: what the faces in `admin` and `journal` need to speak of them. */
export { AskExemptions } from './application/ask-exemptions.js';
export { DecideExemptions, type ExemptionDecision } from './application/decide-exemptions.js';
export { EsiaRefusals } from './application/esia-refusals.js';
export { OrderCredential } from './application/order-credential.js';
export type { OverlayAct } from './application/overlay-act.js';
export { OverlayReadings } from './application/overlay-readings.js';
export { ReenablePasswords } from './application/reenable-passwords.js';
export { ReenableSchool } from './application/reenable-school.js';
export {
  EXEMPTION_GROUNDS,
  EXEMPTION_STATES,
  EXEMPTION_TYPES,
  type ExemptionGround,
  type ExemptionScope,
  type ExemptionState,
  type ExemptionType,
  holdsUntil,
} from './domain/exemption.js';
export type { Exemption } from './store/exemptions.repository.js';
export { type ReenableWindow, WINDOW_STATES, type WindowState } from './store/reenable-windows.repository.js';
export type { EsiaRefusal } from './store/refusals.repository.js';
export { WaitingOverlayWork } from './store/waiting-overlay-work.repository.js';
