import { OID } from './algorithms.js';
import { type CurveOptions } from './curves.js';
import {
  contextTag,
  expectTag,
  readBitString,
  readDer,
  readOid,
  readTime,
  sequenceFields,
  TAG,
  type DerNode,
} from './der.js';
import { distinguishedName } from './distinguished-name.js';
import { GostError } from './gost-error.js';
import { verify } from './gost3410.js';
import { type GostPublicKey } from './gost-key.js';
import { parsePublicKey } from './keys.js';
import { looksLikePem, readPem } from './pem.js';
import { streebog256 } from './streebog.js';

/** What key a certificate carries. `spki` is the DER of SubjectPublicKeyInfo, as `crypto.createPublicKey` takes it. */
export type CertificateKey =
  | {
      readonly kind: 'gost';
      readonly publicKey: GostPublicKey;
      readonly curveOid: string;
      readonly spki: Uint8Array;
    }
  | { readonly kind: 'rsa'; readonly spki: Uint8Array }
  | { readonly kind: 'other'; readonly algorithmOid: string; readonly spki: Uint8Array };

export interface Certificate {
  readonly der: Uint8Array;
  readonly key: CertificateKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Upper-case hexadecimal, without leading zero bytes. */
  readonly serial: string;
  /** `CN=…, O=…`; may name a person (an entrepreneur's certificate does), so it does not belong in logs. */
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal Streebog-256 of the DER: ESIA's `client_certificate_hash` (gost.md, section 5). */
  readonly gostHashHex: string;
}

interface Envelope {
  readonly tbs: DerNode;
  readonly signatureOid: string;
  readonly signature: Uint8Array;
}

function openEnvelope(der: Uint8Array): Envelope {
  const [tbs, algorithm, bits] = sequenceFields(readDer(der));
  return {
    tbs: expectTag(tbs, TAG.sequence),
    signatureOid: readOid(sequenceFields(algorithm)[0]),
    signature: readBitString(bits),
  };
}

function certificateDer(file: Uint8Array): Uint8Array {
  if (!looksLikePem(file)) return file;
  const block = readPem(new TextDecoder('latin1').decode(file)).find(({ label }) => label === 'CERTIFICATE');
  if (block === undefined) throw new GostError('bad_pem', 'в файле PEM нет блока CERTIFICATE');
  return block.der;
}

function readKey(spkiNode: DerNode, options: CurveOptions): CertificateKey {
  const spki = Uint8Array.from(spkiNode.raw);
  const algorithmOid = readOid(sequenceFields(sequenceFields(spkiNode)[0])[0]);
  if (algorithmOid === OID.rsaEncryption) return { kind: 'rsa', spki };
  if (algorithmOid !== OID.gost2012Key256) return { kind: 'other', algorithmOid, spki };
  const publicKey = parsePublicKey(spki, options);
  return { kind: 'gost', publicKey, curveOid: publicKey.curve.oid, spki };
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/**
 * Parses an X.509 certificate, DER or the first CERTIFICATE block of a PEM file. Nothing is verified: neither the
 * signature nor the dates (node:crypto's own X509Certificate cannot read a GOST key; gost.md, section 5).
 * @throws GostError
 */
export function parseCertificate(file: Uint8Array, options: CurveOptions = {}): Certificate {
  const der = Uint8Array.from(certificateDer(file));
  const fields = sequenceFields(openEnvelope(der).tbs);
  // The version is absent in X.509 v1, which openssl writes without extensions.
  const [serial, , issuer, validity, subject, spki] =
    fields[0]?.tag === contextTag(0) ? fields.slice(1) : fields;
  const [notBefore, notAfter] = sequenceFields(validity);
  return {
    der,
    key: readKey(expectTag(spki, TAG.sequence), options),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    serial: hexOf(expectTag(serial, TAG.integer).content).replace(/^(?:00)+(?=.)/, ''),
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    gostHashHex: hexOf(streebog256(der)),
  };
}

/**
 * True when the certificate was signed with GOST R 34.10-2012 (256) by the holder of `issuerKey`. The bytes that were
 * signed are taken as they stand, never encoded anew. Dates, names and constraints are the caller's to check.
 */
export function isSignedBy(certificate: Certificate, issuerKey: GostPublicKey): boolean {
  const { tbs, signatureOid, signature } = openEnvelope(certificate.der);
  // The algorithm inside the signed part must be the one outside it (RFC 5280, 4.1.1.2).
  const fields = sequenceFields(tbs);
  const inner = fields[fields[0]?.tag === contextTag(0) ? 2 : 1];
  if (signatureOid !== OID.gost2012Signature256 || readOid(sequenceFields(inner)[0]) !== signatureOid)
    return false;
  return verify(tbs.raw, signature, issuerKey);
}
