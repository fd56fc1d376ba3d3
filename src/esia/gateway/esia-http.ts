import { Logger } from '@nestjs/common';
import CircuitBreaker from 'opossum';
import { Agent } from 'undici';
import type { EsiaAvailability } from './esia-availability.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EsiaSettings } from '../esia.settings.js';
import { CallLimit, Overloaded } from './call-limit.js';
import type { ClockSkewWatch } from './clock-skew-watch.js';
import { type EsiaRequest, exchange, type ExchangeResult } from './esia-exchange.js';
import { esiaMetrics } from './esia-metrics.js';

/** Names of the requests in metrics. */
export type EsiaEndpoint = 'token' | 'person' | 'kids';

export interface EsiaHttpParts {
  readonly settings: EsiaSettings;
  readonly clock: Clock;
  readonly availability: EsiaAvailability;
  readonly skew: ClockSkewWatch;
  /** PEM texts; null for the system's list. */
  readonly ca: readonly string[] | null;
}

/** Tells opossum that a call failed, and carries what to answer. */
class NotAvailable extends Error {
  constructor(readonly result: ExchangeResult) {
    super('ESIA is not available');
  }
}

const WINDOW_MS = 60_000;

/**
 * All our HTTP to ESIA: total time-outs, bounded answers, a limit of requests at a time with a queue, a circuit breaker
 * (AUTH-13). Never throws for what ESIA does.
 */
export class EsiaHttp {
  private readonly logger = new Logger('EsiaHttp');
  private readonly agent: Agent;
  private readonly limit: CallLimit;
  private readonly breaker: CircuitBreaker<[EsiaRequest], ExchangeResult>;

  constructor(private readonly parts: EsiaHttpParts) {
    const { settings, ca } = parts;
    this.agent = new Agent({
      connections: settings.concurrency,
      connect: { timeout: Math.min(settings.timeoutMs, 3_000), ...(ca && { ca: [...ca] }) },
    });
    this.limit = new CallLimit({
      limit: settings.concurrency,
      maxWaiting: settings.queue,
      patienceMs: settings.timeoutMs,
    });
    this.breaker = new CircuitBreaker((ask: EsiaRequest) => this.exchange(ask), {
      timeout: false,
      errorThresholdPercentage: settings.breakerPercent,
      volumeThreshold: settings.breakerCalls,
      resetTimeout: settings.breakerResetMs,
      rollingCountTimeout: WINDOW_MS,
      name: 'esia',
    });
    this.breaker.on('open', () => this.report('open'));
    this.breaker.on('close', () => this.report('closed'));
    esiaMetrics.breakerOpen.set(0);
  }

  /** Sends one request when its turn comes; `unavailable` without sending while the breaker is open. */
  async send(endpoint: EsiaEndpoint, ask: EsiaRequest): Promise<ExchangeResult> {
    const end = esiaMetrics.requests.startTimer({ endpoint });
    const sent = this.limit.run(() => this.breaker.fire(ask));
    esiaMetrics.waiting.set(this.limit.waiting);
    const result = await sent.catch((error: unknown): ExchangeResult => {
      if (error instanceof NotAvailable) return error.result;
      if (error instanceof Overloaded || CircuitBreaker.isOurError(error as Error))
        return { kind: 'unavailable', esiaCode: null };
      throw error;
    });
    esiaMetrics.waiting.set(this.limit.waiting);
    end({ result: result.kind });
    return result;
  }

  async close(): Promise<void> {
    this.breaker.shutdown();
    await this.agent.close();
  }

  private async exchange(ask: EsiaRequest): Promise<ExchangeResult> {
    const { settings, skew } = this.parts;
    const result = await exchange(ask, {
      dispatcher: this.agent,
      timeoutMs: settings.timeoutMs,
      maxBodyBytes: settings.maxBodyBytes,
      onDate: (header) => skew.observe(header),
    });
    if (result.kind === 'unavailable') throw new NotAvailable(result);
    return result;
  }

  private report(state: 'open' | 'closed'): void {
    if (state === 'open') this.logger.error('ЕСИА не отвечает: запросы к ней приостановлены');
    else this.logger.log('ЕСИА снова отвечает');
    esiaMetrics.breakerOpen.set(state === 'open' ? 1 : 0);
    this.parts.availability.report(state, this.parts.clock.now());
  }
}
