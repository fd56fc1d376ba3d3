import { crc32 } from 'node:zlib';

/** A file to be put into an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Bit 11 of PKWARE's APPNOTE 4.4.4: names are UTF-8. */
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first day that the format knows: when a pack was printed stands on its papers. */
const NO_DATE = 0x0021;
const VERSION = 20;

/**
 * A ZIP archive of files as they come (APPNOTE 6.3, method «stored»: a PDF is compressed already), one in memory at a time.
 *
 * @throws RangeError from 4 GiB on: a school has some tens of megabytes
 */
export async function* zipFiles(files: AsyncIterable<ArchivedFile>): AsyncGenerator<Buffer> {
  const entries: Buffer[] = [];
  let offset = 0;
  for await (const { name, content } of files) {
    const path = Buffer.from(name);
    const about = aboutOf(path, content);
    const local = Buffer.concat([word(0x04034b50), about, path]);
    entries.push(centralEntry(path, about, offset));
    offset += local.length + content.length;
    if (offset > 0xffffffff) throw new RangeError('the archive is too large');
    yield local;
    yield content;
  }
  const directory = Buffer.concat(entries);
  yield directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

/** What both headers of a file say, from «version needed» to «extra field length». */
function aboutOf(path: Buffer, content: Buffer): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(VERSION, 0);
  about.writeUInt16LE(UTF8_NAMES, 2);
  about.writeUInt16LE(NO_DATE, 8);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(path.length, 22);
  return about;
}

function centralEntry(path: Buffer, about: Buffer, offset: number): Buffer {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(VERSION, 0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([word(0x02014b50), made, about, rest, path]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
