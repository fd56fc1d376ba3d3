import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that the receiver took, after its signature was found right. */
export interface ReceivedCall {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly account: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Body {
  readonly id: string;
  readonly no: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An e-journal's end of the webhooks: checks each signature as docs/integration.md says, then answers as the test wants. */
export class WebhookReceiver {
  readonly taken: ReceivedCall[] = [];
  readonly refused: ReceivedCall[] = [];
  readonly forged: string[] = [];
  /** Every call as it came: headers and body. */
  readonly texts: string[] = [];
  /** The status of the answer; 0: the connection is cut. */
  answer: (call: ReceivedCall) => number | Promise<number> = () => 204;
  headers: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
  ) {}

  static async start(secret: string): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server, secret);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        void receiver.take(request.headers, Buffer.concat(chunks).toString()).then((status) => {
          if (status === 0) request.socket.destroy();
          else response.writeHead(status, receiver.headers).end();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/events`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(headers: IncomingHttpHeaders, body: string): Promise<number> {
    this.texts.push(JSON.stringify(headers), body);
    if (!isSigned(this.secret, headers, body)) {
      this.forged.push(body);
      return 401;
    }
    const { id, no, type, data } = JSON.parse(body) as Body;
    const account = typeof data['account'] === 'string' ? data['account'] : null;
    const call = { id, no, type, account, data };
    const status = headers['webhook-id'] === id ? await this.answer(call) : 400;
    (status >= 200 && status < 300 ? this.taken : this.refused).push(call);
    return status;
  }
}

/** Standard Webhooks 1.0: one of the signatures is HMAC-SHA-256 of `id.timestamp.body`. */
function isSigned(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(text)
    .digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
