import { StringDecoder } from 'node:string_decoder';
import { SaxParser } from '@cj-tech-master/excelts/xml';
import { StructureFault } from '../source-row.js';
import { UNPACK_LIMITS, unpack, type UnpackLimits, type ZipArchive, type ZipPart } from './zip-archive.js';

/** Who listens to the elements of one part; names come without a namespace prefix. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** So many bytes may come without an element beginning or ending; the longest value of a roster has 10,000 characters. */
const LONGEST_TEXT = 1 << 20;
const DEEPEST = 64;

/**
 * Feeds the XML of a part to a listener; yields after each piece, so that the caller can take what has come together. No
 * entity but the five of XML is known, so nothing expands.
 *
 * @throws StructureFault WORKBOOK_BROKEN for what is no well-formed XML, and those of unpack
 */
export async function* readXml(
  archive: ZipArchive,
  part: ZipPart,
  listener: XmlListener,
  limits: UnpackLimits = UNPACK_LIMITS,
): AsyncGenerator<void> {
  const parser = new SaxParser({ position: false, maxDepth: DEEPEST, invalidCharHandling: 'skip' });
  let quiet = 0;
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0;
    listener.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    quiet = 0;
    listener.close(localName(name));
  });
  const onText = (text: string): void => listener.text(text);
  parser.on('text', onText);
  parser.on('cdata', onText);
  const decoder = new StringDecoder('utf8');
  for await (const chunk of unpack(archive, part, limits)) {
    quiet += chunk.length;
    feed(() => parser.write(decoder.write(chunk)));
    if (quiet > LONGEST_TEXT) throw new StructureFault('WORKBOOK_BOMB', null);
    yield;
  }
  feed(() => parser.close());
  yield;
}

/** Reads a small part to its end. */
export async function readWholeXml(
  archive: ZipArchive,
  part: ZipPart,
  listener: XmlListener,
  limits?: UnpackLimits,
): Promise<void> {
  const pieces = readXml(archive, part, listener, limits);
  while ((await pieces.next()).done !== true);
}

function feed(step: () => unknown): void {
  try {
    step();
  } catch (error) {
    throw error instanceof StructureFault ? error : new StructureFault('WORKBOOK_BROKEN', null);
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
