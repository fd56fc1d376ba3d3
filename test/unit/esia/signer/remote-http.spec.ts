import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changed, codeOf, MESSAGE, refusal, SignerBench } from '../../../support/signer-bench.js';
import { tlsFile } from '../../../support/signing-tools.js';

let bench: SignerBench;

beforeAll(async () => {
  bench = await SignerBench.start();
});
beforeEach(() => bench.tools.behave('signs'));
afterEach(() => bench.closeSigners());
afterAll(() => bench.close());

describe('the signing service', () => {
  const good = { status: 500, body: 'oops' };

  it('500, then a signature: the second attempt counts', async () => {
    const signer = await bench.make(bench.settingsOf('remote-http'));
    bench.tools.nextHttp(good);
    expect(bench.accepts(await signer.signRaw(MESSAGE))).toBe(true);
    expect(bench.tools.asked).toHaveLength(2);
  });

  it('503 twice: no third attempt', async () => {
    const signer = await bench.make(bench.settingsOf('remote-http'));
    bench.tools.nextHttp({ status: 503, body: '' }, { status: 503, body: '' });
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
      code: 'unreachable',
      facts: { status: 503 },
    });
    expect(bench.tools.asked).toHaveLength(2);
  });

  it('a refusal is not asked again', async () => {
    const settings = bench.settingsOf('remote-http');
    const signer = await bench.make(changed(settings, { auth: { kind: 'bearer', token: 'wrong' } }));
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({ code: 'refused', facts: { status: 401 } });
    expect(bench.tools.asked).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'signature', 'body'],
    ['an array of nothing', 'null', 'body'],
    ['another algorithm', JSON.stringify({ signature: 'AA==', alg: 'RS256', order: 's||r' }), 'alg'],
    [
      'another order',
      JSON.stringify({ signature: 'AA==', alg: 'GOST3410_2012_256', order: 'r||s' }),
      'order',
    ],
    ['no signature', JSON.stringify({ alg: 'GOST3410_2012_256', order: 's||r' }), 'signature'],
    ['no base64', JSON.stringify({ signature: '***', alg: 'GOST3410_2012_256', order: 's||r' }), 'signature'],
  ])('%s breaks the agreement', async (_name, body, field) => {
    const signer = await bench.make(bench.settingsOf('remote-http'));
    bench.tools.nextHttp({ status: 200, body });
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({ code: 'malformed', facts: { field } });
  });

  it('a body that is too big is not read to its end', async () => {
    const signer = await bench.make(bench.settingsOf('remote-http'));
    bench.tools.nextHttp({ status: 200, body: 'x'.repeat(5_000_000) });
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('too_large');
  });

  it('nobody listens', async () => {
    const signer = await bench.make(
      changed(bench.settingsOf('remote-http'), { url: 'http://127.0.0.1:1/sign' }),
    );
    expect(await refusal(signer.signRaw(MESSAGE))).toMatchObject({
      code: 'unreachable',
      facts: { why: 'ECONNREFUSED' },
    });
  });

  it('mutual TLS: with the client certificate it signs, without it nobody is let in', async () => {
    const [caPem, certPem, keyPem] = await Promise.all(
      ['ca.pem', 'client.pem', 'client.key.pem'].map((name) => readFile(tlsFile(name), 'utf8')),
    );
    const settings = changed(bench.settingsOf('remote-http'), { url: bench.tools.mtlsUrl, caPem });
    const signer = await bench.make(changed(settings, { auth: { kind: 'mtls', certPem, keyPem } }));
    expect(bench.accepts(await signer.signRaw(MESSAGE))).toBe(true);
    bench.tools.behave('signs');
    expect(await codeOf((await bench.make(settings)).signRaw(MESSAGE))).toBe('unreachable');
    expect(bench.tools.asked).toHaveLength(0);
  });

  it('an authority that is not known is not trusted', async () => {
    const signer = await bench.make(changed(bench.settingsOf('remote-http'), { url: bench.tools.mtlsUrl }));
    expect(await codeOf(signer.signRaw(MESSAGE))).toBe('unreachable');
  });

  it('plain http to another machine is refused when the signer is made', async () => {
    const settings = changed(bench.settingsOf('remote-http'), { url: 'http://sign.example.ru/' });
    expect(await codeOf(bench.make(settings))).toBe('not_allowed');
  });
});
