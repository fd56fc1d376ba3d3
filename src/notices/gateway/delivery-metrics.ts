import { Counter, Gauge } from 'prom-client';

/** What Prometheus sees of messages to people. */
export const deliveryMetrics = {
  breakerOpen: new Gauge({
    name: 'notice_carrier_breaker_open',
    help: '1 while calls of a mail server or gateway are suspended because it does not answer',
    labelNames: ['carrier'],
  }),
  handed: new Counter({
    name: 'notice_messages_handed_total',
    help: 'Attempts to hand a message over by what came of them: sent, bounced, failed, retry, unavailable',
    labelNames: ['carrier', 'outcome'],
  }),
  reported: new Counter({
    name: 'notice_states_reported_total',
    help: 'States of delivery that gateways and mail servers reported: delivered, bounced, failed',
    labelNames: ['state'],
  }),
  waiting: new Gauge({
    name: 'notice_messages_waiting',
    help: 'Messages not yet handed over',
    labelNames: ['carrier'],
  }),
  oldestSeconds: new Gauge({
    name: 'notice_messages_oldest_seconds',
    help: 'Age of the oldest message not yet handed over',
    labelNames: ['carrier'],
  }),
} as const;
