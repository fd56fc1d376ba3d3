import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  curveByOid,
  generateKeyPair,
  GOST_CURVE_OIDS,
  GostError,
  GostPrivateKey,
  isSignedBy,
  makeSelfSigned,
  parseCertificate,
  streebog256,
  writeCertificatePem,
  type Certificate,
  type GostPublicKey,
} from '../../../../src/kernel/gost/index.js';
import { children, readBitString, readDer } from '../../../../src/kernel/gost/der.js';
import { signDigestWithNonce } from '../../../../src/kernel/gost/gost3410.js';
import {
  ECDSA_CERTIFICATE,
  fromBase64,
  hex,
  RFC9215_D1,
  RFC9215_D2,
  RSA_CERTIFICATE,
  TESTIS01_CERTIFICATE,
  utf8,
} from './vectors.js';

const gostKey = ({ key }: Certificate): GostPublicKey => {
  if (key.kind !== 'gost') throw new Error('not a GOST certificate');
  return key.publicKey;
};

describe('RFC 9215, appendix D', () => {
  const example = { allowTestCurve: true };

  it('D.1: the certificate verifies with its own key', () => {
    const certificate = parseCertificate(fromBase64(RFC9215_D1), example);
    expect(isSignedBy(certificate, gostKey(certificate))).toBe(true);
    expect(certificate.subject).toBe('CN=Example');
    expect(certificate.serial).toBe('0A');
    expect(certificate.notBefore.toISOString()).toBe('2001-01-01T00:00:00.000Z');
    expect(certificate.notAfter.toISOString()).toBe('2050-12-31T00:00:00.000Z');
  });

  it('D.1: its signature is reproduced byte for byte', () => {
    const [tbs, , bits] = children(readDer(fromBase64(RFC9215_D1)));
    const d = 0x7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28n;
    const k = 0x77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3n;
    const key = new GostPrivateKey(curveByOid('1.2.643.2.2.35.0', example)!, d);
    const signature = signDigestWithNonce(streebog256(tbs!.raw), key, k);
    expect(hex(signature)).toBe(
      '4d53f012fe081776507d4d9bb81f00efdb4eefd4ab83bac4bacf735173cfa81c41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493',
    );
    expect(hex(signature)).toBe(hex(readBitString(bits)));
  });

  it('D.1: the example curve is refused unless it is asked for', () => {
    expect(() => parseCertificate(fromBase64(RFC9215_D1))).toThrow('1.2.643.2.2.35.0');
  });

  it('D.2: the certificate on TC26-A verifies and holds the printed key', () => {
    const certificate = parseCertificate(fromBase64(RFC9215_D2));
    const d = 0x3a929ade789bb9be10ed359dd39a72c10b87c83f80be18b85c041f4325b62ec1n;
    const key = new GostPrivateKey(curveByOid('1.2.643.7.1.2.1.1.1')!, d);
    expect(gostKey(certificate).equals(key.publicKey)).toBe(true);
    expect(isSignedBy(certificate, key.publicKey)).toBe(true);
  });
});

describe('a certificate of openssl with gost-engine (esia-protocol.md, 9.7)', () => {
  const certificate = parseCertificate(fromBase64(TESTIS01_CERTIFICATE));

  it('is read whole, though it is X.509 v1 with NULL parameters', () => {
    expect(certificate.subject).toBe('C=RU, O=Test IS, CN=TESTIS01');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.key).toMatchObject({ kind: 'gost', curveOid: '1.2.643.2.2.36.0' });
    expect(certificate.notBefore.toISOString()).toBe('2026-11-21T20:04:08.000Z');
    expect(certificate.notAfter.toISOString()).toBe('2036-11-18T20:04:08.000Z');
    expect(isSignedBy(certificate, gostKey(certificate))).toBe(true);
  });

  it('has the hash that ESIA expects', () => {
    expect(certificate.gostHashHex).toBe('6A2946D66E10FBCB049B2361E27668939A3D70839826EB98CE1DF9AA180AA3CF');
  });

  it('is the same from PEM', () => {
    expect(parseCertificate(utf8(writeCertificatePem(certificate)))).toStrictEqual(certificate);
  });

  it('is not signed by another key, and not when a byte of it changes', () => {
    const stranger = generateKeyPair(curveByOid('1.2.643.2.2.36.0')!).publicKey;
    expect(isSignedBy(certificate, stranger)).toBe(false);
    const der = Uint8Array.from(certificate.der);
    der[der.indexOf(0x54)] = 0x55;
    expect(isSignedBy(parseCertificate(der), gostKey(certificate))).toBe(false);
  });
});

describe('other certificates', () => {
  it('RSA is told, and its key opens in node:crypto', () => {
    const certificate = parseCertificate(fromBase64(RSA_CERTIFICATE));
    expect(certificate.key.kind).toBe('rsa');
    const key = createPublicKey({ key: Buffer.from(certificate.key.spki), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyType).toBe('rsa');
    expect(certificate.subject).toBe('C=RU, O=Test, CN=rsa');
    expect(certificate.serial).toBe(new X509Certificate(certificate.der).serialNumber);
    expect(isSignedBy(certificate, generateKeyPair(curveByOid('1.2.643.2.2.36.0')!).publicKey)).toBe(false);
  });

  it('an unknown algorithm is told by its identifier', () => {
    expect(parseCertificate(fromBase64(ECDSA_CERTIFICATE)).key).toMatchObject({
      kind: 'other',
      algorithmOid: '1.2.840.10045.2.1',
    });
  });

  it('damaged or random bytes end in a GostError, never in another one', () => {
    const sound = fromBase64(TESTIS01_CERTIFICATE);
    const key = gostKey(parseCertificate(sound));
    const read = (bytes: Uint8Array): void => {
      try {
        isSignedBy(parseCertificate(bytes), key);
      } catch (error) {
        if (!(error instanceof GostError)) throw error;
      }
    };
    fc.assert(
      fc.property(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 }), (place, byte) => {
        const damaged = Uint8Array.from(sound);
        damaged[place] = byte;
        expect(() => read(damaged)).not.toThrow();
        expect(() => read(sound.subarray(0, place))).not.toThrow();
      }),
      { numRuns: 300 },
    );
    expect(() =>
      parseCertificate(utf8('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')),
    ).toThrow('CERTIFICATE');
  });
});

describe.each(GOST_CURVE_OIDS)('a self-signed certificate on %s', (oid) => {
  const { privateKey, publicKey } = generateKeyPair(curveByOid(oid)!);
  const certificate = makeSelfSigned({
    privateKey,
    subject: { country: 'RU', organization: 'Школа, № 1', commonName: 'TESTIS' },
    notBefore: new Date('2026-01-01T00:00:00.500Z'),
    notAfter: new Date('2051-02-03T04:05:06Z'),
  });

  it('says what was asked and verifies with its own key', () => {
    expect(certificate.subject).toBe('C=RU, O=Школа\\, № 1, CN=TESTIS');
    expect(certificate.notBefore.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(certificate.notAfter.toISOString()).toBe('2051-02-03T04:05:06.000Z');
    expect(gostKey(certificate).equals(publicKey)).toBe(true);
    expect(isSignedBy(certificate, publicKey)).toBe(true);
  });

  it('is read by node:crypto as well', () => {
    const seen = new X509Certificate(certificate.der);
    expect(seen.subject).toBe('C=RU\nO=Школа\\, № 1\nCN=TESTIS');
    expect(seen.serialNumber).toBe(certificate.serial);
    expect(new Date(seen.validTo).toISOString()).toBe(certificate.notAfter.toISOString());
  });
});
