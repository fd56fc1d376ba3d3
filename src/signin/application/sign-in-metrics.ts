import { Counter } from 'prom-client';

/** What Prometheus sees of what people read after «Это я»: codes of docs/linking.md only. */
export const signInMetrics = {
  outcomes: new Counter({
    name: 'sign_in_outcomes_total',
    help: 'Outcomes of confirmed sign-ins by code, one for each account or refusal',
    labelNames: ['code'],
  }),
} as const;
