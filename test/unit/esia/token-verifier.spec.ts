import { afterAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign as signRsa } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GostVerificationPool } from '../../../src/esia/gateway/gost-verification-pool.js';
import type { PinnedCertificate } from '../../../src/esia/gateway/pinned-certificates.js';
import { TokenVerifier } from '../../../src/esia/gateway/token-verifier.js';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  sign as signGost,
  writePublicKey,
} from '../../../src/kernel/gost/index.js';

const NOW = 1_760_000_000;
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const period = { notBefore: new Date((NOW - 100) * 1000), notAfter: new Date((NOW + 100) * 1000) };

type Sign = (text: string) => Uint8Array;
interface Signer {
  readonly certificate: PinnedCertificate;
  readonly sign: Sign;
}

function rsa(hash: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    certificate: { algorithm: 'RS256', gostHashHex: hash, spki, ...period },
    sign: (text) => signRsa('sha256', Buffer.from(text), privateKey),
  };
}

function gost(hash: string): Signer {
  const { publicKey, privateKey } = generateKeyPair(curveByOid(CRYPTO_PRO_XCH_A)!);
  return {
    certificate: {
      algorithm: 'GOST3410_2012_256',
      gostHashHex: hash,
      spki: writePublicKey(publicKey),
      ...period,
    },
    sign: (text) => signGost(Buffer.from(text), privateKey),
  };
}

function token(sign: Sign, header: object, claims: object = {}): string {
  const text = `${b64({ ver: 1, typ: 'JWT', sbt: 'id', ...header })}.${b64({ iat: NOW, ...claims })}`;
  return `${text}.${Buffer.from(sign(text)).toString('base64url')}`;
}

const OLD = 'A0'.repeat(32);
const NEW = 'B1'.repeat(32);
const pool = new GostVerificationPool({ warm: 1, most: 1 });
afterAll(() => pool.close());

describe.each([
  ['RS256' as const, rsa],
  ['GOST3410_2012_256' as const, gost],
])('tokens signed by %s', (alg, make) => {
  const old = make(OLD);
  const fresh = make(NEW);
  const stranger = make(NEW);
  const verifier = new TokenVerifier(alg, [old.certificate, fresh.certificate], pool);

  it('EC-094: are good under the old and under the new certificate, with the hash and without', async () => {
    for (const [signer, hash] of [
      [old, OLD],
      [fresh, NEW],
    ] as const) {
      expect(await verifier.open(token(signer.sign, { alg, 'x5t#St256': hash }), 'id')).toMatchObject({
        ok: true,
        value: { iat: NOW },
      });
      expect(
        await verifier.open(token(signer.sign, { alg, 'x5t#St256': hash.toLowerCase() }), 'id'),
      ).toMatchObject({ ok: true });
      expect(await verifier.open(token(signer.sign, { alg }), 'id')).toMatchObject({ ok: true });
    }
  });

  it.each<[string, (make: () => string) => string, string]>([
    [
      'a changed payload',
      (good) => good().replace(/\.[^.]+\./, `.${b64({ iat: NOW, sub: 'x' })}.`),
      'token_signature',
    ],
    ['a cut signature', (good) => good().slice(0, -2), 'token_signature'],
  ])('with %s are refused', async (_what, spoil, fault) => {
    expect(
      await verifier.open(
        spoil(() => token(fresh.sign, { alg })),
        'id',
      ),
    ).toEqual({ ok: false, fault });
  });

  it.each([
    ['another key', () => token(stranger.sign, { alg }), 'token_signature'],
    [
      'another key that claims the pinned hash',
      () => token(stranger.sign, { alg, 'x5t#St256': NEW }),
      'token_signature',
    ],
    [
      'a key that is not pinned',
      () => token(stranger.sign, { alg, 'x5t#St256': 'C2'.repeat(32) }),
      'token_unknown_key',
    ],
    [
      'the other pinned key than the named one',
      () => token(old.sign, { alg, 'x5t#St256': NEW }),
      'token_signature',
    ],
    ['a hash that is no text', () => token(fresh.sign, { alg, 'x5t#St256': 7 }), 'token_unknown_key'],
    ['alg none', () => token(fresh.sign, { alg: 'none' }), 'token_algorithm'],
    [
      'the other algorithm',
      () => token(fresh.sign, { alg: alg === 'RS256' ? 'GOST3410_2012_256' : 'RS256' }),
      'token_algorithm',
    ],
    ['the other kind of token', () => token(fresh.sign, { alg, sbt: 'access' }), 'token_subtype'],
    ['no typ', () => token(fresh.sign, { alg, typ: undefined }), 'token_type'],
    [
      'an issue after the certificate ended',
      () => token(fresh.sign, { alg }, { iat: NOW + 200 }),
      'token_key_not_valid_then',
    ],
    ['nothing', () => undefined, 'token_missing'],
  ])('by %s are refused', async (_what, raw, fault) => {
    expect(await verifier.open(raw(), 'id')).toEqual({ ok: false, fault });
  });

  it('a certificate of the other kind is never a key for them', async () => {
    const other = alg === 'RS256' ? gost(OLD) : rsa(OLD);
    const mixed = new TokenVerifier(alg, [other.certificate], pool);
    expect(await mixed.open(token(other.sign, { alg }), 'id')).toEqual({
      ok: false,
      fault: 'token_unknown_key',
    });
  });
});

describe('the threads that check GOST signatures', () => {
  it('a thread that dies under a check is replaced, and the check is done by another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perehod-worker-'));
    const filename = join(folder, 'dies-once.mjs');
    await writeFile(
      filename,
      `import { existsSync, writeFileSync } from 'node:fs';
       export default ({ signedText }) => {
         if (existsSync(signedText)) return true;
         writeFileSync(signedText, '');
         process.exit(1);
       };`,
    );
    const crashing = new GostVerificationPool({ warm: 1, most: 1 }, { filename, execArgv: [] });
    const task = { spki: new Uint8Array(), signedText: join(folder, 'mark'), signature: new Uint8Array() };
    await expect(crashing.verify(task)).resolves.toBe(true);
    await crashing.close();
    await rm(folder, { recursive: true });
  });
});
