import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { DeliverySettings } from '../delivery.settings.js';
import type { Carrier, Handed, Outgoing } from '../domain/outgoing.js';
import { CarrierBreaker } from './carrier-breaker.js';

/** What the server may take: to be reached, to greet, and between two words. */
const TIME_OUTS = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};
const CONNECTIONS = 4;

/** E-mail through SMTP. In production a connection without TLS carries nothing, not even the password. */
@Injectable()
export class MailCarrier implements Carrier, OnApplicationShutdown {
  readonly name = 'email';
  readonly channels = ['email'] as const;
  readonly isOn: boolean;
  private readonly transport: Transporter | null;
  private readonly breaker: CarrierBreaker;

  constructor(
    @Inject(DeliverySettings) private readonly settings: DeliverySettings,
    @Inject(PlatformSettings) { environment }: PlatformSettings,
  ) {
    const { smtpUrl } = settings;
    this.isOn = smtpUrl !== undefined;
    this.transport =
      smtpUrl === undefined ? null : createTransport(optionsOf(smtpUrl, environment === 'production'));
    this.breaker = new CarrierBreaker('email', (message) => this.hand(message));
  }

  isReady = (): boolean => this.breaker.isClosed;

  send(message: Outgoing): Promise<Handed> {
    return this.breaker.fire(message);
  }

  onApplicationShutdown(): void {
    this.transport?.close();
    this.breaker.close();
  }

  private async hand(message: Outgoing): Promise<Handed> {
    if (this.transport === null) return { kind: 'failed', reason: 'channel_off' };
    try {
      await this.transport.sendMail(mailOf(message, this.settings));
      return { kind: 'sent', gatewayId: null };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

function optionsOf(smtpUrl: string, mustBeSafe: boolean) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    ...{ pool: true as const, maxConnections: CONNECTIONS, ...TIME_OUTS },
    ...{ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || (secure ? 465 : 587)) },
    ...{ secure, requireTLS: mustBeSafe && !secure },
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

/**
 * The same Message-ID however often it is sent, so that the reader's program shows a repetition once. The sender of the
 * envelope names the message: a bounce comes back to it and is known by it, whatever the bounce says.
 */
function mailOf(message: Outgoing, { mailFrom = '', mailBounces }: DeliverySettings) {
  const { id, address, subject, text, html, unsubscribeUrl } = message;
  const from = mailBounces?.replace('@', `+${id}@`) ?? mailFrom;
  return {
    from: { name: 'Переход', address: mailFrom },
    ...{ to: { name: '', address }, subject: subject ?? 'Сообщение школы', text },
    ...(html !== null && { html }),
    envelope: { from, to: [address] },
    messageId: `<${id}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}>`,
    headers: {
      // RFC 3834: no automatic answers to an automatic letter.
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl !== null && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** Steps at which the server judges the reader and the letter; before them it judges us. */
const OF_THE_MESSAGE = new Set(['RCPT TO', 'DATA']);

/** RFC 5321, 4.2.1: 4xx may pass, 5xx will not; 421 closes the door to all. The server's words are not kept. */
function outcomeOf(error: unknown): Handed {
  const { code = 'unknown', responseCode, command = '' } = error as SmtpFailure;
  const reason = responseCode === undefined ? codeOf(code) : `smtp_${responseCode}`;
  const isJudged = responseCode !== undefined && responseCode !== 421 && OF_THE_MESSAGE.has(command);
  if (!isJudged) return { kind: 'unavailable', reason, waitMs: 0 };
  return responseCode >= 500 ? { kind: 'bounced', reason } : { kind: 'retry', reason, waitMs: 0 };
}

const codeOf = (code: string): string =>
  `smtp_${code
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')
    .slice(0, 40)}`;
