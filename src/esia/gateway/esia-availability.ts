import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';

/** Whether this server can reach ESIA: `open` is the circuit breaker's word for "we stopped asking". */
export interface EsiaReach {
  readonly state: 'closed' | 'open';
  readonly since: Date;
}

/** Told at every change. */
export type ReachListener = (reach: EsiaReach) => void;

/**
 * What this server knows of ESIA's availability (AUTH-13, LEG-19). The state is of one process: whoever makes the region's
 * outage of it writes it to the database.
 */
@Injectable()
export class EsiaAvailability {
  private readonly listeners = new Set<ReachListener>();
  private reach: EsiaReach;

  constructor(@Inject(Clock) clock: Clock) {
    this.reach = { state: 'closed', since: clock.now() };
  }

  now(): EsiaReach {
    return this.reach;
  }

  /** Calls `listener` at every change; returns how to stop it. */
  onChange(listener: ReachListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** For the circuit breaker only. */
  report(state: EsiaReach['state'], since: Date): void {
    if (state === this.reach.state) return;
    this.reach = { state, since };
    for (const listener of this.listeners) listener(this.reach);
  }
}
