/** GOST R 34.10-2012 (256) and 34.11-2012: what other code may use. Nonce-level functions stay inside, for tests. */
export { GostError } from './gost-error.js';
export { streebog256, streebog512 } from './streebog.js';
export { CRYPTO_PRO_XCH_A, curveByOid, GOST_CURVE_OIDS, type GostCurve } from './curves.js';
export { generateKeyPair, GostPrivateKey, GostPublicKey } from './gost-key.js';
export { GOST_SIGNATURE_BYTES, sign, signDigest, verify, verifyDigest } from './gost3410.js';
export {
  parsePrivateKey,
  parsePublicKey,
  writePrivateKey,
  writePrivateKeyPem,
  writePublicKey,
  writePublicKeyPem,
} from './keys.js';
export { isSignedBy, parseCertificate, type Certificate } from './certificate.js';
export { makeSelfSigned, writeCertificatePem } from './certificate-writer.js';
