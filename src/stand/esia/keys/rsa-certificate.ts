import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Object identifiers as DER contents: sha256WithRSAEncryption and commonName. */
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthBytes(content.length), content]);
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

/** `YYYYMMDDHHMMSSZ`; RFC 5280, 4.1.2.5 wants the two-digit year until 2049. */
function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/\D/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050
    ? der(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : der(0x18, Buffer.from(`${digits}Z`));
}

/**
 * A self-signed X.509 v3 certificate of an RSA key (RFC 5280), because `node:crypto` writes none. ESIA publishes its
 * keys as certificates, and `x5t#St256` is a hash over one (esia-protocol.md, 2.6).
 */
export function writeRsaCertificate(key: KeyObject, commonName: string, from: Date, to: Date): Uint8Array {
  const algorithm = der(0x30, der(0x06, SHA256_WITH_RSA), der(0x05));
  const attribute = der(0x30, der(0x06, COMMON_NAME), der(0x0c, Buffer.from(commonName, 'utf8')));
  const name = der(0x30, der(0x31, attribute));
  // Positive, at most 20 bytes, without a needless leading zero (RFC 5280, 4.1.2.2).
  const serial = Buffer.concat([Buffer.of(0x4d), randomBytes(15)]);
  const tbs = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    algorithm,
    name,
    der(0x30, time(from), time(to)),
    name,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  );
  return Uint8Array.from(der(0x30, tbs, algorithm, der(0x03, Buffer.of(0), sign('sha256', tbs, key))));
}
