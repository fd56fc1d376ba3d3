import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { JournalEvent } from '../domain/journal-event.js';
import { secretBytes, type WebhookRegistration } from '../domain/webhook-registration.js';

/** What the receiver may take to answer; it is to note the event and work on it afterwards. */
const TIME_OUT_MS = 5_000;

/** What became of one call. `status` is null when nothing answered. */
export interface WebhookAnswer {
  readonly taken: boolean;
  readonly status: number | null;
  /** Seconds after which the receiver wants to be asked again (RFC 9110, 10.2.3); null when it does not say. */
  readonly retryAfter: number | null;
}

/**
 * Calls an e-journal's webhook in the form of Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`
 * with `v1,` and HMAC-SHA-256 of `id.timestamp.body`, one for each secret in force. Only the registered address is called:
 * a redirect is a failure.
 */
@Injectable()
export class WebhookSender {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Never throws. `stop` ends the call at once; what it did at the receiver is then unknown. */
  async send(
    { uri, secrets }: WebhookRegistration,
    event: JournalEvent,
    stop: AbortSignal,
  ): Promise<WebhookAnswer> {
    const body = JSON.stringify(event);
    const timestamp = Math.floor(this.clock.now().getTime() / 1_000);
    try {
      const answer = await fetch(uri, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIME_OUT_MS)]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'perehod-webhooks/1',
          'webhook-id': event.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': secrets
            .map((secret) => signature(secret, `${event.id}.${timestamp}.${body}`))
            .join(' '),
        },
        body,
      });
      await answer.body?.cancel();
      return {
        taken: answer.ok,
        status: answer.status,
        retryAfter: secondsOf(answer.headers.get('retry-after')),
      };
    } catch {
      return { taken: false, status: null, retryAfter: null };
    }
  }
}

const signature = (secret: string, text: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secretBytes(secret), 'base64'))
    .update(text)
    .digest('base64')}`;

/** The delay form only: a date would be by the receiver's clock. */
const secondsOf = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
