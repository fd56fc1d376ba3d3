import { readdir } from 'node:fs/promises';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SignerErrorCode } from '../../../../src/esia/gateway/signer/index.js';
import { codeOf, ended, MESSAGE, refusal, SECRET, SignerBench } from '../../../support/signer-bench.js';
import { type Behaviour } from '../../../support/signing-tools.js';

let bench: SignerBench;

beforeAll(async () => {
  bench = await SignerBench.start();
});
beforeEach(() => bench.tools.behave('signs'));
afterEach(() => bench.closeSigners());
afterAll(() => bench.close());

describe.each(['pure-js', 'openssl-cli', 'cryptopro-cli', 'remote-http'] as const)(
  'every signer: %s',
  (kind) => {
    it('gives 64 bytes s‖r that verify under the certificate', async () => {
      const signer = await bench.make(bench.settingsOf(kind));
      const signature = await signer.signRaw(MESSAGE);
      expect(signer.name).toBe(kind);
      expect(signature).toBeInstanceOf(Uint8Array);
      expect(signature).toHaveLength(64);
      expect(bench.accepts(signature)).toBe(true);
    });

    it('signs bytes as they are: none, zeros, line ends, many', async () => {
      const signer = await bench.make(bench.settingsOf(kind));
      const messages = [
        new Uint8Array(0),
        new Uint8Array(3),
        new TextEncoder().encode('a\nb\r\nc'),
        new Uint8Array(200_000).fill(0xff),
      ];
      const signatures = await Promise.all(messages.map((message) => signer.signRaw(message)));
      expect(messages.map((message, i) => bench.accepts(signatures[i]!, message))).toStrictEqual([
        true,
        true,
        true,
        true,
      ]);
    });

    it('shows the certificate with the hash that ESIA wants', async () => {
      const certificate = (await bench.make(bench.settingsOf(kind))).certificate();
      expect(certificate.gostHashHex).toMatch(/^[0-9A-F]{64}$/);
      expect(certificate).toStrictEqual({
        der: bench.tools.certificate.der,
        gostHashHex: bench.tools.certificate.gostHashHex,
        notBefore: bench.tools.certificate.notBefore,
        notAfter: bench.tools.certificate.notAfter,
        curveOid: '1.2.643.2.2.36.0',
      });
    });

    it('refuses a request that was cancelled before', async () => {
      const signer = await bench.make(bench.settingsOf(kind));
      expect(await codeOf(signer.signRaw(MESSAGE, AbortSignal.abort()))).toBe('cancelled');
      expect(bench.tools.asked).toHaveLength(0);
    });

    it('refuses everything after close, and may be closed twice', async () => {
      const signer = await bench.make(bench.settingsOf(kind));
      await signer.signRaw(MESSAGE);
      await signer.close();
      expect(await codeOf(signer.signRaw(MESSAGE))).toBe('closed');
      await expect(signer.close()).resolves.toBeUndefined();
    });

    it('shows no secret when it is printed', async () => {
      const printed = inspect(await bench.make(bench.settingsOf(kind)), { depth: 10, showHidden: true });
      expect(printed).not.toContain(SECRET);
      expect(printed).not.toContain(bench.tools.token);
    });
  },
);

const EXTERNAL = ['openssl-cli', 'cryptopro-cli', 'remote-http'] as const;
const ANSWERS: readonly (readonly [Behaviour, Record<(typeof EXTERNAL)[number], SignerErrorCode>])[] = [
  ['garbage', { 'openssl-cli': 'wrong_key', 'cryptopro-cli': 'wrong_key', 'remote-http': 'wrong_key' }],
  ['foreign', { 'openssl-cli': 'wrong_key', 'cryptopro-cli': 'wrong_key', 'remote-http': 'wrong_key' }],
  [
    'short',
    { 'openssl-cli': 'wrong_length', 'cryptopro-cli': 'wrong_length', 'remote-http': 'wrong_length' },
  ],
  ['long', { 'openssl-cli': 'wrong_length', 'cryptopro-cli': 'wrong_length', 'remote-http': 'wrong_length' }],
  [
    'reversed',
    { 'openssl-cli': 'wrong_order', 'cryptopro-cli': 'wrong_order', 'remote-http': 'wrong_order' },
  ],
  ['swapped', { 'openssl-cli': 'wrong_order', 'cryptopro-cli': 'wrong_order', 'remote-http': 'wrong_order' }],
  ['fails', { 'openssl-cli': 'program_failed', 'cryptopro-cli': 'program_failed', 'remote-http': 'refused' }],
  ['floods', { 'openssl-cli': 'too_large', 'cryptopro-cli': 'wrong_length', 'remote-http': 'too_large' }],
];

describe.each(EXTERNAL)('a tool that misbehaves behind %s', (kind) => {
  it.each(ANSWERS)('%s', async (behaviour, codes) => {
    const signer = await bench.make(bench.settingsOf(kind));
    bench.tools.behave(behaviour);
    const error = await refusal(signer.signRaw(MESSAGE));
    expect(error.code).toBe(codes[kind]);
    const printed = inspect(error, { depth: 10 });
    expect(
      [SECRET, bench.tools.token, 'TESTIS01', 'openid fullname'].filter((part) => printed.includes(part)),
    ).toStrictEqual([]);
    // The next request is served as if nothing had been.
    bench.tools.behave('signs');
    expect(bench.accepts(await signer.signRaw(MESSAGE))).toBe(true);
    expect(await readdir(bench.temporary)).toStrictEqual([]);
  });

  it('hangs: the time-out ends it', async () => {
    const signer = await bench.make(bench.settingsOf(kind, 700));
    bench.tools.behave('hangs');
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('timed_out');
    expect(await readdir(bench.temporary)).toStrictEqual([]);
    for (const { pid } of bench.tools.asked) if (pid !== undefined) await ended(pid);
    expect(bench.tools.asked.length).toBeLessThan(2);
  });

  it('hangs: the caller cancels', async () => {
    const signer = await bench.make(bench.settingsOf(kind));
    bench.tools.behave('hangs');
    const caller = new AbortController();
    const work = codeOf(signer.signRaw(MESSAGE, caller.signal));
    const { pid } = await bench.tools.firstQuestion();
    caller.abort();
    expect(await work).toBe('cancelled');
    expect(await readdir(bench.temporary)).toStrictEqual([]);
    if (pid !== undefined) await ended(pid);
  });
});
