import type { Request, Response } from 'express';
import { newToken } from '../crypto/tokens.js';
import { clearCookie, readCookie, writeCookie } from './cookies.js';

/** The cookie that tells one browser from another while it signs in; it names nobody. */
export const BROWSER_COOKIE = '__Host-perehod_browser';

const TOKEN = /^[\w-]{43}$/;

/** The token of this browser, 256 random bits in base64url; null when it brought none, or something else. */
export function readBrowserToken(request: Request): string | null {
  const token = readCookie(request, BROWSER_COOKIE);
  return token !== null && TOKEN.test(token) ? token : null;
}

/** The token of this browser; a browser without one is given one, until it closes. */
export function ensureBrowserToken(request: Request, response: Response): string {
  const known = readBrowserToken(request);
  if (known !== null) return known;
  const token = newToken();
  writeCookie(response, BROWSER_COOKIE, token);
  return token;
}

/** Makes the browser a stranger: whatever was begun in it cannot be finished (EC-128). */
export function forgetBrowser(response: Response): void {
  clearCookie(response, BROWSER_COOKIE);
}
