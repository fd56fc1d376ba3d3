import type { CookieOptions, Request } from 'express';

/** The cookie of an administrator's session; the prefix binds it to this host and to HTTPS (RFC 6265bis). */
export const ADMIN_COOKIE = '__Host-perehod_admin';

export const ADMIN_COOKIE_OPTIONS: CookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: '/',
};

/** The session token that the browser sent; undefined without one. */
export function adminTokenOf(request: Request): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${ADMIN_COOKIE}=`))?.slice(ADMIN_COOKIE.length + 1);
}
