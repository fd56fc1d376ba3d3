export { Deliveries, type NewMessage } from './application/deliveries.js';
export { deliveryProblems } from './delivery.problems.js';
export { DeliveryModule } from './delivery.module.js';
export { DeliverySettings } from './delivery.settings.js';
