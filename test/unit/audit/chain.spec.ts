import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Block,
  blockHash,
  type Digest,
  GENESIS,
  parseAnchors,
  writeEntry,
} from '../../../src/audit/domain/chain.js';
import { tellFault } from '../../../src/audit/index.js';

const sha256: Digest = (bytes) => hash('sha256', bytes, 'hex');
const field = fc.option(fc.string({ unit: 'binary' }), { nil: null });
/** Without roles twelve fields, with them one more, which is never nothing. */
const plain = fc.array(field, { minLength: 12, maxLength: 12 });
const entry = fc.oneof(
  plain,
  fc.tuple(plain, fc.string({ unit: 'binary' })).map(([fields, grants]) => [...fields, grants]),
);
const BLOCK: Block = {
  ...{ number: 1, month: '2026-11', events: 3, sealedAt: '1763985600000000' },
  ...{ content: 'a'.repeat(64), previous: GENESIS, hash: '' },
};

describe('the writing of the chain', () => {
  it('writes two entries alike only when every field is equal', () => {
    fc.assert(
      fc.property(entry, entry, (a, b) => {
        const same = Buffer.from(writeEntry(a)).equals(Buffer.from(writeEntry(b)));
        expect(same).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('does not take «nothing» for an empty text, nor a border for a part of a text', () => {
    const [nothing, empty] = [writeEntry([null, '1:a']), writeEntry(['', '1:a'])];
    expect(Buffer.from(nothing).toString()).toBe('-3:1:a');
    expect(Buffer.from(empty).toString()).toBe('0:3:1:a');
  });

  it('gives another hash for another number, month, count, moment, predecessor or content', () => {
    const changed: readonly Partial<Block>[] = [
      ...[{ number: 2 }, { month: '2026-12' }, { events: 4 }, { sealedAt: '1763985600000001' }],
      ...[{ content: 'b'.repeat(64) }, { previous: 'c'.repeat(64) }],
    ];
    const hashes = [{}, ...changed].map((change) => blockHash({ ...BLOCK, ...change }, sha256));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('reads anchors from the server’s log and from plain lines, and nothing else', () => {
    const digits = 'ab'.repeat(32);
    const text = [
      `{"level":"info","time":"2026-11-22T10:00:00Z","event":"audit.anchor","block":12,"hash":"${digits}"}`,
      `{"level":"info","event":"request","block":13,"hash":"${digits}"}`,
      ` 14 ${digits} `,
      ...[`15 ${digits}0`, '16', `x ${digits}`, ''],
    ].join('\n');
    expect(parseAnchors(text)).toEqual([
      { block: 12, hash: digits },
      { block: 14, hash: digits },
    ]);
  });

  it('names in Russian the entry or the block that is wrong', () => {
    const place = { block: 7, month: '2026-11', eventId: '42' };
    const told = [
      ...(['event_changed', 'event_missing', 'event_gone_unsealed', 'event_unsealed'] as const).map((kind) =>
        tellFault({ kind, ...place }),
      ),
    ];
    for (const text of told) expect(text).toMatch(/^запись 42 \(2026-11/);
    for (const kind of [
      'block_missing',
      'block_changed',
      'chain_broken',
      'seal_missing',
      'seal_changed',
      'anchor_unmatched',
    ] as const)
      expect(tellFault({ kind, ...place })).toContain('7');
    expect(tellFault({ kind: 'month_missing', month: '2026-11' })).toContain('2026-11');
  });
});
