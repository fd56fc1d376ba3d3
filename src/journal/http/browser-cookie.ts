import type { IncomingMessage } from 'node:http';

/** The value of a cookie of the request; undefined when it is absent or empty. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim() || undefined;
  }
  return undefined;
}

/** A Set-Cookie for a value that binds what follows to this browser, for as long as the browser stays open. */
export function browserCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}
