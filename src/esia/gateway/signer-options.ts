import { readFile } from 'node:fs/promises';
import { SettingsError } from '../../platform/config/read-settings.js';
import type { EsiaSignerSettings } from '../esia-signer.settings.js';
import type { SignerSettings } from './signer/index.js';

/**
 * Turns the settings into the options of one signer, reading the files of passwords and tokens.
 *
 * @throws SettingsError when a file cannot be read or the chosen signer lacks a setting
 */
export async function signerOptions(settings: EsiaSignerSettings): Promise<SignerSettings> {
  const certificatePath = needed('ESIA_SIGNER_CERTIFICATE_FILE', settings.certificateFile);
  const { kind, timeoutMs, allowUncertified } = settings;
  const program = settings.program === undefined ? {} : { program: settings.program };
  switch (kind) {
    case 'pure-js':
      return { kind, certificatePath, allowUncertified, ...(await ownKey(settings)) };
    case 'openssl-cli':
      return { kind, certificatePath, allowUncertified, timeoutMs, ...program, ...(await ownKey(settings)) };
    case 'cryptopro-cli': {
      const password = await secretIn('ESIA_SIGNER_CONTAINER_PASSWORD_FILE', settings.containerPasswordFile);
      const container = needed('ESIA_SIGNER_CONTAINER', settings.container);
      const keytype = settings.keyType;
      return {
        kind,
        certificatePath,
        container,
        keytype,
        timeoutMs,
        ...program,
        ...(password !== null && { password }),
      };
    }
    case 'remote-http': {
      const url = needed('ESIA_SIGNER_URL', settings.url);
      const ca = await Promise.all(
        settings.tlsCaFiles.map((file) => textIn('ESIA_SIGNER_TLS_CA_FILES', file)),
      );
      const auth = await remoteAuth(settings);
      return { kind, certificatePath, url, auth, timeoutMs, ...(ca.length > 0 && { caPem: ca.join('\n') }) };
    }
  }
}

async function ownKey(settings: EsiaSignerSettings) {
  const passphrase = await secretIn('ESIA_SIGNER_KEY_PASSPHRASE_FILE', settings.keyPassphraseFile);
  return {
    keyPath: needed('ESIA_SIGNER_KEY_FILE', settings.keyFile),
    ...(passphrase !== null && { passphrase }),
  };
}

async function remoteAuth(settings: EsiaSignerSettings) {
  const token = await secretIn('ESIA_SIGNER_TOKEN_FILE', settings.tokenFile);
  if (token !== null) return { kind: 'bearer', token } as const;
  const { tlsCertificateFile, tlsKeyFile } = settings;
  const certPem = await textIn(
    'ESIA_SIGNER_TLS_CERTIFICATE_FILE',
    needed('ESIA_SIGNER_TLS_CERTIFICATE_FILE', tlsCertificateFile),
  );
  const keyPem = await textIn('ESIA_SIGNER_TLS_KEY_FILE', needed('ESIA_SIGNER_TLS_KEY_FILE', tlsKeyFile));
  return { kind: 'mtls', certPem, keyPem } as const;
}

function needed(key: string, value: string | undefined): string {
  if (value === undefined) throw new SettingsError([`${key}: нужно задать для выбранного ESIA_SIGNER`]);
  return value;
}

/** The first line of a file with a secret; null when no file is named. */
async function secretIn(key: string, file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  const [line = ''] = (await textIn(key, file)).split(/\r?\n/);
  if (line === '') throw new SettingsError([`${key}: файл пуст`]);
  return line;
}

/** The text of a file named in a setting. @throws SettingsError that names the key, not the file. */
export async function textIn(key: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    const error = new SettingsError([`${key}: файл не читается`]);
    error.cause = cause;
    throw error;
  });
}
