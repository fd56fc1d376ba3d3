import { randomBytes } from 'node:crypto';
import { OID } from './algorithms.js';
import { parseCertificate, type Certificate } from './certificate.js';
import {
  derBits,
  derContext,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derTime,
  derTrue,
  derValue,
} from './der-writer.js';
import { TAG } from './der.js';
import { writeName, type SubjectName } from './distinguished-name.js';
import { sign } from './gost3410.js';
import { fromBigEndian, type GostPrivateKey } from './gost-key.js';
import { writePublicKey } from './keys.js';
import { writePem } from './pem.js';

export interface SelfSignedRequest {
  readonly privateKey: GostPrivateKey;
  readonly subject: SubjectName;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Bits 0 and 1 of keyUsage: digitalSignature and nonRepudiation, as real ESIA certificates have (gost.md, 1.2). */
const SIGNING_USAGE = derValue(TAG.bitString, Uint8Array.of(6, 0xc0));

const extension = (oid: string, value: Uint8Array): Uint8Array =>
  derSequence(derOid(oid), derTrue(), derOctets(value));

/**
 * A self-signed X.509 v3 certificate for development, the stand and tests; a real system gets its certificate from an
 * accredited authority. Algorithm parameters are absent, as RFC 9215, 2 demands.
 */
export function makeSelfSigned({ privateKey, subject, notBefore, notAfter }: SelfSignedRequest): Certificate {
  const algorithm = derSequence(derOid(OID.gost2012Signature256));
  const name = writeName(subject);
  const tbs = derSequence(
    derContext(0, derInteger(2n)),
    // RFC 5280, 4.1.2.2: positive and at most 20 bytes; the top bit is cleared so that no zero byte is added.
    derInteger((fromBigEndian(randomBytes(16)) >> 1n) + 1n),
    algorithm,
    name,
    derSequence(derTime(notBefore), derTime(notAfter)),
    name,
    writePublicKey(privateKey.publicKey),
    derContext(
      3,
      derSequence(extension(OID.basicConstraints, derSequence()), extension(OID.keyUsage, SIGNING_USAGE)),
    ),
  );
  const der = derSequence(tbs, algorithm, derBits(sign(tbs, privateKey)));
  // Whoever holds a key on the example curve has already asked for it, so the same is admitted here.
  return parseCertificate(der, { allowTestCurve: true });
}

export const writeCertificatePem = (certificate: Certificate): string =>
  writePem('CERTIFICATE', certificate.der);
