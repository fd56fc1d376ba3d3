import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { broken } from './backup-refused.js';

const BLOCK = 512;
/** No entry is longer: an archive is read piece by piece, and a false length must not take the memory. */
const LONGEST = 64 * 1024 * 1024;

/** One file of an archive, whole. */
export interface TarEntry {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * Writes files into a POSIX ustar archive (IEEE 1003.1, pax, «ustar Interchange Format»), waiting while the stream is full.
 * Names have at most 100 bytes.
 */
export class TarWriter {
  constructor(
    private readonly sink: Writable,
    private readonly at: Date,
  ) {}

  async add({ name, content }: TarEntry): Promise<void> {
    await this.write(headerOf(name, content.length, this.at));
    await this.write(content);
    await this.write(Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }

  /** Two empty blocks end an archive. */
  async end(): Promise<void> {
    await this.write(Buffer.alloc(2 * BLOCK));
  }

  private async write(bytes: Buffer): Promise<void> {
    if (bytes.length > 0 && !this.sink.write(bytes)) await once(this.sink, 'drain');
  }
}

function headerOf(name: string, size: number, at: Date): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`the name is too long for an archive: ${name}`);
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, from: number): number => header.write(text, from, 'utf8');
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  put(name, 0);
  put(octal(0o600, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.floor(at.getTime() / 1000), 11), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\x0000', 257);
  put(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The checksum counts its own eight bytes as spaces. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0);
}

/** The files of an archive, one in memory at a time. @throws BackupRefused when it is cut short or is no archive of ours */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry, void> {
  const bytes = new ByteQueue(source);
  for (;;) {
    const header = await bytes.take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const field = (from: number, to: number): string =>
      header.toString('utf8', from, to).replace(/[\0 ].*$/s, '');
    if (Number.parseInt(field(148, 156), 8) !== sumOf(header)) throw broken('не сходится сумма заголовка');
    const size = Number.parseInt(field(124, 136), 8);
    if (!(size >= 0 && size <= LONGEST)) throw broken('невозможная длина части');
    const content = await bytes.take(size);
    await bytes.take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name: field(0, 100), content };
  }
  // To the end of the stream, so that gzip checks its own sum too.
  await bytes.drain();
}

/** Chunks of a stream, taken in pieces of a given length. */
class ByteQueue {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const parts = [this.rest];
    let have = this.rest.length;
    while (have < length) {
      const next = await this.chunks.next();
      if (next.done === true) throw broken('он обрывается');
      parts.push(next.value);
      have += next.value.length;
    }
    const all = parts.length === 1 ? this.rest : Buffer.concat(parts);
    this.rest = all.subarray(length);
    return all.subarray(0, length);
  }

  async drain(): Promise<void> {
    while ((await this.chunks.next()).done !== true);
  }
}
