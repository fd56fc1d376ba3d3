import { readFile } from 'node:fs/promises';
import { GostError, parsePrivateKey, type GostPrivateKey } from '../../../kernel/gost/index.js';
import { CryptoproCliSigner, type CryptoproCliSignerOptions } from './cryptopro-cli.signer.js';
import { readSignerCertificate, type EsiaSigner, type SignerCertificate } from './esia-signer.js';
import { OpensslCliSigner, type OpensslCliSignerOptions } from './openssl-cli.signer.js';
import { PureJsSigner } from './pure-js.signer.js';
import { RemoteHttpSigner, type RemoteHttpSignerOptions } from './remote-http.signer.js';
import { SignerError } from './signer-error.js';
import { systemCode } from './system-code.js';
import { VerifiedSigner } from './verified.signer.js';

interface WithCertificate {
  /** File of our system's certificate, PEM or DER. */
  readonly certificatePath: string;
}

interface Uncertified {
  /** Admits this signer in production, where the law wants a certified tool (gost.md, section 0, item 6). */
  readonly allowUncertified?: boolean;
}

type Own<Options> = Omit<Options, 'certificate'>;

/** How to sign, chosen by configuration; one form for each adapter. */
export type SignerSettings = WithCertificate &
  (
    | ({ readonly kind: 'pure-js'; readonly keyPath: string; readonly passphrase?: string } & Uncertified)
    | ({ readonly kind: 'openssl-cli' } & Own<OpensslCliSignerOptions> & Uncertified)
    | ({ readonly kind: 'cryptopro-cli' } & Own<CryptoproCliSignerOptions>)
    | ({ readonly kind: 'remote-http' } & Own<RemoteHttpSignerOptions>)
  );

/**
 * Makes the signer of the settings; each of its signatures is verified before use ({@link VerifiedSigner}).
 * @throws SignerError `not_allowed`, `unreadable_file`, `bad_certificate`, `bad_key`, `wrong_key`
 */
export async function createSigner(
  settings: SignerSettings,
  where: { production: boolean },
): Promise<EsiaSigner> {
  const certificate = readSignerCertificate(
    await readSettingFile('certificatePath', settings.certificatePath),
  );
  return new VerifiedSigner(await createAdapter(settings, certificate, where.production));
}

async function createAdapter(
  settings: SignerSettings,
  certificate: SignerCertificate,
  production: boolean,
): Promise<EsiaSigner> {
  switch (settings.kind) {
    case 'pure-js':
      requireAllowed(settings, production);
      return new PureJsSigner({
        certificate,
        privateKey: await readPrivateKey(settings.keyPath, settings.passphrase),
      });
    case 'openssl-cli':
      requireAllowed(settings, production);
      return new OpensslCliSigner({ ...settings, certificate });
    case 'cryptopro-cli':
      return new CryptoproCliSigner({ ...settings, certificate });
    case 'remote-http':
      return new RemoteHttpSigner({ ...settings, certificate });
  }
}

function requireAllowed(settings: Uncertified & { readonly kind: string }, production: boolean): void {
  if (!production || settings.allowUncertified === true) return;
  throw new SignerError('not_allowed', {
    signer: settings.kind,
    why: 'в промышленной среде нужно сертифицированное средство: cryptopro-cli или remote-http',
  });
}

async function readPrivateKey(path: string, passphrase: string | undefined): Promise<GostPrivateKey> {
  const file = await readSettingFile('keyPath', path);
  try {
    return parsePrivateKey(file, passphrase === undefined ? {} : { passphrase });
  } catch (error) {
    if (error instanceof GostError) throw new SignerError('bad_key', { why: error.message });
    throw error;
  }
}

async function readSettingFile(setting: string, path: string): Promise<Uint8Array> {
  try {
    return Uint8Array.from(await readFile(path));
  } catch (error) {
    throw new SignerError('unreadable_file', { setting, why: systemCode(error) });
  }
}
