import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultOfCall } from '../journal/webhook-signature.js';
import { messagesPage } from './messages-page.js';
import { isRefused, type KeptMessage, type MessageState, stateAfter } from './kept-message.js';

export interface MessageGatewayOptions {
  /** 0: any free port. */
  readonly port: number;
  /** `whsec_<base64>`, the same as GATEWAY_SECRET of the server. */
  readonly secret: string;
  /** Where states are reported to: `POST /gateway/v1/delivery-states` of the server. */
  readonly statesUrl: string;
  /** How long a message is on its way. */
  readonly delayMs: number;
}

const LIMIT = 256 * 1_024;
const KEPT = 500;

/**
 * The stand-in of the gateway of docs/delivery.md: takes SMS and messages of the messenger, shows them on a page, and says
 * what became of them. The last two digits of the number choose: 00 is refused, 01 does not exist.
 */
export class MessageGateway {
  readonly messages: KeptMessage[] = [];
  private readonly server: Server;
  private readonly timers = new Set<NodeJS.Timeout>();
  private now: () => Date = () => new Date();

  private constructor(private readonly options: MessageGatewayOptions) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  /** `now` for a stand whose server has a clock of its own. */
  static async start(options: MessageGatewayOptions, now?: () => Date): Promise<MessageGateway> {
    const gateway = new MessageGateway(options);
    if (now !== undefined) gateway.now = now;
    await new Promise<void>((done) => gateway.server.listen(options.port, '127.0.0.1', done));
    return gateway;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** A letter that came by SMTP is shown beside the others. */
  keep(message: Omit<KeptMessage, 'at'>): void {
    this.messages.unshift({ ...message, at: this.now() });
    this.messages.splice(KEPT);
  }

  /** Reports a state as the gateway does by itself after the delay; returns the status of the answer. */
  async report(states: readonly { id: string; state: string; reason?: string }[]): Promise<number> {
    const body = JSON.stringify({ states });
    const [id, stamp] = [`report-${states[0]?.id ?? ''}`, String(Math.floor(this.now().getTime() / 1_000))];
    const key = Buffer.from(this.options.secret.replace('whsec_', ''), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${stamp}.${body}`).digest('base64');
    const answer = await fetch(this.options.statesUrl, {
      ...{ method: 'POST', body },
      headers: {
        'content-type': 'application/json',
        ...{ 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': `v1,${mac}` },
      },
    });
    await answer.body?.cancel();
    return answer.status;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(messagesPage(this.messages));
      return;
    }
    const body = await bodyOf(request);
    const fault = faultOfCall([this.options.secret], request.headers, body, this.now());
    if (request.method !== 'POST' || request.url !== '/v1/messages') send(response, 404, {});
    else if (fault !== null) send(response, 401, { error: fault });
    else this.take(JSON.parse(body) as TakenMessage, response);
  }

  private take({ id, channel, to, text }: TakenMessage, response: ServerResponse): void {
    const known = this.messages.find((one) => one.id === id);
    if (known !== undefined) send(response, 200, { gateway_id: `stand-${id}` });
    else if (isRefused(to)) send(response, 422, { error: 'number' });
    else {
      const state: MessageState = 'sent';
      this.keep({ id, channel, to, subject: null, text, state });
      this.later(id, to);
      send(response, 202, { gateway_id: `stand-${id}` });
    }
  }

  private later(id: string, to: string): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const state = stateAfter(to);
      const kept = this.messages.findIndex((one) => one.id === id);
      const message = this.messages[kept];
      if (message !== undefined) this.messages[kept] = { ...message, state };
      const reason = state === 'bounced' ? { reason: 'number_unknown' } : {};
      this.report([{ id, state, ...reason }]).catch(() => undefined);
    }, this.options.delayMs);
    this.timers.add(timer);
  }
}

interface TakenMessage {
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LIMIT) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
