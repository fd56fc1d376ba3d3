import { Gauge } from 'prom-client';

/** What Prometheus sees of the schools' work: cases that wait, by who is to answer. */
export const linkingMetrics = {
  openReviews: new Gauge({
    name: 'link_reviews_open',
    help: 'Open cases by the level that is to answer; those at "ministry" are an alarm',
    labelNames: ['level'],
  }),
} as const;
