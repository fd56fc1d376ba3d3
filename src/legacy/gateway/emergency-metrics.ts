import { Gauge } from 'prom-client';

/** What Prometheus sees of emergencies, by the code of the region. */
export const emergencyMetrics = {
  outage: new Gauge({
    name: 'legacy_esia_outage',
    help: '1 while ESIA counts as out for the region: before the cut-over passwords are let through with a warning',
    labelNames: ['region'],
  }),
  breakGlass: new Gauge({
    name: 'legacy_break_glass',
    help: '1 while passwords work for the region by the word of two people',
    labelNames: ['region'],
  }),
} as const;
