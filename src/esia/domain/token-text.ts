import { accepted, type Checked, refused } from './faults.js';
import { type JsonObject, parseJsonObject } from './json.js';

/** A signed token of ESIA taken apart; nothing in it is believed before its signature is verified. */
export interface TokenText {
  readonly header: JsonObject;
  /** ASCII `header.payload`, what the signature covers. */
  readonly signedText: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Real tokens have 1–1.6 kB (esia-protocol.md, 3.1); with organisation scopes and consents a few more. */
const MAX_TOKEN = 16_384;
const MAX_HEADER = 1_024;

/**
 * Takes a compact JWS apart (esia-protocol.md, 4.4 rule 1): exactly three segments of canonical base64url without padding,
 * the header a JSON object. Lengths are capped before anything is decoded.
 */
export function readTokenText(raw: unknown): Checked<TokenText> {
  if (typeof raw !== 'string' || raw === '') return refused('token_missing');
  if (raw.length > MAX_TOKEN) return refused('token_too_long');
  const segments = raw.split('.');
  if (segments.length !== 3) return refused('token_malformed');
  const [header, payload, signature] = segments.map(decodeBase64url);
  if (!header || !payload || !signature) return refused('token_malformed');
  if (header.length > MAX_HEADER) return refused('token_too_long');
  const headerObject = parseUtf8Object(header);
  if (headerObject === null) return refused('token_malformed');
  const signedText = raw.slice(0, raw.lastIndexOf('.'));
  return accepted({ header: headerObject, signedText, payload, signature });
}

/** Parses bytes that must be a JSON object in UTF-8; null otherwise. */
export function parseUtf8Object(bytes: Uint8Array): JsonObject | null {
  try {
    return parseJsonObject(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** Null unless the text is the one canonical writing of its bytes (RFC 4648, 3.5); empty text has no bytes and is null. */
function decodeBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]+$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
