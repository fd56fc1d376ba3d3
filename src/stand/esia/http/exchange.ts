import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Parameters } from './parameters.js';

const BODY_LIMIT = 1_048_576;

/** The body is larger than the emulator reads. */
export class BodyTooLarge extends Error {}

/** One request and its answer, with the few forms of both that the emulator needs. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly queryText: string;
  /** What the route's pattern caught. */
  readonly groups: readonly string[];

  constructor(request: IncomingMessage, response: ServerResponse, groups: readonly string[]) {
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    this.request = request;
    this.response = response;
    this.path = path;
    this.queryText = query.join('?');
    this.groups = groups;
  }

  /** @throws EsiaRefusal 007038 */
  query(): Parameters {
    return Parameters.parse(this.queryText);
  }

  header(name: string): string {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : '';
  }

  hasContentType(type: string): boolean {
    return this.header('content-type').split(';')[0]?.trim().toLowerCase() === type;
  }

  /** @throws BodyTooLarge */
  async body(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_LIMIT) throw new BodyTooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** A form's parameters; a body of any other type has none (a JSON body at /te gives 007014: EKA#23). */
  async form(): Promise<Parameters> {
    const body = await this.body();
    return Parameters.parse(this.hasContentType('application/x-www-form-urlencoded') ? body : '');
  }

  cookie(name: string): string | undefined {
    const found = this.header('cookie')
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${name}=`));
    return found?.slice(name.length + 1);
  }

  /** Sets a cookie that scripts cannot read; `maxAgeSeconds` 0 deletes it. Stand servers share localhost: use own names. */
  setCookie(name: string, value: string, maxAgeSeconds?: number): void {
    const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
    this.response.appendHeader('Set-Cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${age}`);
  }

  redirect(location: string): void {
    // A header holds ASCII alone; the rest of the address stays as the client wrote it.
    const written = location.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
    const headers = { Location: written, 'Cache-Control': 'no-store', 'Content-Length': 0 };
    this.response.writeHead(302, headers).end();
  }

  json(status: number, value: unknown): void {
    // ESIA escapes the slashes of its JSON (esia-protocol.md, section 10): a client must not mind.
    this.send(status, 'application/json;charset=UTF-8', escapeSlashes(JSON.stringify(value)));
  }

  html(status: number, page: string): void {
    this.response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    );
    this.send(status, 'text/html; charset=utf-8', page);
  }

  send(status: number, type: string, body: string | Uint8Array): void {
    this.response
      .writeHead(status, {
        'Content-Type': type,
        'Content-Length': Buffer.byteLength(body),
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      })
      .end(body);
  }
}

/** JSON with `/` as `\/`, the way real codes and tokens are written (esia-protocol.md, 3.1). */
export const escapeSlashes = (json: string): string => json.replaceAll('/', '\\/');
