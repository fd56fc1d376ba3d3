/** The cookie with the browser's token; the sign-in context sets it, the callback reads it (AUTH-03). */
export const ESIA_BROWSER_COOKIE = '__Host-perehod_browser';

/** The value of a cookie in a `Cookie` header, undecoded; null when it is absent or stands there twice with two values. */
export function cookieValue(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return value === undefined || value === '' || values.some((other) => other !== value) ? null : value;
}
