import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeyFiles {
  readonly privateKeyPem: string;
  readonly certificate: Uint8Array;
}

/** Keeps keys in a folder, so that certificates pinned by a client live through a restart; without a folder, nothing. */
export class KeyFolder {
  readonly #directory: string | undefined;

  constructor(directory: string | undefined) {
    this.#directory = directory;
    if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  readOrMake(name: string, make: () => KeyFiles): KeyFiles {
    if (this.#directory === undefined) return make();
    const keyFile = join(this.#directory, `${name}.key.pem`);
    const certificateFile = join(this.#directory, `${name}.cer`);
    if (existsSync(keyFile) && existsSync(certificateFile)) {
      return {
        privateKeyPem: readFileSync(keyFile, 'utf8'),
        certificate: Uint8Array.from(readFileSync(certificateFile)),
      };
    }
    const made = make();
    writeFileSync(keyFile, made.privateKeyPem, { mode: 0o600 });
    writeFileSync(certificateFile, made.certificate);
    return made;
  }
}
