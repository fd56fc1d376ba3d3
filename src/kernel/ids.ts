import { randomUUID } from 'node:crypto';

declare const brand: unique symbol;

/** A UUID in canonical lower-case text. */
export type Uuid = string & { readonly [brand]: 'Uuid' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Parses a UUID in any letter case; null when the text is none. */
export function parseUuid(raw: string): Uuid | null {
  const text = raw.toLowerCase();
  return UUID.test(text) ? (text as Uuid) : null;
}

/** A new random UUID (version 4, RFC 9562). */
export function newUuid(): Uuid {
  return randomUUID() as Uuid;
}
