import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSigner,
  SignerError,
  type EsiaSigner,
  type SignerErrorCode,
  type SignerSettings,
} from '../../src/esia/gateway/signer/index.js';
import { verify, type GostPublicKey } from '../../src/kernel/gost/index.js';
import { startSigningTools, type SigningTools } from './signing-tools.js';

/** A secret that must show up nowhere. */
export const SECRET = 'пароль-от-контейнера';

export const MESSAGE = new TextEncoder().encode(
  'TESTIS01openid fullname2026.11.21 20:04:08 +00007648d7bd-6369-4073-b545-90250f68025ehttps://example.org/cb',
);

export type SignerKind = SignerSettings['kind'];

/** Settings with some changed; the caller answers for the result being of the same kind. */
export const changed = (
  settings: SignerSettings,
  change: Readonly<Record<string, unknown>>,
): SignerSettings => ({ ...settings, ...change });

/** Signers over the stub tools, and the folder where one of them puts temporary files. */
export class SignerBench {
  readonly #made: EsiaSigner[] = [];

  private constructor(
    readonly tools: SigningTools,
    readonly temporary: string,
    private readonly publicKey: GostPublicKey,
  ) {}

  static async start(): Promise<SignerBench> {
    const tools = await startSigningTools();
    if (tools.certificate.key.kind !== 'gost') throw new Error('no GOST key');
    return new SignerBench(
      tools,
      await mkdtemp(join(tmpdir(), 'signer-spec-')),
      tools.certificate.key.publicKey,
    );
  }

  /** Settings of each adapter, pointed at the tools; `timeoutMs` is generous, because a stub starts a whole Node. */
  settingsOf(kind: SignerKind, timeoutMs = 20_000): SignerSettings {
    const { certificatePath, keyPath, openssl, csptest, url, token } = this.tools;
    switch (kind) {
      case 'pure-js':
        return { kind, certificatePath, keyPath };
      case 'openssl-cli':
        return { kind, certificatePath, keyPath, program: openssl, timeoutMs };
      case 'cryptopro-cli':
        return {
          kind,
          certificatePath,
          container: 'main',
          password: SECRET,
          program: csptest,
          temporaryFolder: this.temporary,
          timeoutMs,
        };
      case 'remote-http':
        return { kind, certificatePath, url, auth: { kind: 'bearer', token }, timeoutMs };
    }
  }

  async make(settings: SignerSettings): Promise<EsiaSigner> {
    const signer = await createSigner(settings, { production: false });
    this.#made.push(signer);
    return signer;
  }

  /** True when the signature of `message` verifies under the certificate. */
  accepts(signature: Uint8Array, message: Uint8Array = MESSAGE): boolean {
    return verify(message, signature, this.publicKey);
  }

  async closeSigners(): Promise<void> {
    await Promise.all(this.#made.splice(0).map((signer) => signer.close()));
  }

  async close(): Promise<void> {
    await this.tools.close();
    await rm(this.temporary, { recursive: true });
  }
}

/** The SignerError of work that must be refused. */
export async function refusal(work: Promise<unknown>): Promise<SignerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SignerError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

export const codeOf = async (work: Promise<unknown>): Promise<SignerErrorCode> => (await refusal(work)).code;

/** Ends when no process with this id is left. */
export async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
