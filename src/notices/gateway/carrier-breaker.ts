import CircuitBreaker from 'opossum';
import type { Carrier, Handed, Outgoing } from '../domain/outgoing.js';
import { deliveryMetrics } from './delivery-metrics.js';

/** Tells opossum that nobody was there, and carries what to answer. */
class NobodyThere extends Error {
  constructor(readonly handed: Handed) {
    super('nobody is there');
  }
}

const RESET_MS = 30_000;
const CALLS = 5;

/** A circuit breaker round one carrier: after five calls that mostly reached nobody it rests for half a minute. */
export class CarrierBreaker {
  private readonly breaker: CircuitBreaker<[Outgoing], Handed>;

  constructor(carrier: Carrier['name'], send: (message: Outgoing) => Promise<Handed>) {
    const attempt = async (message: Outgoing): Promise<Handed> => {
      const handed = await send(message);
      if (handed.kind === 'unavailable') throw new NobodyThere(handed);
      return handed;
    };
    this.breaker = new CircuitBreaker(attempt, {
      ...{ timeout: false, errorThresholdPercentage: 50, volumeThreshold: CALLS },
      ...{ resetTimeout: RESET_MS, rollingCountTimeout: 60_000, name: carrier },
    });
    deliveryMetrics.breakerOpen.set({ carrier }, 0);
    this.breaker.on('open', () => deliveryMetrics.breakerOpen.set({ carrier }, 1));
    this.breaker.on('close', () => deliveryMetrics.breakerOpen.set({ carrier }, 0));
  }

  /** False while calls are suspended. */
  get isClosed(): boolean {
    return !this.breaker.opened;
  }

  async fire(message: Outgoing): Promise<Handed> {
    try {
      return await this.breaker.fire(message);
    } catch (error) {
      if (error instanceof NobodyThere) return error.handed;
      return { kind: 'unavailable', reason: 'suspended', waitMs: 0 };
    }
  }

  close(): void {
    this.breaker.shutdown();
  }
}
