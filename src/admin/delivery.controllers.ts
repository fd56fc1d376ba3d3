import { DeliveriesController } from './http/delivery/deliveries.controller.js';
import { DeliveryActs } from './http/delivery/delivery-acts.js';

/** Messages, letters and announcements. */
export const deliveryControllers = [DeliveriesController];

export const deliveryParts = [DeliveryActs];
