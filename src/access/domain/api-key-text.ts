declare const brand: unique symbol;

/** The whole text of a key, of the right form and checksum: `ph_live_<prefix>_<secret><checksum>`. */
export type ApiKeyText = string & { readonly [brand]: 'ApiKeyText' };

/** What every key begins with: scanners of leaked secrets know ours by it. */
const API_KEY_MARK = 'ph_live_';

const FORM = /^ph_live_([0-9a-f]{12})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62⁴³ > 2²⁵⁶. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/**
 * Writes a key: a prefix of 12 hexadecimal digits, 256 random bits in base 62, and the CRC-32 of all that in six digits of
 * base 62, so that a text that looks like a key is told from a key without asking anybody.
 */
export function writeApiKey(prefix: string, secret: Uint8Array): ApiKeyText {
  const bits = secret.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const body = `${API_KEY_MARK}${prefix}_${inBase62(bits, SECRET_LENGTH)}`;
  return (body + checksumOf(body)) as ApiKeyText;
}

/** The key in a text, with the prefix by which it is found; null when the form or the checksum is wrong. */
export function parseApiKey(raw: string): { readonly prefix: string; readonly text: ApiKeyText } | null {
  const [, prefix, secret, checksum] = FORM.exec(raw) ?? [];
  if (prefix === undefined || secret === undefined) return null;
  if (checksumOf(`${API_KEY_MARK}${prefix}_${secret}`) !== checksum) return null;
  return { prefix, text: raw as ApiKeyText };
}

function inBase62(number: bigint, length: number): string {
  let [text, left] = ['', number];
  for (; left > 0n; left /= 62n) text = (DIGITS[Number(left % 62n)] ?? '') + text;
  return text.padStart(length, '0');
}

/** CRC-32 of ISO 3309, the polynomial of zlib. It finds slips of the hand, it proves nothing. */
function checksumOf(body: string): string {
  let crc = 0xffffffff;
  for (const character of body) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return inBase62(BigInt((crc ^ 0xffffffff) >>> 0), CHECKSUM_LENGTH);
}
