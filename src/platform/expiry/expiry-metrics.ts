import { Gauge } from 'prom-client';
import type { Expiry } from './expiry.js';

type Shown = () => readonly { readonly expiry: Expiry; readonly days: number }[];

const shown = new Set<Shown>();

new Gauge({
  name: 'expiry_days_left',
  help: 'Whole days until a certificate or an API key ends, or a key should be changed; negative after',
  labelNames: ['kind', 'name'],
  collect() {
    this.reset();
    for (const show of shown)
      for (const { expiry, days } of show()) this.set({ kind: expiry.kind, name: expiry.name }, days);
  },
});

/** Shows the days, counted anew each time that somebody asks; returns what ends it. */
export function showDaysLeft(show: Shown): () => void {
  shown.add(show);
  return () => shown.delete(show);
}
