import { DeliveriesController } from './http/delivery/deliveries.controller.js';
import { AnnouncementsController } from './http/delivery/announcements.controller.js';
import { LettersController } from './http/delivery/letters.controller.js';
import { OwnContactsController } from './http/delivery/own-contacts.controller.js';
import { DeliveryActs } from './http/delivery/delivery-acts.js';

/** Messages, letters and announcements. */
export const deliveryControllers = [
  DeliveriesController,
  OwnContactsController,
  LettersController,
  AnnouncementsController,
];

export const deliveryParts = [DeliveryActs];
