import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { StructureFault } from '../source-row.js';

/** One part of a ZIP archive, as its central directory tells. */
export interface ZipPart {
  readonly name: string;
  readonly deflated: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** A ZIP archive whose directory was read; its parts are read one by one. */
export interface ZipArchive {
  readonly path: string;
  readonly parts: ReadonlyMap<string, ZipPart>;
}

/** What unpacking may cost (quality.md, security 10); a workbook of a million rows takes some 300 MB at 1:12. */
export interface UnpackLimits {
  readonly unpackedBytes: number;
  /** How many times a part may grow, once it is larger than `freeBytes`. */
  readonly ratio: number;
  readonly freeBytes: number;
}

export const UNPACK_LIMITS: UnpackLimits = {
  unpackedBytes: 1024 ** 3,
  ratio: 150,
  freeBytes: 16 * 1024 ** 2,
};

/** APPNOTE.TXT 4.3: signatures and sizes of the fixed parts of headers. */
const END = { signature: 0x06054b50, size: 22, longestComment: 0xffff };
const ENTRY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
/** A workbook has dozens of parts; thousands are an attack. */
const MOST_PARTS = 2_000;
const LARGEST_DIRECTORY = 1 << 20;
const ENCRYPTED = 1;
/** OLE2 (MS-CFB 2.2): an old .xls, or a workbook under a password (MS-OFFCRYPTO 1.3). */
const OLE2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads the directory of a ZIP archive without unpacking anything.
 *
 * @throws StructureFault WORKBOOK_ENCRYPTED, WORKBOOK_BROKEN, WORKBOOK_BOMB (more than the limits by its own figures)
 */
export async function openZip(path: string, limits: UnpackLimits = UNPACK_LIMITS): Promise<ZipArchive> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (from: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    if ((await read(0, OLE2.length)).equals(OLE2)) throw new StructureFault('WORKBOOK_ENCRYPTED', null);
    const tail = await read(Math.max(0, size - END.size - END.longestComment), END.size + END.longestComment);
    const at = lastEnd(tail);
    const [count, length, offset] = [
      tail.readUInt16LE(at + 10),
      tail.readUInt32LE(at + 12),
      tail.readUInt32LE(at + 16),
    ];
    if (count > MOST_PARTS || length > LARGEST_DIRECTORY) throw new StructureFault('WORKBOOK_BOMB', null);
    const parts = readDirectory(await read(offset, length), count);
    const total = [...parts.values()].reduce((sum, { unpacked }) => sum + unpacked, 0);
    if (total > limits.unpackedBytes) throw new StructureFault('WORKBOOK_BOMB', null);
    return { path, parts };
  } catch (error) {
    throw asFault(error);
  } finally {
    await file.close();
  }
}

/** Bytes that are not where the headers say (ERR_…) and what does not unpack (Z_…) are faults of the file, not ours. */
function asFault(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^(ERR_|Z_)/.test(code) ? new StructureFault('WORKBOOK_BROKEN', null) : error;
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END.size; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END.signature) return at;
  }
  throw new StructureFault('WORKBOOK_BROKEN', null);
}

function readDirectory(bytes: Buffer, count: number): Map<string, ZipPart> {
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY.signature) throw new StructureFault('WORKBOOK_BROKEN', null);
    if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new StructureFault('WORKBOOK_ENCRYPTED', null);
    const method = bytes.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) throw new StructureFault('WORKBOOK_BROKEN', null);
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = bytes.toString('utf8', at + ENTRY.size, at + ENTRY.size + nameLength).replace(/^\//, '');
    parts.set(name.toLowerCase(), {
      name,
      deflated: method === 8,
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY.size + nameLength + extraLength + commentLength;
  }
  return parts;
}

/**
 * Unpacks one part piece by piece. What it grows to is counted as it grows: the sizes in the directory may lie.
 *
 * @throws StructureFault WORKBOOK_BOMB, WORKBOOK_BROKEN
 */
export async function* unpack(
  { path }: ZipArchive,
  part: ZipPart,
  limits: UnpackLimits = UNPACK_LIMITS,
): AsyncGenerator<Buffer> {
  if (part.packed === 0) return;
  const start = await startOf(path, part);
  const packed = createReadStream(path, { start, end: start + part.packed - 1, highWaterMark: 1 << 16 });
  const inflate = part.deflated ? createInflateRaw({ chunkSize: 1 << 16 }) : null;
  const content = inflate === null ? packed : packed.pipe(inflate);
  if (inflate !== null) packed.once('error', (error) => inflate.destroy(error));
  let bytes = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      const grown = bytes > limits.freeBytes && bytes > part.packed * limits.ratio;
      if (bytes > limits.unpackedBytes || grown) throw new StructureFault('WORKBOOK_BOMB', null);
      yield chunk;
    }
  } catch (error) {
    throw asFault(error);
  } finally {
    content.destroy();
    packed.destroy();
  }
}

/** The local header repeats the name and may carry other extra fields, so it is asked where the bytes begin. */
async function startOf(path: string, part: ZipPart): Promise<number> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOCAL.size), 0, LOCAL.size, part.offset);
    if (bytesRead < LOCAL.size || buffer.readUInt32LE(0) !== LOCAL.signature)
      throw new StructureFault('WORKBOOK_BROKEN', null);
    return part.offset + LOCAL.size + buffer.readUInt16LE(26) + buffer.readUInt16LE(28);
  } finally {
    await file.close();
  }
}
