import type { Request, Response } from 'express';

/**
 * `__Host-` binds a cookie to this host alone, and demands Secure and Path=/ (RFC 6265bis, 4.1.3.2); browsers take
 * Secure cookies from http://localhost too. Lax, because a person returns from ESIA by a link from another site.
 */
const HOST_COOKIE = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const;

type HostCookieName = `__Host-${string}`;

/** One cookie of a request; null when it is absent. */
export function readCookie(request: Request, name: HostCookieName): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/** Sets a cookie until the browser closes, or until `expires`. The value needs no quoting: tokens are base64url. */
export function writeCookie(response: Response, name: HostCookieName, value: string, expires?: Date): void {
  response.cookie(name, value, { ...HOST_COOKIE, ...(expires && { expires }) });
}

/** Takes a cookie away. */
export function clearCookie(response: Response, name: HostCookieName): void {
  response.clearCookie(name, HOST_COOKIE);
}
