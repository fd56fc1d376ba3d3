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
} as const;

/** Labels of a certificate: whose it is, and the first 8 hex digits of its Streebog-256. */
interface CertificateLabels {
  readonly whose: 'own' | 'esia';
  readonly hash: string;
}

const watched = new Map<string, { readonly labels: CertificateLabels; readonly days: () => number }>();

new Gauge({
  name: 'esia_certificate_days_left',
  help: 'Whole days until a certificate ends, negative after; "own" signs our requests, "esia" verifies tokens',
  labelNames: ['whose', 'hash'],
  collect() {
    for (const { labels, days } of watched.values()) this.set({ ...labels }, days());
  },
});

/** Shows the days that a certificate has left, counted anew each time that somebody asks. */
export function watchCertificate(labels: CertificateLabels, days: () => number): void {
  watched.set(`${labels.whose} ${labels.hash}`, { labels, days });
}
