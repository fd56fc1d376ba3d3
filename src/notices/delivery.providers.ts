import { Contacts } from './application/contacts.js';
import { Deliveries } from './application/deliveries.js';
import { DeliveryLog } from './application/delivery-log.js';
import { HelpDesk } from './application/help-desk.js';
import { OptOut } from './application/opt-out.js';
import { OwnContacts } from './application/own-contacts.js';
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
import { ContactsRepository } from './store/contacts.repository.js';
import { DeliveryLogRepository } from './store/delivery-log.repository.js';
import { FourteenRepository } from './store/fourteen.repository.js';
import { NoticeDeliveriesRepository } from './store/notice-deliveries.repository.js';
import { OptOutsRepository } from './store/opt-outs.repository.js';

/** What others may use of the ways of messages. */
export const DELIVERY_DOORS = [Deliveries, DeliveryLog, Contacts, OwnContacts, DeliveryPages];

/** Messages on their way to people. */
export const DELIVERY = [
  ...DELIVERY_DOORS,
  ...[NoticeDeliveriesRepository, OptOutsRepository, DeliveryLogRepository, ContactsRepository],
  ...[DeliveryKeys, MailCarrier, GatewayCarrier, Carriers],
  ...[SendDeliveries, TellDelivered, ReportStates, OptOut],
  ...[TellFourteen, FourteenRepository],
  ...[SignedCallGuard, HelpDesk],
];

export const DELIVERY_CONTROLLERS = [DeliveryStatesController, UnsubscribeController, HelpController];
