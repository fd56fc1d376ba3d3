import { createReadStream } from 'node:fs';
import { LONGEST_ROW, StructureFault } from '../source-row.js';

/** Sections of roster.json; docs/formats.md, «Контингент в JSON». */
export const COLLECTIONS = [
  'orgs',
  'classes',
  'users',
  'demographics',
  'enrollments',
  'journalAccounts',
] as const;

export type Collection = (typeof COLLECTIONS)[number];
export type JsonObject = Readonly<Record<string, unknown>>;

/** One entry of a section; `no` counts from 1. */
export interface JsonElement {
  readonly collection: Collection;
  readonly no: number;
  readonly value: JsonObject;
}

/** Sections longer than this would make numbers of rows ambiguous. */
export const MOST_ELEMENTS = 10_000_000;

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] =
  Buffer.from('"\\{}[],:');
const BLANKS = new Set(Buffer.from(' \t\r\n'));
const BOM = Buffer.from('\uFEFF');

/**
 * Yields the entries of the wanted sections of a JSON object of arrays of objects, in constant memory: bytes between an
 * entry's braces are gathered, and only they are parsed. All signs of JSON's structure are ASCII, so bytes tell.
 *
 * @throws StructureFault JSON_BROKEN, JSON_MEMBER_UNKNOWN, ROW_TOO_LONG, ROWS_TOO_MANY
 */
export async function* readElements(
  path: string,
  wanted: ReadonlySet<Collection>,
): AsyncGenerator<JsonElement> {
  const splitter = new Splitter(wanted);
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    yield* splitter.take(
      first && chunk.subarray(0, BOM.length).equals(BOM) ? chunk.subarray(BOM.length) : chunk,
    );
    first = false;
  }
  splitter.end();
}

/** What may come next, outside of an entry. */
type Place =
  | 'start'
  | 'key'
  | 'first key'
  | 'colon'
  | 'array'
  | 'element'
  | 'first element'
  | 'after element'
  | 'after array'
  | 'done';

class Splitter {
  private place: Place = 'start';
  private collection: Collection | null = null;
  private readonly seen = new Set<Collection>();
  private no = 0;
  /** Bytes of the entry or of the key that the chunks before held. */
  private held: Buffer[] = [];
  private heldBytes = 0;
  private inKey = false;
  private depth = 0;
  private inString = false;
  private escaped = false;

  constructor(private readonly wanted: ReadonlySet<Collection>) {}

  *take(chunk: Buffer): Generator<JsonElement> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.inKey || this.depth > 0) {
        if (!this.endsHere(byte)) continue;
        const text = this.gather(chunk.subarray(from, at + 1));
        if (this.inKey) this.endKey(text);
        else yield* this.endElement(text);
      } else if (!BLANKS.has(byte)) {
        from = at;
        this.step(byte);
      }
    }
    if (this.inKey || this.depth > 0) this.hold(chunk.subarray(from));
  }

  end(): void {
    if (this.place !== 'done') this.broken();
  }

  /** One sign of the structure outside of keys and entries. */
  private step(byte: number): void {
    const { place } = this;
    if (place === 'start' && byte === OPEN_BRACE) this.place = 'first key';
    else if ((place === 'key' || place === 'first key') && byte === QUOTE) this.inKey = true;
    else if (place === 'first key' && byte === CLOSE_BRACE) this.place = 'done';
    else if (place === 'colon' && byte === COLON) this.place = 'array';
    else if (place === 'array' && byte === OPEN_BRACKET) this.place = 'first element';
    else if ((place === 'element' || place === 'first element') && byte === OPEN_BRACE) this.depth = 1;
    else if ((place === 'after element' || place === 'first element') && byte === CLOSE_BRACKET)
      this.place = 'after array';
    else if (place === 'after element' && byte === COMMA) this.place = 'element';
    else if (place === 'after array' && byte === COMMA) this.place = 'key';
    else if (place === 'after array' && byte === CLOSE_BRACE) this.place = 'done';
    else this.broken();
  }

  /** True at the last byte of the key or of the entry. */
  private endsHere(byte: number): boolean {
    if (this.escaped) {
      this.escaped = false;
      return false;
    }
    if (this.inKey || this.inString) {
      if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        return this.inKey;
      }
      return false;
    }
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.depth -= 1;
    return this.depth === 0;
  }

  private hold(bytes: Buffer): void {
    this.heldBytes += bytes.length;
    if (this.heldBytes > LONGEST_ROW) throw new StructureFault('ROW_TOO_LONG', this.no + 1, this.collection);
    this.held.push(bytes);
  }

  private gather(bytes: Buffer): string {
    this.hold(bytes);
    const text = (this.held.length === 1 ? bytes : Buffer.concat(this.held)).toString('utf8');
    this.held = [];
    this.heldBytes = 0;
    return text;
  }

  private endKey(text: string): void {
    this.inKey = false;
    const collection = COLLECTIONS.find((name) => name === this.parse(text));
    if (collection === undefined || this.seen.has(collection))
      throw new StructureFault('JSON_MEMBER_UNKNOWN', null);
    this.seen.add(collection);
    this.collection = collection;
    this.no = 0;
    this.place = 'colon';
  }

  private *endElement(text: string): Generator<JsonElement> {
    this.place = 'after element';
    this.no += 1;
    const { collection, no } = this;
    if (no >= MOST_ELEMENTS) throw new StructureFault('ROWS_TOO_MANY', no, collection);
    if (collection !== null && this.wanted.has(collection))
      yield { collection, no, value: this.parse(text) as JsonObject };
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return this.broken();
    }
  }

  private broken(): never {
    throw new StructureFault('JSON_BROKEN', this.collection === null ? null : this.no + 1, this.collection);
  }
}
