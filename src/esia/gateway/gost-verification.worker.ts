import { GOST_SIGNATURE_BYTES, type GostPublicKey, parsePublicKey, verify } from '../../kernel/gost/index.js';

/** One signature to check; plain values, since they cross to another thread. */
export interface GostVerificationTask {
  /** DER of the certificate's SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly signedText: string;
  readonly signature: Uint8Array;
}

/** Keys with their tables, filled at the first use: later checks take a third of the time. The pinned ones are few. */
const keys = new Map<string, GostPublicKey>();

/** True when the signature (64 bytes s ‖ r) is good. Runs in a worker thread: a check costs up to 1.8 ms (gost.md, 2.3). */
export default function verifyGost({ spki, signedText, signature }: GostVerificationTask): boolean {
  if (signature.length !== GOST_SIGNATURE_BYTES) return false;
  return verify(new TextEncoder().encode(signedText), signature, keyOf(spki));
}

function keyOf(spki: Uint8Array): GostPublicKey {
  const id = Buffer.from(spki).toString('base64');
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = parsePublicKey(spki).forManyVerifications();
  keys.set(id, key);
  return key;
}
