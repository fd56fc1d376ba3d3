import { DeliveriesController } from './http/delivery/deliveries.controller.js';
import { OwnContactsController } from './http/delivery/own-contacts.controller.js';
import { DeliveryActs } from './http/delivery/delivery-acts.js';

/** Messages, letters and announcements. */
export const deliveryControllers = [DeliveriesController, OwnContactsController];

export const deliveryParts = [DeliveryActs];
