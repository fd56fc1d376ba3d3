import { Deliveries } from './application/deliveries.js';
import { DeliveryLog } from './application/delivery-log.js';
import { OptOut } from './application/opt-out.js';
import { ReportStates } from './application/report-states.js';
import { SendDeliveries } from './application/send-deliveries.js';
import { TellDelivered } from './application/tell-delivered.js';
import { Carriers } from './gateway/carriers.js';
import { DeliveryKeys } from './gateway/delivery-keys.js';
import { GatewayCarrier } from './gateway/gateway-carrier.js';
import { MailCarrier } from './gateway/mail-carrier.js';
import { DeliveryStatesController } from './http/delivery-states.controller.js';
import { SignedCallGuard } from './http/signed-call.guard.js';
import { UnsubscribeController } from './http/unsubscribe.controller.js';
import { DeliveryPages } from './pages/delivery-pages.js';
import { DeliveryLogRepository } from './store/delivery-log.repository.js';
import { NoticeDeliveriesRepository } from './store/notice-deliveries.repository.js';
import { OptOutsRepository } from './store/opt-outs.repository.js';

/** What others may use of the ways of messages. */
export const DELIVERY_DOORS = [Deliveries, DeliveryLog];

/** Messages on their way to people. */
export const DELIVERY = [
  ...DELIVERY_DOORS,
  ...[NoticeDeliveriesRepository, OptOutsRepository, DeliveryLogRepository],
  ...[DeliveryKeys, MailCarrier, GatewayCarrier, Carriers],
  ...[SendDeliveries, TellDelivered, ReportStates, OptOut],
  ...[SignedCallGuard, DeliveryPages],
];

export const DELIVERY_CONTROLLERS = [DeliveryStatesController, UnsubscribeController];
