import { Counter, Gauge, Histogram } from 'prom-client';

/** What Prometheus sees of our talk with ESIA. Labels are codes and names of ours, never what a person or ESIA wrote. */
export const esiaMetrics = {
  requests: new Histogram({
    name: 'esia_request_seconds',
    help: 'Requests to ESIA by endpoint and result',
    labelNames: ['endpoint', 'result'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  waiting: new Gauge({ name: 'esia_requests_waiting', help: 'Requests to ESIA that wait for their turn' }),
  breakerOpen: new Gauge({
    name: 'esia_breaker_open',
    help: '1 while the circuit breaker keeps requests from ESIA',
  }),
  outcomes: new Counter({
    name: 'esia_sign_ins_total',
    help: 'Returns from ESIA by what came of them',
    labelNames: ['outcome'],
  }),
  errors: new Counter({
    name: 'esia_errors_total',
    help: 'Errors that ESIA named, by its code; "unknown" for codes without a rule',
    labelNames: ['code'],
  }),
  faults: new Counter({
    name: 'esia_faults_total',
    help: 'Answers of ESIA that were refused, by reason; each is worth an alarm',
    labelNames: ['fault'],
  }),
  clockSkew: new Gauge({
    name: 'esia_clock_skew_seconds',
    help: 'The clock of ESIA (its Date header) minus ours',
  }),
  certificateEnds: new Gauge({
    name: 'esia_certificate_not_after_seconds',
    help: 'When a certificate ends, seconds since 1970; "own" signs our requests, "esia" verifies tokens',
    labelNames: ['whose', 'hash'],
  }),
} as const;
