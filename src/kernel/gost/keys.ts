import { OID } from './algorithms.js';
import { curveByOid, type CurveOptions, type GostCurve } from './curves.js';
import {
  expectTag,
  readBitString,
  readDer,
  readOid,
  readSmallInteger,
  sequenceFields,
  TAG,
  type DerNode,
} from './der.js';
import { derBits, derInteger, derOctets, derOid, derSequence } from './der-writer.js';
import { GostError } from './gost-error.js';
import { fromLittleEndian, GostPrivateKey, GostPublicKey, toLittleEndian } from './gost-key.js';
import { decryptPbes2 } from './pbes2.js';
import { looksLikePem, readPem, writePem } from './pem.js';

export interface KeyOptions extends CurveOptions {
  /** Passphrase of an encrypted file. */
  readonly passphrase?: string;
}

const unsupported = (what: string): GostError => new GostError('unsupported', what);

/**
 * The curve of an AlgorithmIdentifier { gost2012Key256, { curve, [digest] } }. @throws GostError for another
 * algorithm, an unknown curve or a digest that is not Streebog-256.
 */
function curveOfAlgorithm(algorithm: DerNode | undefined, options: CurveOptions = {}): GostCurve {
  const [oidNode, parameters] = sequenceFields(algorithm);
  const oid = readOid(oidNode);
  if (oid === OID.gost2012Key512)
    throw unsupported('ключ ГОСТ Р 34.10-2012 длиной 512 бит не поддерживается, нужен 256');
  if (oid !== OID.gost2012Key256) throw unsupported(`алгоритм ключа ${oid} — не ГОСТ Р 34.10-2012 (256)`);
  const [curveNode, digestNode] = sequenceFields(parameters);
  const curveOid = readOid(curveNode);
  if (digestNode !== undefined && readOid(digestNode) !== OID.streebog256)
    throw unsupported('к ключу указан не Стрибог-256');
  const curve = curveByOid(curveOid, options);
  if (curve === null) throw unsupported(`неизвестный набор параметров кривой ${curveOid}`);
  return curve;
}

/** SubjectPublicKeyInfo → key. @throws GostError */
export function parsePublicKey(spki: Uint8Array, options: CurveOptions = {}): GostPublicKey {
  const [algorithm, bits] = sequenceFields(readDer(spki));
  const curve = curveOfAlgorithm(algorithm, options);
  return GostPublicKey.fromBytes(curve, expectTag(readDer(readBitString(bits)), TAG.octetString).content);
}

/**
 * A PKCS#8 key, PEM or DER, plain or under PBES2 (PBKDF2-HMAC-SHA256, AES-256-CBC). The number must be a bare OCTET
 * STRING of 32 bytes, least significant first (openssl; gost.md, 2.6).
 * @throws GostError `unsupported` for the other forms (masked keys, containers, PFX), `wrong_password`, `bad_*`
 */
export function parsePrivateKey(file: Uint8Array, options: KeyOptions = {}): GostPrivateKey {
  const der = looksLikePem(file) ? privateKeyBlock(file) : file;
  const fields = sequenceFields(readDer(der));
  // EncryptedPrivateKeyInfo begins with an algorithm, PrivateKeyInfo with a version.
  if (fields[0]?.tag === TAG.sequence) return parsePlain(decrypt(fields, options), options);
  return parsePlain(der, options);
}

function privateKeyBlock(file: Uint8Array): Uint8Array {
  const blocks = readPem(new TextDecoder('latin1').decode(file));
  const found = blocks.find(({ label }) => label === 'PRIVATE KEY' || label === 'ENCRYPTED PRIVATE KEY');
  if (found !== undefined) return found.der;
  const labels = blocks.map(({ label }) => label).join(', ');
  throw new GostError('bad_pem', `в файле PEM нет ключа PKCS#8 (блоки: ${labels || 'ни одного'})`);
}

function decrypt(fields: DerNode[], options: KeyOptions): Uint8Array {
  if (options.passphrase === undefined)
    throw new GostError('wrong_password', 'ключ зашифрован, а пароль не задан');
  return decryptPbes2(fields[0], expectTag(fields[1], TAG.octetString).content, options.passphrase);
}

function parsePlain(der: Uint8Array, options: KeyOptions): GostPrivateKey {
  const [version, algorithm, key] = sequenceFields(readDer(der));
  if (version?.tag === TAG.integer && readSmallInteger(version) > 1)
    throw unsupported('неизвестная версия PKCS#8');
  const curve = curveOfAlgorithm(algorithm, options);
  const { content } = expectTag(key, TAG.octetString);
  if (content.length === 32) return new GostPrivateKey(curve, fromLittleEndian(content));
  throw unsupported(
    content.length > 0 && content.length % 32 === 0
      ? 'ключ под маской (число маскировано несколькими блоками) не поддерживается: сохраните его без маски'
      : 'ключ внутри PKCS#8 записан не 32 байтами; такая запись не поддерживается',
  );
}

function algorithmOf(curve: GostCurve): Uint8Array {
  const digest = curve.digestNamedInKey ? [derOid(OID.streebog256)] : [];
  return derSequence(derOid(OID.gost2012Key256), derSequence(derOid(curve.oid), ...digest));
}

/** Key → SubjectPublicKeyInfo (RFC 9215, 4.2). */
export function writePublicKey(key: GostPublicKey): Uint8Array {
  return derSequence(algorithmOf(key.curve), derBits(derOctets(key.toBytes())));
}

export const writePublicKeyPem = (key: GostPublicKey): string => writePem('PUBLIC KEY', writePublicKey(key));

/** Key → plain PKCS#8 DER, as openssl with gost-engine writes it. The result is secret. */
export function writePrivateKey(key: GostPrivateKey): Uint8Array {
  return derSequence(
    derInteger(0n),
    algorithmOf(key.curve),
    derOctets(toLittleEndian(key.exposeScalar(), 32)),
  );
}

/** Key → plain PKCS#8 PEM. The result is secret. */
export const writePrivateKeyPem = (key: GostPrivateKey): string =>
  writePem('PRIVATE KEY', writePrivateKey(key));
