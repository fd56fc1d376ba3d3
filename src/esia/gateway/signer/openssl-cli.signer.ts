import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSignatureLength, type EsiaSigner, type SignerCertificate } from './esia-signer.js';
import { makePrivateFolder, removeFolder } from './private-folder.js';
import { PROGRAM_PATH, runProgram } from './run-program.js';
import { WorkQueue } from './work-queue.js';

/** Given to the child alone: Node's own OpenSSL must not load the engine (gost.md, 1.4). */
const ENGINE_CONFIG = `openssl_conf = openssl_init
[openssl_init]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
default_algorithms = ALL
CRYPT_PARAMS = id-Gost28147-89-CryptoPro-A-ParamSet
`;

const PASSPHRASE_VARIABLE = 'PEREHOD_KEY_PASSPHRASE';

export interface OpensslCliSignerOptions {
  readonly certificate: SignerCertificate;
  /** PKCS#8 PEM, plain or encrypted. */
  readonly keyPath: string;
  readonly passphrase?: string;
  /** Default `openssl`, looked for in the system's folders. */
  readonly program?: string;
  /** Time of one signature, queue not counted; default 5 s. */
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly maxWaiting?: number;
}

/** Signs with openssl and gost-engine, a process for each signature (5 ms; gost.md, 1.3). Not a certified tool. */
export class OpensslCliSigner implements EsiaSigner {
  readonly name = 'openssl-cli';
  readonly #options: OpensslCliSignerOptions;
  readonly #queue: WorkQueue;
  #folder: Promise<string> | undefined;

  constructor(options: OpensslCliSignerOptions) {
    this.#options = options;
    this.#queue = new WorkQueue(options.concurrency ?? 4, options.maxWaiting ?? 200);
  }

  certificate(): SignerCertificate {
    return this.#options.certificate;
  }

  signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#queue.run(() => this.#sign(data, signal), signal);
  }

  async close(): Promise<void> {
    await this.#queue.close();
    if (this.#folder !== undefined) await removeFolder(await this.#folder);
  }

  async #sign(data: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    this.#folder ??= this.#writeConfig();
    const folder = await this.#folder;
    const { program = 'openssl', keyPath, passphrase = '', timeoutMs = 5_000 } = this.#options;
    const signature = await runProgram({
      program,
      // The message goes to standard input; -passin is always given, or openssl would ask on a terminal.
      args: ['dgst', '-md_gost12_256', '-sign', keyPath, '-passin', `env:${PASSPHRASE_VARIABLE}`],
      env: {
        PATH: PROGRAM_PATH,
        OPENSSL_CONF: join(folder, 'gost.cnf'),
        [PASSPHRASE_VARIABLE]: passphrase,
      },
      stdin: data,
      timeoutMs,
      maxOutputBytes: 1024,
      signal,
    });
    return requireSignatureLength(signature);
  }

  async #writeConfig(): Promise<string> {
    try {
      const folder = await makePrivateFolder();
      await writeFile(join(folder, 'gost.cnf'), ENGINE_CONFIG, { mode: 0o600, flag: 'wx' });
      return folder;
    } catch (error) {
      // A full disk passes: the next signature tries anew.
      this.#folder = undefined;
      throw error;
    }
  }
}
