import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';
const OLDEST_SECONDS = 5 * 60;

/** The headers of a signed call (Standard Webhooks 1.0). */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** Signs a call: HMAC-SHA-256 of `id.timestamp.body` under a secret `whsec_<base64>`. */
export function signCall(secret: string, id: string, body: string, now: Date): SignedHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = `v1,${mac(secret, `${id}.${timestamp}.${body}`).toString('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

/** True when one of the signatures is ours and not older or newer than five minutes. */
export function isSignedCall(
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  rawBody: Buffer,
  now: Date,
): boolean {
  const [id, stamp] = [textOf(headers['webhook-id']), textOf(headers['webhook-timestamp'])];
  const age = Math.abs(now.getTime() / 1_000 - Number(stamp));
  if (id === '' || !/^\d{1,12}$/.test(stamp) || age > OLDEST_SECONDS) return false;
  const expected = mac(secret, Buffer.concat([Buffer.from(`${id}.${stamp}.`), rawBody]));
  return textOf(headers['webhook-signature'])
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const mac = (secret: string, text: string | Buffer): Buffer =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(text)
    .digest();
