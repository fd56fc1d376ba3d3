import { Announcements } from './application/announcements.js';
import { Contacts } from './application/contacts.js';
import { Deliveries } from './application/deliveries.js';
import { DeliveryLog } from './application/delivery-log.js';
import { HelpDesk } from './application/help-desk.js';
import { Letters } from './application/letters.js';
import { OptOut } from './application/opt-out.js';
import { OwnContacts } from './application/own-contacts.js';
import { RemindOfLetters } from './application/remind-of-letters.js';
import { ReportStates } from './application/report-states.js';
import { SendDeliveries } from './application/send-deliveries.js';
import { TellFourteen } from './application/tell-fourteen.js';
import { TellDelivered } from './application/tell-delivered.js';
import { Carriers } from './gateway/carriers.js';
import { DeliveryKeys } from './gateway/delivery-keys.js';
import { GatewayCarrier } from './gateway/gateway-carrier.js';
import { MailCarrier } from './gateway/mail-carrier.js';
import { DeliveryStatesController } from './http/delivery-states.controller.js';
import { HelpController } from './http/help.controller.js';
import { SignedCallGuard } from './http/signed-call.guard.js';
import { UnsubscribeController } from './http/unsubscribe.controller.js';
import { DeliveryPages } from './pages/delivery-pages.js';
import { AnnouncementsRepository } from './store/announcements.repository.js';
import { ContactsRepository } from './store/contacts.repository.js';
import { DeliveryLogRepository } from './store/delivery-log.repository.js';
import { FourteenRepository } from './store/fourteen.repository.js';
import { LetterRemindersRepository } from './store/letter-reminders.repository.js';
import { LettersRepository } from './store/letters.repository.js';
import { NoticeDeliveriesRepository } from './store/notice-deliveries.repository.js';
import { OptOutsRepository } from './store/opt-outs.repository.js';

/** What others may use of the ways of messages. */
export const DELIVERY_DOORS = [
  Deliveries,
  DeliveryLog,
  Contacts,
  OwnContacts,
  DeliveryPages,
  Letters,
  Announcements,
];

/** Messages on their way to people. */
export const DELIVERY = [
  ...DELIVERY_DOORS,
  ...[NoticeDeliveriesRepository, OptOutsRepository, DeliveryLogRepository, ContactsRepository],
  ...[DeliveryKeys, MailCarrier, GatewayCarrier, Carriers],
  ...[SendDeliveries, TellDelivered, ReportStates, OptOut],
  ...[AnnouncementsRepository, LettersRepository, LetterRemindersRepository, RemindOfLetters],
  ...[TellFourteen, FourteenRepository],
  ...[SignedCallGuard, HelpDesk],
];

export const DELIVERY_CONTROLLERS = [DeliveryStatesController, UnsubscribeController, HelpController];
