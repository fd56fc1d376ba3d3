import { type CalendarDate } from '../../kernel/calendar-date.js';

const BITS_PER_PERSON = 48;
const HASHES = 4;

/**
 * Remembers which surname + first name + birth date were already given away, so that no two people become namesakes
 * by chance: those of the truth file are made on purpose. A Bloom filter: its memory is fixed at the start (six bytes
 * for each expected person), and its rare false alarm only costs another draw.
 */
export class KnownPeople {
  private readonly bits: Uint8Array;
  private readonly mask: number;

  constructor(expected: number) {
    const wanted = Math.log2(Math.max(expected, 1_000) * BITS_PER_PERSON);
    const size = 2 ** Math.min(Math.ceil(wanted), 31);
    this.bits = new Uint8Array(size / 8);
    this.mask = size - 1;
  }

  /** False when somebody of this name and birth date is known; otherwise remembers them and is true. */
  claim(last: string, first: string, born: CalendarDate): boolean {
    const text = `${last.toLowerCase().replaceAll('ё', 'е')}|${first.toLowerCase().replaceAll('ё', 'е')}|${born}`;
    const one = fnv(text, 0x811c9dc5);
    const two = fnv(text, 0x1b873593) | 1;
    let isNew = false;
    for (let n = 0; n < HASHES; n += 1) {
      const bit = ((one + Math.imul(n, two)) & this.mask) >>> 0;
      const byte = bit >>> 3;
      const flag = 1 << (bit & 7);
      const before = this.bits[byte] ?? 0;
      if ((before & flag) === 0) {
        isNew = true;
        this.bits[byte] = before | flag;
      }
    }
    return isNew;
  }
}

/** FNV-1a over UTF-16 units with a final mix. */
function fnv(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
