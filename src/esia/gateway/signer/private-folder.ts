import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that only we may enter, for the files that a signing program wants. */
export async function makePrivateFolder(parent: string = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'perehod-sign-'));
  await chmod(folder, 0o700);
  return folder;
}

/** Runs `work` with a private folder, and removes the folder whatever happens. */
export async function withPrivateFolder<T>(
  parent: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makePrivateFolder(parent);
  try {
    return await work(folder);
  } finally {
    await removeFolder(folder);
  }
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
