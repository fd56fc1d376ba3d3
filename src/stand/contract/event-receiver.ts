import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { CallHeaders } from '../journal/webhook-signature.js';
import { Fault } from './check.js';

/** A call as it came. */
export interface Call {
  readonly headers: CallHeaders;
  readonly body: string;
  /** `id` of the body; empty where it has none. */
  readonly id: string;
  readonly at: Date;
  /** What it was answered. */
  readonly status: number;
}

/** Takes the server's calls in the place of the vendor's receiver, while a check runs, and keeps them. */
export class EventReceiver {
  readonly calls: Call[] = [];
  private heard: (() => void) | null = null;

  private constructor(
    private readonly server: Server,
    private readonly answerTo: (call: Omit<Call, 'status'>) => number,
  ) {
    server.on('request', (request, response) => {
      void this.take(request).then((status) => response.writeHead(status).end());
    });
  }

  /** Listens on the port of this machine, of both IP families; `answerTo` gives the status of each answer. */
  static async on(
    port: number,
    answerTo: (call: Omit<Call, 'status'>) => number = () => 204,
  ): Promise<EventReceiver> {
    const server = createServer();
    const receiver = new EventReceiver(server, answerTo);
    const listening = Promise.race([
      once(server, 'listening'),
      once(server, 'error').then(([error]) => {
        throw new Fault(`порт ${port} не слушается (${(error as NodeJS.ErrnoException).code ?? ''})`);
      }),
    ]);
    server.listen(port);
    await listening;
    return receiver;
  }

  /** Waits for calls until `enough` says so; throws a Fault with `why` when they do not come in time. */
  async until(enough: (calls: readonly Call[]) => boolean, withinMs: number, why: string): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!enough(this.calls)) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Fault(why);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const call = { headers: request.headers, body, id: idIn(body), at: new Date() };
    const status = this.answerTo(call);
    this.calls.push({ ...call, status });
    this.heard?.();
    return status;
  }
}

function idIn(body: string): string {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}
