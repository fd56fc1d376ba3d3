import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export type Encoding = 'utf-8' | 'windows-1251';

/** What one pass over a file tells: SHA-256 of its bytes, its size, its encoding (null: neither of the two). */
export interface SniffedFile {
  readonly digest: Buffer;
  readonly bytes: number;
  readonly encoding: Encoding | null;
}

const CHUNK = 1 << 20;
const NOTHING = Buffer.alloc(0);
/** A text in Windows-1251 has Russian letters for nearly all of its high bytes; №, «», — and the like are the rest. */
const RUSSIAN_SHARE = 0.7;

/** Reads the whole file once, in constant memory. */
export async function sniffFile(path: string): Promise<SniffedFile> {
  const hash = createHash('sha256');
  const judge = new EncodingJudge();
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    judge.take(chunk);
    bytes += chunk.length;
  }
  return { digest: hash.digest(), bytes, encoding: judge.verdict() };
}

/** Tells UTF-8 from Windows-1251 by the bytes alone: what is valid UTF-8 is hardly ever anything else. */
class EncodingJudge {
  private utf8 = true;
  private binary = false;
  private carried: Buffer = NOTHING;
  private high = 0;
  private russian = 0;

  take(chunk: Buffer): void {
    if (chunk.includes(0)) this.binary = true;
    if (this.binary) return;
    if (this.utf8) {
      const whole = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
      const end = lastWholeCharacter(whole);
      this.utf8 = isUtf8(whole.subarray(0, end));
      this.carried = Buffer.from(whole.subarray(end));
    }
    if (!this.utf8) this.count(chunk);
  }

  verdict(): Encoding | null {
    if (this.binary) return null;
    if (this.utf8 && this.carried.length === 0) return 'utf-8';
    if (this.utf8) this.count(this.carried);
    return this.russian >= this.high * RUSSIAN_SHARE ? 'windows-1251' : null;
  }

  private count(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte < 0x80) continue;
      this.high += 1;
      if (byte >= 0xc0 || byte === 0xa8 || byte === 0xb8) this.russian += 1;
    }
  }
}

/** Where a character begins that the chunk does not hold to its end; else the length (RFC 3629, section 3). */
function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
