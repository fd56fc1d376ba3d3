import { AskExemptions } from './application/ask-exemptions.js';
import { DecideExemptions } from './application/decide-exemptions.js';
import { EndOverlays } from './application/end-overlays.js';
import { EsiaRefusals } from './application/esia-refusals.js';
import { ExemptionRecords } from './application/exemption-records.js';
import { GiveJoinedLate } from './application/give-joined-late.js';
import { MoveExemptions } from './application/move-exemptions.js';
import { OrderCredential } from './application/order-credential.js';
import { OverlayReadings } from './application/overlay-readings.js';
import { ReenablePasswords } from './application/reenable-passwords.js';
import { ReenableSchool } from './application/reenable-school.js';
import { AccountsToReenable } from './store/accounts-to-reenable.repository.js';
import { CredentialOrders } from './store/credential-orders.repository.js';
import { ExemptionDays } from './store/exemption-days.repository.js';
import { ExemptionReadings } from './store/exemption-readings.repository.js';
import { ExemptionsRepository } from './store/exemptions.repository.js';
import { JoinedLateRepository } from './store/joined-late.repository.js';
import { LinkedOverlays } from './store/linked-overlays.repository.js';
import { OverlayPlaces } from './store/overlay-places.repository.js';
import { ReenableWindows } from './store/reenable-windows.repository.js';
import { RefusalsRepository } from './store/refusals.repository.js';
import { WaitingOverlayWork } from './store/waiting-overlay-work.repository.js';

/** What administrators and e-journals ask of exemptions, refusals, re-enabled and ordered passwords. */
export const overlayDoors = [
  ...[AskExemptions, DecideExemptions, EsiaRefusals, OverlayReadings],
  ...[ReenablePasswords, ReenableSchool, OrderCredential, WaitingOverlayWork],
];

export const overlayProviders = [
  ...overlayDoors,
  ...[ExemptionRecords, MoveExemptions, GiveJoinedLate, EndOverlays],
  ...[ExemptionsRepository, ExemptionReadings, ExemptionDays, JoinedLateRepository, LinkedOverlays],
  ...[OverlayPlaces, RefusalsRepository, ReenableWindows, AccountsToReenable, CredentialOrders],
];
