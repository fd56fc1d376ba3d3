import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as the server took it. */
export interface TakenLetter {
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}

/** What the server says to a recipient; `cut`: the connection is lost in the middle of the letter. */
export type Verdict = 'take' | 'cut' | number;

/** A real SMTP server that does to each letter what the test wants. */
export class MailServer {
  readonly letters: TakenLetter[] = [];
  readonly asked: string[] = [];
  verdict: (to: string) => Verdict = () => 'take';
  /** Milliseconds before each letter is taken. */
  delayMs = 0;

  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
      onRcptTo: ({ address }, _session, done) => {
        this.asked.push(address);
        const verdict = this.verdict(address);
        done(typeof verdict === 'number' ? refusal(verdict) : null);
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = envelope.rcptTo[0]?.address ?? '';
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          if (this.verdict(to) === 'cut') {
            this.cutAll();
            return;
          }
          setTimeout(() => {
            this.letters.push({ from, to, raw: Buffer.concat(chunks).toString() });
            done();
          }, this.delayMs);
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    await new Promise<void>((done) => mail.server.listen(0, '127.0.0.1', done));
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((done) => this.server.close(done));
  }

  private cutAll(): void {
    const { connections } = this.server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
    for (const { _socket: socket } of connections) socket.destroy();
  }
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('refused'), { responseCode });
}
