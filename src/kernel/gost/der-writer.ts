import { TAG, contextTag } from './der.js';

const concat = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** One value: tag, shortest definite length, content. */
export function derValue(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(parts);
  const length: number[] = [];
  if (content.length < 0x80) {
    length.push(content.length);
  } else {
    for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
    length.unshift(0x80 | length.length);
  }
  return concat([Uint8Array.of(tag, ...length), content]);
}

export const derSequence = (...parts: readonly Uint8Array[]): Uint8Array => derValue(TAG.sequence, ...parts);
export const derSet = (only: Uint8Array): Uint8Array => derValue(TAG.set, only);
export const derOctets = (bytes: Uint8Array): Uint8Array => derValue(TAG.octetString, bytes);
export const derBits = (bytes: Uint8Array): Uint8Array => derValue(TAG.bitString, Uint8Array.of(0), bytes);
export const derUtf8 = (text: string): Uint8Array => derValue(TAG.utf8String, new TextEncoder().encode(text));
export const derPrintable = (text: string): Uint8Array =>
  derValue(TAG.printableString, new TextEncoder().encode(text));
export const derContext = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  derValue(contextTag(number), ...parts);
export const derTrue = (): Uint8Array => derValue(TAG.boolean, Uint8Array.of(0xff));

/** A non-negative INTEGER of any size. */
export function derInteger(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A leading zero keeps a number with the top bit set from being read as negative.
  return derValue(TAG.integer, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), bytes);
}

/** An object identifier from dotted text. */
export function derOid(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left % 128) | 0x80);
    return groups;
  });
  return derValue(TAG.oid, Uint8Array.from(bytes));
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5); fractions of a second are cut off. */
export function derTime(time: Date): Uint8Array {
  const digits = `${time
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-:T]/g, '')}Z`;
  const short = time.getUTCFullYear() >= 1950 && time.getUTCFullYear() < 2050;
  return derValue(
    short ? TAG.utcTime : TAG.generalizedTime,
    new TextEncoder().encode(short ? digits.slice(2) : digits),
  );
}
