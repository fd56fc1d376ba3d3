import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/**
 * The token of one form in one browser: HMAC-SHA-256 of what the form does, under the browser's own token, which no other
 * site and no script can read. A form of one sign-in does not pass for another.
 */
export function formToken(browserToken: string, deed: string): string {
  return createHmac('sha256', browserToken).update(`form\0${deed}`).digest('base64url');
}

/** True when the form was given to this browser for this deed. */
export function isFormToken(given: unknown, browserToken: string, deed: string): boolean {
  if (typeof given !== 'string') return false;
  const expected = Buffer.from(formToken(browserToken, deed));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** True when the browser says that a page of ours sent the form; every browser of today says `Origin` with a POST. */
export function isFromOurPage(request: Request, publicUrl: string): boolean {
  return request.get('Origin') === new URL(publicUrl).origin;
}
