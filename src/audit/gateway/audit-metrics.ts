import { Counter, Gauge } from 'prom-client';

/** What Prometheus sees of the trail. */
export const auditMetrics = {
  waiting: new Gauge({
    name: 'audit_waiting_events',
    help: 'Entries of the audit that no block of the chain holds yet; more than a minute of work means that sealing fails',
  }),
  block: new Gauge({
    name: 'audit_chain_block',
    help: 'Number of the last block of the audit chain; it never goes down',
  }),
  alerts: new Counter({
    name: 'audit_alerts_total',
    help: 'Alerts that the audit raised, by the code of the alert',
    labelNames: ['alert'],
  }),
} as const;

// A series that begins at one never rises: the rate of the first alert would be nothing.
auditMetrics.alerts.inc({ alert: 'many_reveals' }, 0);
