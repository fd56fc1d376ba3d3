import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, isOpenToAll, type ServerAccount } from './postgres-binaries.js';

/** Root may not run PostgreSQL, and PostgreSQL wants an account with a name: `nobody` has one everywhere. */
export async function accountForServer(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'nobody') ?? entries.find(([, , uid]) => Number(uid) > 0);
  if (entry === undefined) {
    throw new Error('PostgreSQL не работает от имени root, а другой учётной записи в /etc/passwd нет.');
  }
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/**
 * Makes the folder for the data and returns where it really is: at `wanted`, or, when the server's account cannot come
 * there, in a folder of the system to which `wanted` becomes a link. Whoever deletes the link has deleted the data.
 */
export async function placeForData(wanted: string, account: ServerAccount | null): Promise<string> {
  if (account === null) {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  await mkdir(dirname(wanted), { recursive: true });
  if (await isOpenToAll(dirname(wanted))) {
    await makePassable(wanted);
    return await realpath(wanted);
  }
  const there = await lstat(wanted).catch(() => null);
  if (there === null) await linkToNewPlace(wanted);
  else if (!there.isSymbolicLink()) {
    throw new Error(
      `PostgreSQL не работает от имени root, а другие пользователи не могут войти в ${wanted}. ` +
        'Откройте проход (chmod o+x на папки выше) или задайте другую папку в DATA_DIR.',
    );
  }
  const place = await readlink(wanted);
  await makePassable(place);
  return place;
}

async function makePassable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (((await stat(folder)).mode & 0o777) !== 0o711) await chmod(folder, 0o711);
}

async function linkToNewPlace(wanted: string): Promise<void> {
  const base = await cacheFolder();
  const mark = `data-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  const place = join(base, `${mark}-${randomBytes(4).toString('hex')}`);
  await mkdir(place);
  try {
    await symlink(place, wanted);
  } catch (error) {
    // Another process made the link in the meantime: its place counts.
    await rm(place, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return;
  }
  const orphans = (await readdir(base)).filter((name) => name.startsWith(mark) && join(base, name) !== place);
  for (const orphan of orphans) await rm(join(base, orphan), { recursive: true, force: true });
}
