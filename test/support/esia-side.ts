import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EsiaSignerSettings } from '../../src/esia/esia-signer.settings.js';
import { EsiaSettings } from '../../src/esia/esia.settings.js';
import {
  CRYPTO_PRO_XCH_A,
  curveByOid,
  generateKeyPair,
  makeSelfSigned,
  writeCertificatePem,
  writePrivateKeyPem,
} from '../../src/kernel/gost/index.js';
import { type EmulatorOptions, type RunningEmulator, startEsiaEmulator } from '../../src/stand/esia/index.js';

type TokenAlgorithm = EsiaSettings['tokenAlgorithm'];

/** An emulator of ESIA in this process, our keys and certificate registered with it, and the settings that fit. */
export interface EsiaSide {
  readonly emulator: RunningEmulator;
  /** Settings of a server that signs in through the emulator. */
  settings(over?: Partial<EsiaSettings>): EsiaSettings;
  readonly signer: EsiaSignerSettings;
  close(): Promise<void>;
}

/** All that our tests ask of a person. */
const SCOPES = ['openid', 'fullname', 'birthdate', 'snils', 'kid_fullname', 'kid_birthdate', 'kid_snils'];
const DAY_MS = 86_400_000;

/**
 * Starts both. The emulator signs people in without pages: name the login in the header `x-emulator-login`.
 * `redirectHost` is the host of PUBLIC_URL.
 */
export async function startEsiaSide(
  redirectHost: string,
  tokenAlgorithm: TokenAlgorithm,
  over: Partial<EmulatorOptions> = {},
): Promise<EsiaSide> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-esia-'));
  const { certificatePem, signer } = await makeOwnKey(folder);
  const client = { clientId: 'TESTIS01', redirectHosts: [redirectHost], scopes: SCOPES, tokenAlgorithm };
  const emulator = await startEsiaEmulator({
    clients: [{ ...client, certificatePems: [certificatePem] }],
    autoLogin: true,
    ...over,
  });
  const certificateFiles = await writeEsiaCertificates(folder, emulator);
  const fitting = {
    ...{ url: emulator.url, clientId: 'TESTIS01', issuers: ['http://esia-emulator.local/'], tokenAlgorithm },
    ...{ certificateFiles, testSnils: true, verifierThreads: 1 },
  };
  return {
    emulator,
    signer,
    settings: (changes = {}) => Object.assign(new EsiaSettings(), fitting, changes),
    close: async () => {
      await emulator.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function makeOwnKey(folder: string): Promise<{ certificatePem: string; signer: EsiaSignerSettings }> {
  const curve = curveByOid(CRYPTO_PRO_XCH_A);
  if (curve === null) throw new Error('no curve');
  const { privateKey } = generateKeyPair(curve);
  const now = Date.now();
  const period = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + 365 * DAY_MS) };
  const certificatePem = writeCertificatePem(
    makeSelfSigned({ privateKey, subject: { commonName: 'TESTIS01' }, ...period }),
  );
  const keyFile = join(folder, 'own.key');
  const certificateFile = join(folder, 'own.cer');
  await writeFile(keyFile, writePrivateKeyPem(privateKey), { mode: 0o600 });
  await writeFile(certificateFile, certificatePem);
  return { certificatePem, signer: Object.assign(new EsiaSignerSettings(), { keyFile, certificateFile }) };
}

async function writeEsiaCertificates(folder: string, { control }: RunningEmulator): Promise<string[]> {
  return Promise.all(
    control.certificates().map(async ({ algorithm, generation, pem }) => {
      const file = join(folder, `esia-${algorithm}-${generation}.cer`);
      await writeFile(file, pem);
      return file;
    }),
  );
}
