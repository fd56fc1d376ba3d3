/** True when an If-None-Match header names the tag, weakly compared (RFC 9110, 13.1.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.split(',').some((part) => part.trim() === '*' || opaque(part) === opaque(etag));
}
