import { Counter, Gauge } from 'prom-client';

const labelNames = ['system'];

/** What Prometheus sees of the webhooks of e-journals. */
export const webhookMetrics = {
  waiting: new Gauge({
    name: 'webhook_deliveries_waiting',
    help: 'Events not yet taken by the e-journal',
    labelNames,
  }),
  dead: new Gauge({
    name: 'webhook_deliveries_dead',
    help: 'Events given up after a day of attempts; they wait for a replay',
    labelNames,
  }),
  oldestSeconds: new Gauge({
    name: 'webhook_oldest_waiting_seconds',
    help: 'Age of the oldest event not yet taken',
    labelNames,
  }),
  calls: new Counter({
    name: 'webhook_calls_total',
    help: 'Calls of webhooks by outcome: taken, failed, dead',
    labelNames: [...labelNames, 'outcome'],
  }),
} as const;
