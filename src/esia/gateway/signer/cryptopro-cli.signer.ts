import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSignatureLength, type EsiaSigner, type SignerCertificate } from './esia-signer.js';
import { withPrivateFolder } from './private-folder.js';
import { PROGRAM_PATH, runProgram } from './run-program.js';
import { SignerError } from './signer-error.js';
import { WorkQueue } from './work-queue.js';

/** A signature is 64 bytes; one more is read so that a longer file is noticed, and no more than that. */
const READ_BYTES = 65;

export interface CryptoproCliSignerOptions {
  readonly certificate: SignerCertificate;
  /** Name of the key container, as `csptest -keyset -enum_cont -fqcn` prints it. */
  readonly container: string;
  readonly keytype?: 'exchange' | 'signature';
  /**
   * Password of the container. The tool takes it only as an argument, which other processes of the machine can see:
   * prefer a container without one, guarded by file permissions (gost.md, 3.2).
   */
  readonly password?: string;
  readonly program?: string;
  /** Variables that the installation needs beyond PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Parent of the temporary folders; a file system in memory is a good choice. Default: the system's. */
  readonly temporaryFolder?: string;
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly maxWaiting?: number;
}

/** Signs with `csptest` of CryptoPro CSP (esia-protocol.md, 9.6), a certified tool. */
export class CryptoproCliSigner implements EsiaSigner {
  readonly name = 'cryptopro-cli';
  readonly #options: CryptoproCliSignerOptions;
  readonly #queue: WorkQueue;

  constructor(options: CryptoproCliSignerOptions) {
    this.#options = options;
    this.#queue = new WorkQueue(options.concurrency ?? 4, options.maxWaiting ?? 200);
  }

  certificate(): SignerCertificate {
    return this.#options.certificate;
  }

  signRaw(data: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#queue.run(
      () => withPrivateFolder(this.#options.temporaryFolder, (folder) => this.#sign(folder, data, signal)),
      signal,
    );
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #sign(folder: string, data: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { program = '/opt/cprocsp/bin/amd64/csptest', env = {}, timeoutMs = 10_000 } = this.#options;
    const message = join(folder, 'message');
    const signature = join(folder, 'signature');
    await writeFile(message, data, { mode: 0o600, flag: 'wx' });
    await runProgram({
      program,
      args: this.#args(message, signature),
      env: { PATH: PROGRAM_PATH, ...env },
      timeoutMs,
      maxOutputBytes: 64 * 1024,
      signal,
    });
    // CryptoPro writes the whole value least significant byte first: turned around it is s ‖ r (esia-protocol.md, 2.5).
    return requireSignatureLength(await readStart(signature)).reverse();
  }

  #args(message: string, signature: string): string[] {
    const { container, keytype = 'exchange', password } = this.#options;
    return [
      ...['-keyset', '-sign', 'GOST12_256', '-container', container, '-keytype', keytype],
      ...['-in', message, '-out', signature],
      ...(password === undefined ? [] : ['-password', password]),
      // Without it a missing password would open a prompt and hang.
      '-silent',
    ];
  }
}

async function readStart(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const { bytesRead, buffer } = await file.read(new Uint8Array(READ_BYTES), 0, READ_BYTES, 0);
    return buffer.slice(0, bytesRead);
  } catch {
    throw new SignerError('program_failed', { why: 'файл подписи не создан' });
  }
}
