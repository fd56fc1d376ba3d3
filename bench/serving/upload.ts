import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataSource } from '../../src/data-source.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { PlatformSettings } from '../../src/platform/config/platform.settings.js';
import { keyringOf } from '../../src/platform/platform.module.js';
import { storeFolder } from '../../src/roster/application/stored-folder.js';
import { openBatch } from '../../src/roster/store/import-batch.store.js';
import { markReceived } from '../../src/roster/store/import-queue.js';

/** How an import that the server runs came out. */
export interface Ran {
  readonly state: string;
  readonly seconds: number;
}

/**
 * Puts a folder into the server's queue, as an upload does, and waits until the server has imported it; `onBegin` is told
 * when the server takes it up.
 */
export async function importThroughServer(
  url: string,
  folder: string,
  source: string,
  onBegin: () => void,
): Promise<Ran> {
  const dataSource = await makeDataSource({ url, poolSize: 2, applicationName: 'bench' }).initialize();
  try {
    const at = new Date();
    const batchId = await dataSource.transaction(async (tx) => {
      const [region] = await tx.query<{ id: Uuid }[]>(`SELECT id FROM regions LIMIT 1`);
      if (region === undefined) throw new Error('Нет региона');
      const batch = { regionId: region.id, schoolId: null, source, dryRun: false, uploadedBy: 'bench' };
      const id = await openBatch(tx, { ...batch, startedAt: at, forced: 'ministry', allowTestSnils: true });
      await storeFolder(tx, keyringOf(new PlatformSettings()), { batchId: id, folder, at });
      await markReceived(tx, id, at);
      return id;
    });
    let begun: number | null = null;
    for (;;) {
      const [row] = await dataSource.query<{ state: string }[]>(
        'SELECT state FROM import_batches WHERE id = $1',
        [batchId],
      );
      const state = row?.state ?? 'gone';
      if (state !== 'uploaded' && begun === null) {
        begun = performance.now();
        onBegin();
      }
      if (state !== 'uploaded' && state !== 'validating' && state !== 'applying') {
        return { state, seconds: (performance.now() - (begun ?? performance.now())) / 1000 };
      }
      await new Promise((done) => setTimeout(done, 200));
    }
  } finally {
    await dataSource.destroy();
  }
}

/** Has the folder speak of the region that is there already. */
export async function adopt(url: string, folder: string, source: string): Promise<void> {
  const dataSource = await makeDataSource({ url, poolSize: 1, applicationName: 'bench' }).initialize();
  const [region] = await dataSource.query<{ code: string; name: string; time_zone: string }[]>(
    'SELECT code, name, time_zone FROM regions LIMIT 1',
  );
  await dataSource.destroy();
  const file = join(folder, 'region.json');
  const systems = [{ code: 'demo-journal', name: 'Журнал' }];
  await writeFile(
    `${file}.new`,
    JSON.stringify({ ...region, source, mode: 'full', journal_systems: systems }),
  );
  await rename(`${file}.new`, file);
}
