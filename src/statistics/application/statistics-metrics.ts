import { Counter } from 'prom-client';

/** What Prometheus sees of snapshots: how many, and whether their numbers hold together. */
export const statisticsMetrics = {
  snapshots: new Counter({
    name: 'statistics_snapshots_total',
    help: 'Snapshots of a day that were kept, by cause: daily, caught_up, restated',
    labelNames: ['cause'],
  }),
  broken: new Counter({
    name: 'statistics_integrity_failures_total',
    help: 'Snapshots whose region is not the sum of its schools, or that count a pupil twice',
  }),
} as const;
