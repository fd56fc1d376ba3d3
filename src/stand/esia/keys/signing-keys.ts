import { createPrivateKey, generateKeyPairSync, sign as signRsa } from 'node:crypto';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  makeSelfSigned,
  parseCertificate,
  parsePrivateKey,
  sign as signGost,
  writePrivateKeyPem,
} from '../../../kernel/gost/index.js';
import { KeyFolder, type KeyFiles } from './key-folder.js';
import { writeRsaCertificate } from './rsa-certificate.js';

export type TokenAlgorithm = 'RS256' | 'GOST3410_2012_256';
export type Generation = 1 | 2;

export const TOKEN_ALGORITHMS: readonly TokenAlgorithm[] = ['RS256', 'GOST3410_2012_256'];

/** A key of the emulator with its certificate; `sign` gives the bytes of a JWT's third segment. */
export interface SigningKey {
  readonly algorithm: TokenAlgorithm;
  readonly generation: Generation;
  /** Name of the file under /public/, without suffix. */
  readonly fileName: string;
  readonly certificate: Uint8Array;
  /** Upper-case Streebog-256 of the certificate: the header's `x5t#St256`. */
  readonly thumbprint: string;
  sign(text: string): Uint8Array;
}

const DAY_MS = 86_400_000;

/** Two generations of keys for either algorithm; both are published at once, one signs (rule 14; 4.4.5). */
export class SigningKeys {
  current: Generation = 1;
  readonly #keys = new Map<string, SigningKey>();
  readonly #folder: KeyFolder;

  /** `directory` keeps keys between starts; without it they live as long as the process. */
  constructor(directory: string | undefined) {
    this.#folder = new KeyFolder(directory);
  }

  key(algorithm: TokenAlgorithm, generation: Generation = this.current): SigningKey {
    const fileName = `${algorithm === 'RS256' ? 'esia-emulator-rsa' : 'esia-emulator-gost'}-${generation}`;
    const known = this.#keys.get(fileName);
    if (known !== undefined) return known;
    const files = this.#folder.readOrMake(fileName, () => (algorithm === 'RS256' ? makeRsa() : makeGost()));
    const made: SigningKey = {
      algorithm,
      generation,
      fileName,
      certificate: files.certificate,
      thumbprint: parseCertificate(files.certificate).gostHashHex,
      sign: algorithm === 'RS256' ? rsaSigner(files.privateKeyPem) : gostSigner(files.privateKeyPem),
    };
    this.#keys.set(fileName, made);
    return made;
  }

  /** Every key, made now if it was not yet. */
  all(): SigningKey[] {
    return TOKEN_ALGORITHMS.flatMap((algorithm) => [this.key(algorithm, 1), this.key(algorithm, 2)]);
  }
}

function rsaSigner(pem: string): SigningKey['sign'] {
  const key = createPrivateKey(pem);
  return (text) => signRsa('sha256', Buffer.from(text), key);
}

function gostSigner(pem: string): SigningKey['sign'] {
  const key = parsePrivateKey(Buffer.from(pem));
  return (text) => signGost(Buffer.from(text), key);
}

const SUBJECT = 'Emulator of ESIA, not the real one';

const validity = (): { from: Date; to: Date } => ({
  from: new Date(Date.now() - 365 * DAY_MS),
  to: new Date(Date.now() + 3650 * DAY_MS),
});

function makeRsa(): KeyFiles {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { from, to } = validity();
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: writeRsaCertificate(privateKey, SUBJECT, from, to),
  };
}

function makeGost(): KeyFiles {
  const curve = curveByOid(CRYPTO_PRO_XCH_A);
  if (curve === null) throw new Error('the curve of ESIA is unknown to the kernel');
  const { privateKey } = generateKeyPair(curve);
  const { from, to } = validity();
  const subject = { commonName: SUBJECT };
  const certificate = makeSelfSigned({ privateKey, subject, notBefore: from, notAfter: to });
  return { privateKeyPem: writePrivateKeyPem(privateKey), certificate: certificate.der };
}
