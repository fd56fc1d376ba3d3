import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  type ArchiveHeader,
  type ArchiveManifest,
  HEADER_FILE,
  MANIFEST_FILE,
  parseHeader,
  parseManifest,
  sha256,
  type TableSum,
} from './archive-contract.js';
import { broken } from './backup-refused.js';
import { readTar, type TarEntry } from './tar.js';

/** Takes the text of one table; resolves to how many rows it became. */
type TakeTable = (table: string, content: AsyncIterable<Buffer>) => Promise<number | null>;

/** What an archive says of itself, without reading its data. @throws BackupRefused */
export async function headerOf(file: string): Promise<ArchiveHeader> {
  for await (const { name, content } of entriesOf(file)) {
    if (name !== HEADER_FILE) break;
    return parseHeader(content);
  }
  throw broken('нет заголовка');
}

/** Reads an archive to its end and compares every sum; needs no database. @throws BackupRefused */
export async function checkBackup(file: string): Promise<ArchiveManifest> {
  return readArchive(file, async (_table, content) => {
    await finished(Readable.from(content).resume());
    return null;
  });
}

/** Goes through the archive once, gives each table to `take`, and compares what it saw with the manifest at the end. */
export async function readArchive(file: string, take: TakeTable): Promise<ArchiveManifest> {
  const entries = new OneAhead(entriesOf(file));
  const first = await entries.next();
  if (first?.name !== HEADER_FILE) throw broken('нет заголовка');
  const sums: Record<string, TableSum> = {};
  const taken: Record<string, number | null> = {};
  for (let table = tableOf(await entries.peek()); table !== null; table = tableOf(await entries.peek())) {
    if (table in sums) throw broken(`таблица ${table} в нём дважды`);
    const counted = new CountedParts(entries, table);
    taken[table] = await take(table, counted.parts());
    sums[table] = counted.sum();
  }
  const last = await entries.next();
  if (last?.name !== MANIFEST_FILE) throw broken('в конце нет описи');
  const manifest = parseManifest(last.content);
  if ((await entries.next()) !== null) throw broken('за описью есть ещё что-то');
  compare(manifest, sha256(first.content), sums, taken, parseHeader(first.content));
  return manifest;
}

function compare(
  manifest: ArchiveManifest,
  headerSha256: string,
  sums: Readonly<Record<string, TableSum>>,
  taken: Readonly<Record<string, number | null>>,
  header: ArchiveHeader,
): void {
  if (manifest.headerSha256 !== headerSha256) throw broken('заголовок изменён');
  for (const { name } of header.tables) {
    const [said, seen] = [manifest.tables[name], sums[name]];
    const hash = seen?.sha256 ?? sha256(Buffer.alloc(0));
    const rows = taken[name] ?? seen?.rows ?? 0;
    if (said?.sha256 !== hash || said.rows !== rows) throw broken(`таблица ${name} не сходится с описью`);
  }
  if (Object.keys(sums).some((name) => !(name in manifest.tables))) throw broken('в нём лишняя таблица');
}

const LINE_END = 0x0a;

/** The parts of one table as one stream, summed on the way. A row of COPY's text form is a line. */
class CountedParts {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private rows = 0;

  constructor(
    private readonly entries: OneAhead,
    private readonly table: string,
  ) {}

  async *parts(): AsyncGenerator<Buffer> {
    while (tableOf(await this.entries.peek()) === this.table) {
      const { content } = (await this.entries.next()) as TarEntry;
      this.hash.update(content);
      this.bytes += content.length;
      for (let at = content.indexOf(LINE_END); at !== -1; at = content.indexOf(LINE_END, at + 1))
        this.rows += 1;
      yield content;
    }
  }

  sum(): TableSum {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Files of the archive with a look at the next one. */
class OneAhead {
  private ahead: TarEntry | null | undefined;

  constructor(private readonly entries: AsyncGenerator<TarEntry, void>) {}

  async peek(): Promise<TarEntry | null> {
    if (this.ahead === undefined) {
      const { value, done } = await this.entries.next();
      this.ahead = done === true ? null : value;
    }
    return this.ahead;
  }

  async next(): Promise<TarEntry | null> {
    const entry = await this.peek();
    this.ahead = undefined;
    return entry;
  }
}

const tableOf = (entry: TarEntry | null): string | null =>
  /^tables\/([a-z0-9_]+)\/\d{6,}\.copy$/.exec(entry?.name ?? '')?.[1] ?? null;

async function* entriesOf(file: string): AsyncGenerator<TarEntry, void> {
  const [source, gunzip] = [createReadStream(file), createGunzip()];
  source.once('error', (error) => gunzip.destroy(error));
  try {
    yield* readTar(source.pipe(gunzip) as AsyncIterable<Buffer>);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    throw code?.startsWith('Z_') === true ? broken('он не распаковывается', { cause: error }) : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
