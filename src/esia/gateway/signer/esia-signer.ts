import {
  GostError,
  GOST_SIGNATURE_BYTES,
  parseCertificate,
  type GostPublicKey,
} from '../../../kernel/gost/index.js';
import { SignerError } from './signer-error.js';

/** The certificate of our information system, as ESIA knows it. */
export interface SignerCertificate {
  readonly der: Uint8Array;
  /** ESIA's `client_certificate_hash`: upper-case hexadecimal Streebog-256 of the DER (esia-protocol.md, 2.6). */
  readonly gostHashHex: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly curveOid: string;
}

/**
 * Who signs requests to ESIA. The port stands before certified tools (CryptoPro CSP, an HSM, a signing service), which
 * production must be able to choose by configuration alone (gost.md, section 0, item 6).
 */
export interface EsiaSigner {
  /** A short name for logs and metrics. */
  readonly name: string;
  certificate(): SignerCertificate;
  /**
   * GOST R 34.10-2012 over Streebog-256 of `data`: exactly 64 bytes, s ‖ r, both big-endian (esia-protocol.md, 2.5).
   * @throws SignerError
   */
  signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
  /** Frees connections and files; later signatures are refused as `closed`. */
  close(): Promise<void>;
}

/**
 * Reads a certificate file, PEM or DER. @throws SignerError `bad_certificate` when it is damaged or not of a GOST key.
 */
export function readSignerCertificate(file: Uint8Array): SignerCertificate {
  try {
    const { der, gostHashHex, notBefore, notAfter, key } = parseCertificate(file);
    if (key.kind !== 'gost')
      throw new SignerError('bad_certificate', { why: 'в нём ключ не по ГОСТ Р 34.10-2012 (256)' });
    return { der, gostHashHex, notBefore, notAfter, curveOid: key.curveOid };
  } catch (error) {
    if (error instanceof GostError) throw new SignerError('bad_certificate', { why: error.message });
    throw error;
  }
}

/** The key that the certificate certifies. @throws SignerError `bad_certificate` */
export function publicKeyOf(certificate: SignerCertificate): GostPublicKey {
  const { key } = parseCertificate(certificate.der);
  if (key.kind !== 'gost') throw new SignerError('bad_certificate');
  return key.publicKey;
}

const DAY_MS = 86_400_000;

/** Whole days until the certificate ends; negative after its end. Shown as a metric (gost.md, 3.2). */
export function daysToExpiry(certificate: Pick<SignerCertificate, 'notAfter'>, now: Date): number {
  return Math.floor((certificate.notAfter.getTime() - now.getTime()) / DAY_MS);
}

/** The signature itself when its length is right. @throws SignerError `wrong_length` */
export function requireSignatureLength(signature: Uint8Array): Uint8Array {
  if (signature.length !== GOST_SIGNATURE_BYTES)
    throw new SignerError('wrong_length', { bytes: signature.length });
  return signature;
}
