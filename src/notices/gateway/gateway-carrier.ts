import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { DeliverySettings } from '../delivery.settings.js';
import type { Carrier, Handed, Outgoing } from '../domain/outgoing.js';
import { signCall } from './call-signature.js';
import { CarrierBreaker } from './carrier-breaker.js';

const TIME_OUT_MS = 10_000;
const ANSWER_LIMIT = 64 * 1_024;

/** SMS and messenger through one HTTP gateway (docs/delivery.md): signed JSON, the message's id is the key of idempotency. */
@Injectable()
export class GatewayCarrier implements Carrier, OnApplicationShutdown {
  readonly name = 'gateway';
  readonly channels = ['sms', 'messenger'] as const;
  readonly isOn: boolean;
  private readonly breaker: CarrierBreaker;

  constructor(
    @Inject(DeliverySettings) private readonly settings: DeliverySettings,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.isOn = settings.gatewayUrl !== undefined && settings.gatewaySecret !== undefined;
    this.breaker = new CarrierBreaker('gateway', (message) => this.hand(message));
  }

  isReady = (): boolean => this.breaker.isClosed;

  send(message: Outgoing): Promise<Handed> {
    return this.breaker.fire(message);
  }

  onApplicationShutdown(): void {
    this.breaker.close();
  }

  private async hand(message: Outgoing): Promise<Handed> {
    const { gatewayUrl, gatewaySecret } = this.settings;
    if (gatewayUrl === undefined || gatewaySecret === undefined)
      return { kind: 'failed', reason: 'channel_off' };
    const { id, channel, address, text } = message;
    const body = JSON.stringify({ id, channel, to: address, text });
    try {
      const answer = await fetch(gatewayUrl, {
        ...{ method: 'POST', redirect: 'manual', body },
        signal: AbortSignal.timeout(TIME_OUT_MS),
        headers: {
          ...{ 'content-type': 'application/json', 'user-agent': 'perehod-delivery/1' },
          'idempotency-key': id,
          ...signCall(gatewaySecret, id, body, this.clock.now()),
        },
      });
      return handedOf(answer, await shortText(answer));
    } catch {
      return { kind: 'unavailable', reason: 'gateway_silent', waitMs: 0 };
    }
  }
}

/** 2xx: taken; 422: this message never; 429 and 503 say when; another 4xx is a fault between us, which people must mend. */
function handedOf(answer: Response, text: string): Handed {
  const reason = `gateway_${answer.status}`;
  if (answer.ok) return { kind: 'sent', gatewayId: idIn(text) };
  if (answer.status === 422) return { kind: 'bounced', reason };
  const seconds = answer.headers.get('retry-after') ?? '';
  const waitMs = /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : 0;
  return { kind: answer.status === 429 ? 'retry' : 'unavailable', reason, waitMs };
}

function idIn(text: string): string | null {
  try {
    const { gateway_id: id } = JSON.parse(text) as { gateway_id?: unknown };
    return typeof id === 'string' && id.length <= 200 ? id : null;
  } catch {
    return null;
  }
}

/** An answer is read up to a limit: what is longer says nothing to us. */
async function shortText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
