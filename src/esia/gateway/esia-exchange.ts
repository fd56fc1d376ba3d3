import { type Dispatcher, request } from 'undici';
import type { EsiaFault } from '../domain/faults.js';
import { isJsonObject, type JsonObject, parseJsonObject, textOf } from '../domain/json.js';
import { esiaCodeIn } from '../domain/esia-errors.js';

/** One request to ESIA. */
export interface EsiaRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Limits of one exchange, and who carries it. */
export interface ExchangeRules {
  readonly dispatcher: Dispatcher;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly onDate: (header: string | string[] | undefined) => void;
}

/** A JSON answer; an error of ESIA has its code and the OAuth name of the error. */
export interface EsiaAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly json: JsonObject;
  readonly esiaCode: string | null;
  readonly oauthError: string | null;
}

/** What one exchange came to. `unavailable`: ESIA did not answer, or said that it cannot now; the breaker counts it. */
export type ExchangeResult =
  | EsiaAnswer
  | { readonly kind: 'unavailable'; readonly esiaCode: string | null }
  | { readonly kind: 'fault'; readonly fault: EsiaFault };

/** Failures to connect: nothing was sent, so even a POST may be tried again. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Errors by which ESIA itself says "not now" (esia-protocol.md, 3.4). */
const NOT_NOW = new Set(['007007', '007008']);

/**
 * One request and its answer, or why there is none. Repeats once where that is safe: a GET that failed in any way, a POST
 * that never left. A POST of a code is not repeated otherwise: the code may have been used up.
 */
export async function exchange(ask: EsiaRequest, rules: ExchangeRules): Promise<ExchangeResult> {
  const first = await attempt(ask, rules);
  if (first.kind !== 'unavailable') return first;
  return ask.method === 'GET' || first.notConnected ? attempt(ask, rules) : first;
}

type Attempt = ExchangeResult & { readonly notConnected?: boolean };

async function attempt(ask: EsiaRequest, rules: ExchangeRules): Promise<Attempt> {
  try {
    const signal = AbortSignal.timeout(rules.timeoutMs);
    const { method, url, headers, body = null } = ask;
    const answer = await request(url, { method, headers, body, dispatcher: rules.dispatcher, signal });
    rules.onDate(answer.headers['date']);
    return await readAnswer(answer, rules.maxBodyBytes);
  } catch (error) {
    return { kind: 'unavailable', esiaCode: null, notConnected: NOT_CONNECTED.has(codeOf(error)) };
  }
}

async function readAnswer(answer: Dispatcher.ResponseData, maxBodyBytes: number): Promise<ExchangeResult> {
  const status = answer.statusCode;
  const refuse = (fault: EsiaFault): ExchangeResult => {
    // Nobody will read the rest; undici reports the abort on the body, which then has no other listener.
    answer.body.on('error', () => undefined).destroy();
    return status >= 500 || status === 429
      ? { kind: 'unavailable', esiaCode: null }
      : { kind: 'fault', fault };
  };
  if (status >= 300 && status < 400) return refuse('answer_status');
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(oneHeader(answer.headers['content-type'])))
    return refuse('answer_content_type');
  if (!/^(?:identity)?$/i.test(oneHeader(answer.headers['content-encoding'])))
    return refuse('answer_encoding');
  const text = await readText(answer.body, maxBodyBytes);
  if (text === null) return refuse('answer_too_large');
  const json = parseAnswer(text);
  return json === null ? refuse('answer_malformed') : toAnswer(status, json);
}

function toAnswer(status: number, json: JsonObject): ExchangeResult {
  const succeeded = status >= 200 && status < 300 && !Object.hasOwn(json, 'error');
  const esiaCode = succeeded
    ? null
    : (esiaCodeIn(textOf(json, 'error_description')) ?? esiaCodeIn(textOf(json, 'code')));
  if (esiaCode !== null && NOT_NOW.has(esiaCode)) return { kind: 'unavailable', esiaCode };
  if (esiaCode === null && (status >= 500 || status === 429)) return { kind: 'unavailable', esiaCode };
  return { kind: 'answer', status, json, esiaCode, oauthError: textOf(json, 'error') };
}

/** Some errors of the REST services stand in an array of one (esia-protocol.md, 3.4). */
function parseAnswer(text: string): JsonObject | null {
  const object = parseJsonObject(text);
  if (object !== null || !text.trimStart().startsWith('[')) return object;
  const wrapped = parseJsonObject(`{"list":${text}}`)?.['list'];
  const first: unknown = Array.isArray(wrapped) ? wrapped[0] : null;
  return isJsonObject(first) ? first : null;
}

/** The body as UTF-8; null, and nothing more is read, as soon as it is longer than `limit` bytes. */
async function readText(body: AsyncIterable<Uint8Array>, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function oneHeader(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
