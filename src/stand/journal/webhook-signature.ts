import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers of a call by their names in small letters. */
export type CallHeaders = Readonly<Record<string, string | string[] | undefined>>;

const OLDEST_SECONDS = 5 * 60;
const PREFIX = 'whsec_';

/**
 * What is wrong with a call to the webhook, null when nothing is: Standard Webhooks 1.0 (docs/integration.md, «Вызовы»). One
 * signature that is right by one of the secrets is enough: while a secret is replaced there are two of each.
 */
export function faultOfCall(
  secrets: readonly string[],
  headers: CallHeaders,
  rawBody: string,
  now: Date,
): 'timestamp' | 'signature' | null {
  const header = (name: string): string => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  const stamp = header('webhook-timestamp');
  const age = Math.abs(now.getTime() / 1_000 - Number(stamp));
  if (!/^\d{1,12}$/.test(stamp) || age > OLDEST_SECONDS) return 'timestamp';
  const given = header('webhook-signature')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'));
  const text = `${header('webhook-id')}.${stamp}.${rawBody}`;
  const isRight = secrets.some((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const expected = createHmac('sha256', key).update(text).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  return isRight ? null : 'signature';
}
