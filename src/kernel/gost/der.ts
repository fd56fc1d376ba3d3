import { GostError } from './gost-error.js';

/** Tags of the universal types that keys and certificates use (X.690). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of a constructed context field, such as `[0]` around a certificate's version. */
export const contextTag = (number: number): number => 0xa0 | number;

/** One value: its tag byte, its content and the whole encoding; both are views into the source, never copies. */
export interface DerNode {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly raw: Uint8Array;
}

const bad = (why: string): GostError => new GostError('bad_der', `повреждённая структура DER: ${why}`);

function readLength(bytes: Uint8Array, at: number): { length: number; next: number } {
  const first = bytes[at];
  if (first === undefined) throw bad('нет длины');
  if (first < 0x80) return { length: first, next: at + 1 };
  const count = first & 0x7f;
  // 0x80 is the indefinite form, which DER forbids; more than four bytes is no length of ours.
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) throw bad('недопустимая длина');
  let length = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + count)) length = length * 256 + byte;
  if (length < 0x80 || bytes[at + 1] === 0) throw bad('длина записана не кратчайшим образом');
  return { length, next: at + 1 + count };
}

function readAt(bytes: Uint8Array, at: number): DerNode {
  const tag = bytes[at];
  if (tag === undefined || (tag & 0x1f) === 0x1f) throw bad('недопустимый тег');
  const { length, next } = readLength(bytes, at + 1);
  if (next + length > bytes.length) throw bad('значение обрезано');
  return { tag, content: bytes.subarray(next, next + length), raw: bytes.subarray(at, next + length) };
}

/** Reads one value that fills `bytes` exactly. @throws GostError `bad_der` */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readAt(bytes, 0);
  if (node.raw.length !== bytes.length) throw bad('лишние байты в конце');
  return node;
}

/** The values inside a constructed one, in order. @throws GostError `bad_der` */
export function children(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0) throw bad('ожидалось составное значение');
  const found: DerNode[] = [];
  for (let at = 0; at < node.content.length;) {
    const child = readAt(node.content, at);
    found.push(child);
    at += child.raw.length;
  }
  return found;
}

/** The node itself when it has the expected tag. @throws GostError `bad_der` */
export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw bad(`ожидался тег 0x${tag.toString(16)}`);
  return node;
}

/** Fields of a SEQUENCE. @throws GostError `bad_der` */
export function sequenceFields(node: DerNode | undefined): DerNode[] {
  return children(expectTag(node, TAG.sequence));
}

/** An object identifier in dotted text. @throws GostError `bad_der` */
export function readOid(node: DerNode | undefined): string {
  const { content } = expectTag(node, TAG.oid);
  const arcs: number[] = [];
  let value = 0;
  let open = false;
  for (const byte of content) {
    if (!open && byte === 0x80) throw bad('идентификатор объекта');
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 128) throw bad('идентификатор объекта');
    open = byte >= 0x80;
    if (open) continue;
    arcs.push(value);
    value = 0;
  }
  const [first, ...rest] = arcs;
  if (first === undefined || open) throw bad('идентификатор объекта');
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}

/** A small non-negative INTEGER (a version, an iteration count). @throws GostError `bad_der` */
export function readSmallInteger(node: DerNode | undefined): number {
  const { content } = expectTag(node, TAG.integer);
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80) throw bad('целое число');
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** Bytes of a BIT STRING without unused bits. @throws GostError `bad_der` */
export function readBitString(node: DerNode | undefined): Uint8Array {
  const { content } = expectTag(node, TAG.bitString);
  if (content[0] !== 0) throw bad('строка бит');
  return content.subarray(1);
}

/** A UTCTime or GeneralizedTime that ends in Z, as RFC 5280, 4.1.2.5 demands. @throws GostError `bad_der` */
export function readTime(node: DerNode | undefined): Date {
  if (node?.tag !== TAG.utcTime && node?.tag !== TAG.generalizedTime) throw bad('время');
  const digits = new TextDecoder('latin1').decode(node.content);
  const form = node.tag === TAG.utcTime ? /^(\d{2})(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/;
  const [, yearText, rest] = form.exec(digits) ?? [];
  if (yearText === undefined || rest === undefined) throw bad('время');
  const short = Number(yearText);
  const year = node.tag === TAG.generalizedTime ? short : short < 50 ? 2000 + short : 1900 + short;
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => rest.slice(at, at + 2));
  const time = new Date(
    `${String(year).padStart(4, '0')}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  if (Number.isNaN(time.getTime())) throw bad('время');
  return time;
}
