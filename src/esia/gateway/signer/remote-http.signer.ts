import { Agent, request, type Dispatcher } from 'undici';
import { requireSignatureLength, type EsiaSigner, type SignerCertificate } from './esia-signer.js';
import { SignerError } from './signer-error.js';
import { systemCode } from './system-code.js';

const MAX_BODY_BYTES = 16 * 1024;
const ATTEMPTS = 2;

export type RemoteSignerAuth =
  | { readonly kind: 'bearer'; readonly token: string }
  /** PEM texts of the client's certificate and key. */
  | { readonly kind: 'mtls'; readonly certPem: string; readonly keyPem: string };

export interface RemoteHttpSignerOptions {
  readonly certificate: SignerCertificate;
  /** https, or http to this machine only: the token and the signed string must not be read on the way. */
  readonly url: string;
  readonly auth: RemoteSignerAuth;
  /** PEM of the authority of the server's certificate; default: the system's list. */
  readonly caPem?: string;
  /** Time of one attempt; there are two at most. Default 5 s. */
  readonly timeoutMs?: number;
}

/**
 * Asks a signing service (CryptoPro DSS behind an adapter, an HSM, a sidecar with CSP): POST of the bytes to sign,
 * `application/octet-stream`; the answer is `{"signature": base64, "alg": "GOST3410_2012_256", "order": "s||r"}`.
 * A network error or 5xx is tried once more; signing twice does no harm.
 */
export class RemoteHttpSigner implements EsiaSigner {
  readonly name = 'remote-http';
  readonly #options: RemoteHttpSignerOptions;
  readonly #agent: Agent;
  #closing: Promise<void> | undefined;

  /** @throws SignerError `not_allowed` for plain http to another machine */
  constructor(options: RemoteHttpSignerOptions) {
    const { protocol, hostname } = new URL(options.url);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    if (protocol !== 'https:' && !(protocol === 'http:' && local)) {
      throw new SignerError('not_allowed', { why: 'адрес службы подписи должен начинаться с https://' });
    }
    this.#options = options;
    const { auth, caPem } = options;
    this.#agent = new Agent({
      connections: 8,
      connect: {
        ...(caPem === undefined ? {} : { ca: caPem }),
        ...(auth.kind === 'mtls' ? { cert: auth.certPem, key: auth.keyPem } : {}),
      },
    });
  }

  certificate(): SignerCertificate {
    return this.#options.certificate;
  }

  async signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++) {
      if (this.#closing !== undefined) throw new SignerError('closed');
      if (signal?.aborted === true) throw new SignerError('cancelled');
      try {
        return await this.#ask(data, signal);
      } catch (error) {
        const again = error instanceof SignerError && error.code === 'unreachable' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#agent.close().then(() => undefined);
    return this.#closing;
  }

  async #ask(data: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { url, auth, timeoutMs = 5_000 } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await request(url, {
        method: 'POST',
        dispatcher: this.#agent,
        headers: {
          'content-type': 'application/octet-stream',
          accept: 'application/json',
          ...(auth.kind === 'bearer' ? { authorization: `Bearer ${auth.token}` } : {}),
        },
        body: data,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      return readAnswer(await readBody(response));
    } catch (error) {
      if (error instanceof SignerError) throw error;
      if (signal?.aborted === true) throw new SignerError('cancelled');
      if (timeout.aborted) throw new SignerError('timed_out', { ms: timeoutMs });
      throw new SignerError('unreachable', { why: systemCode(error) });
    }
  }
}

/** The body of a good answer, of a bounded size. */
async function readBody({ statusCode, body }: Dispatcher.ResponseData): Promise<string> {
  if (statusCode !== 200) {
    await body.dump({ limit: MAX_BODY_BYTES });
    throw new SignerError(statusCode >= 500 ? 'unreachable' : 'refused', { status: statusCode });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > MAX_BODY_BYTES) throw new SignerError('too_large', { limit: MAX_BODY_BYTES });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readAnswer(text: string): Uint8Array {
  const answer = parseObject(text);
  if (answer['alg'] !== 'GOST3410_2012_256') throw new SignerError('malformed', { field: 'alg' });
  if (answer['order'] !== 's||r') throw new SignerError('malformed', { field: 'order' });
  const { signature } = answer;
  if (typeof signature !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) {
    throw new SignerError('malformed', { field: 'signature' });
  }
  return requireSignatureLength(Uint8Array.from(Buffer.from(signature, 'base64')));
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON at all: the same complaint as for a JSON text that is no object.
  }
  throw new SignerError('malformed', { field: 'body' });
}
