import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from './interop-check.js';

const CONFIG = `openssl_conf = openssl_init
[openssl_init]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = dn
[dn]
`;

/** What encrypted keys are opened with; openssl finds it in the variable PASSPHRASE. */
export const PASSPHRASE = 'проверка';
const TIMEOUT_MS = 20_000;
const run = promisify(execFile);

/** The real openssl with gost-engine, in a folder of its own. */
export class Openssl {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.path(name), content, { mode: 0o600 });
  }

  async read(name: string): Promise<Uint8Array> {
    return Uint8Array.from(await readFile(this.path(name)));
  }

  /** Runs one command; names of files are relative to the folder. @throws Error with the end of what openssl said */
  async call(...args: string[]): Promise<string> {
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', OPENSSL_CONF: this.path('gost.cnf'), PASSPHRASE };
    try {
      return (await run('openssl', args, { cwd: this.folder, env, timeout: TIMEOUT_MS })).stdout;
    } catch (error) {
      const said =
        typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
      throw new Error(`openssl ${args[0] ?? ''}: ${said.trim() || reasonOf(error)}`, { cause: error });
    }
  }

  /** Streebog-256 as openssl prints it, lower-case hexadecimal. */
  async hashOf(content: Uint8Array): Promise<string> {
    await this.write('content', content);
    return (await this.call('dgst', '-md_gost12_256', '-r', 'content')).slice(0, 64);
  }

  /** Why the checks cannot run, or null when openssl has its engine. */
  async whyMissing(): Promise<string | null> {
    try {
      await this.write('gost.cnf', CONFIG);
      await this.call('engine', '-t', 'gost');
      return null;
    } catch (error) {
      return `openssl с движком gost не запускается (Debian 12: libengine-gost-openssl): ${reasonOf(error)}`;
    }
  }
}
