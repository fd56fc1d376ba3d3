import { createServer, type Server, type Socket } from 'node:net';

/** A letter as the stand shows it. */
export interface SunkLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const LIMIT = 5 * 1_024 * 1_024;

/** A mail server of the stand: takes every letter by the least of RFC 5321 that a client needs, and passes it on to be shown. */
export class MailSink {
  private constructor(private readonly server: Server) {}

  static async start(port: number, take: (letter: SunkLetter) => void): Promise<MailSink> {
    const server = createServer((socket) => {
      new Conversation(socket, take).begin();
    });
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return new MailSink(server);
  }

  close(): Promise<unknown> {
    return new Promise((done) => this.server.close(done));
  }
}

class Conversation {
  private heard = '';
  private to = '';
  private inLetter = false;

  constructor(
    private readonly socket: Socket,
    private readonly take: (letter: SunkLetter) => void,
  ) {}

  begin(): void {
    this.socket.setEncoding('latin1').setTimeout(60_000, () => this.socket.destroy());
    this.socket.on('error', () => undefined);
    this.socket.on('data', (text) => {
      this.heard += String(text);
      if (this.heard.length > LIMIT) this.socket.destroy();
      else this.listen();
    });
    this.say('220 stand');
  }

  private listen(): void {
    for (;;) {
      const end = this.inLetter ? this.heard.indexOf('\r\n.\r\n') : this.heard.indexOf('\r\n');
      if (end < 0) return;
      const piece = this.heard.slice(0, end);
      this.heard = this.heard.slice(end + (this.inLetter ? 5 : 2));
      if (this.inLetter) this.letter(piece);
      else this.answer(piece);
    }
  }

  private answer(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') this.to = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'DATA') {
      this.inLetter = true;
      this.say('354 go on');
    } else if (verb === 'QUIT') this.socket.end('221 bye\r\n');
    else this.say('250 ok');
  }

  private letter(raw: string): void {
    this.inLetter = false;
    this.take(readLetter(this.to, raw.replace(/\r\n\.\./g, '\r\n.')));
    this.say('250 taken');
  }

  private say(line: string): void {
    this.socket.write(`${line}\r\n`);
  }
}

/** Subject and plain text of a letter (RFC 5322, RFC 2045, RFC 2047), as far as programs of mail write them. */
function readLetter(to: string, raw: string): SunkLetter {
  const { headers, body } = partOf(raw);
  const id = /<([^@>]+)@/.exec(headers.get('message-id') ?? '')?.[1] ?? '';
  return { id, to, subject: words(headers.get('subject') ?? ''), text: plainText(headers, body) };
}

function plainText(headers: ReadonlyMap<string, string>, body: string): string {
  const boundary = /boundary="?([^";]+)/i.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return decoded(body, headers.get('content-transfer-encoding') ?? '');
  for (const piece of body.split(`--${boundary}`).slice(1, -1)) {
    const part = partOf(piece.replace(/^\r\n/, ''));
    const type = part.headers.get('content-type') ?? 'text/plain';
    if (/^(text\/plain|multipart\/)/i.test(type)) return plainText(part.headers, part.body);
  }
  return '';
}

function partOf(raw: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end < 0 ? raw.length : end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: end < 0 ? '' : raw.slice(end + 4) };
}

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(body, 'latin1').toString();
  return Buffer.from(unquoted(body.replace(/=\r\n/g, '')), 'latin1').toString();
}

const unquoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(unquoted(text.replace(/_/g, ' ')), 'latin1').toString(),
    );
}
