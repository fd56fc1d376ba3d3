import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  makeSelfSigned,
  writeCertificatePem,
  writePrivateKeyPem,
} from '../../src/kernel/gost/index.js';

/** Files of a client system of ESIA, made for one run of tests. */
export interface EsiaKeys {
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly certificatePem: string;
}

let made: EsiaKeys | undefined;

/** The key and certificate of the tests; one pair for a process is enough. */
export function esiaKeys(): EsiaKeys {
  return (made ??= makeKeys());
}

function makeKeys(): EsiaKeys {
  const curve = curveByOid(CRYPTO_PRO_XCH_A);
  if (curve === null) throw new Error('The curve of ESIA is unknown to the kernel');
  const { privateKey } = generateKeyPair(curve);
  const day = 86_400_000;
  const certificate = makeSelfSigned({
    privateKey,
    subject: { commonName: 'TEST' },
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 365 * day),
  });
  const folder = mkdtempSync(join(tmpdir(), 'perehod-test-esia-'));
  const [keyFile, certificateFile] = [join(folder, 'client.key.pem'), join(folder, 'client.cer.pem')];
  const certificatePem = writeCertificatePem(certificate);
  writeFileSync(keyFile, writePrivateKeyPem(privateKey), { mode: 0o600 });
  writeFileSync(certificateFile, certificatePem);
  return { keyFile, certificateFile, certificatePem };
}

/**
 * Settings with which a server starts although no ESIA is near: it believes only its own certificate. The vault's keys
 * are those of `testVault`, so that what builders wrote matches.
 */
export function settingsWithoutEsia(): Readonly<Record<string, string>> {
  const { keyFile, certificateFile } = esiaKeys();
  return {
    ESIA_CERTIFICATE_FILES: certificateFile,
    ESIA_SIGNER_KEY_FILE: keyFile,
    ESIA_SIGNER_CERTIFICATE_FILE: certificateFile,
  };
}
