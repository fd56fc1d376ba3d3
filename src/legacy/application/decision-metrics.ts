import { Counter } from 'prom-client';

/** What Prometheus sees of decisions about password sign-ins: codes only. */
export const decisionMetrics = {
  decisions: new Counter({
    name: 'legacy_decisions_total',
    help: 'Decisions about password sign-ins by decision and message code; "none" without a message',
    labelNames: ['decision', 'code'],
  }),
  notesLost: new Counter({
    name: 'legacy_decision_notes_lost_total',
    help: 'Hits of brownouts and unknown accounts that could not be written down; answers do not depend on them',
  }),
} as const;
