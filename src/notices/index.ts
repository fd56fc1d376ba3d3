export { Deliveries, type NewMessage } from './application/deliveries.js';
export { DeliveryLog, type ShownDelivery } from './application/delivery-log.js';
export { DELIVERY_CHANNELS, DELIVERY_STATES } from './domain/delivery-state.js';
export type { LogFilter } from './store/delivery-log.repository.js';
export { deliveryProblems } from './delivery.problems.js';
export { DeliveryModule } from './delivery.module.js';
export { DeliverySettings } from './delivery.settings.js';
