// The kernel takes only random bytes from node:crypto, except here: AES and PBKDF2 in JavaScript would be slower by
// orders of magnitude and one more thing to prove. createPrivateKey is no help, it refuses the GOST key inside
// (gost.md, 2.6).
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { OID } from './algorithms.js';
import { expectTag, readDer, readOid, readSmallInteger, sequenceFields, TAG, type DerNode } from './der.js';
import { GostError } from './gost-error.js';

/** More would let a crafted key file hold the server's start for minutes. */
const MAX_ITERATIONS = 10_000_000;
const AES_KEY_BYTES = 32;
const AES_BLOCK_BYTES = 16;

const unsupported = (what: string): GostError =>
  new GostError('unsupported', `${what}; нужен PBES2: PBKDF2-HMAC-SHA256 и AES-256-CBC`);

interface Pbkdf2Settings {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

function readPbkdf2(node: DerNode | undefined): Pbkdf2Settings {
  const [oid, parameters] = sequenceFields(node);
  if (readOid(oid) !== OID.pbkdf2)
    throw unsupported('ключ зашифрован с неизвестной выработкой ключа из пароля');
  const fields = sequenceFields(parameters);
  const salt = expectTag(fields[0], TAG.octetString).content;
  const iterations = readSmallInteger(fields[1]);
  if (iterations < 1 || iterations > MAX_ITERATIONS) throw unsupported('недопустимое число итераций PBKDF2');
  // keyLength is optional (RFC 8018, A.2); a missing prf means HMAC-SHA1, which openssl has not written for years.
  const prf = fields.find(({ tag }) => tag === TAG.sequence);
  if (prf === undefined || readOid(sequenceFields(prf)[0]) !== OID.hmacSha256)
    throw unsupported('в PBKDF2 не HMAC-SHA256');
  return { salt, iterations };
}

/**
 * Opens an EncryptedPrivateKeyInfo (RFC 5958, RFC 8018): its algorithm and its bytes to the PKCS#8 inside.
 * @throws GostError `unsupported` for other schemes, `wrong_password` when the padding or the content is wrong
 */
export function decryptPbes2(
  algorithm: DerNode | undefined,
  encrypted: Uint8Array,
  passphrase: string,
): Uint8Array {
  const [oid, parameters] = sequenceFields(algorithm);
  if (readOid(oid) !== OID.pbes2) throw unsupported('ключ зашифрован неизвестным способом');
  const [derivation, scheme] = sequenceFields(parameters);
  const { salt, iterations } = readPbkdf2(derivation);
  const [cipher, iv] = sequenceFields(scheme);
  if (readOid(cipher) !== OID.aes256Cbc) throw unsupported('шифр ключа не AES-256-CBC');
  const vector = expectTag(iv, TAG.octetString).content;
  if (vector.length !== AES_BLOCK_BYTES) throw unsupported('недопустимый вектор AES');
  const key = pbkdf2Sync(passphrase, salt, iterations, AES_KEY_BYTES, 'sha256');
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, vector);
    const plain = Uint8Array.from(Buffer.concat([decipher.update(encrypted), decipher.final()]));
    readDer(plain);
    return plain;
  } catch {
    throw new GostError('wrong_password', 'пароль не подходит к ключу');
  }
}
