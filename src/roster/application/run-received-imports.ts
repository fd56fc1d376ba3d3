import { tmpdir } from 'node:os';
import type { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import type { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { MOST_ATTEMPTS } from '../domain/import-batch.js';
import type { ImportNews } from '../gateway/import-runner.js';
import { removeUpload } from '../gateway/upload-folder.js';
import { failAbandoned, failIfRunning } from '../store/import-batch.store.js';
import { countAttempt, nextQueued } from '../store/import-queue.js';
import { inRegionImport } from '../store/import-session.js';
import type { ImportPace } from '../domain/import-pace.js';
import { DEFAULT_LIMITS } from './import-contract.js';
import { ImportRoster } from './import-roster.js';
import { isLostConnection } from './lost-connection.js';
import { restoreFolder } from './stored-folder.js';

/** How received imports are run; gently and in the folder of the system, unless told otherwise. */
interface MannerOfRun {
  /** Told why a run failed: for the log, which keeps values out. */
  readonly onFailure: (error: unknown) => void;
  /** Where the files of a batch lie while it runs. */
  readonly place: string;
  readonly pace: ImportPace;
}

/**
 * Runs received batches from their stored files, in a process of its own beside the server, and gently: the oldest of a
 * region, one at a time.
 */
export class RunReceivedImports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly vault: SnilsVault,
    private readonly clock: Clock,
    private readonly manner: Partial<MannerOfRun> = {},
  ) {}

  /** Waits for the region's lock, then runs the batch whose turn it is; whoever ran it meanwhile is seen under the lock. */
  async next(regionId: Uuid): Promise<ImportNews> {
    const { manager } = this.dataSource;
    try {
      return await inRegionImport(
        this.dataSource,
        regionId,
        () => undefined,
        async (session) => {
          await failAbandoned(manager, regionId, null, this.clock.now());
          const batch = await nextQueued(manager, regionId);
          if (batch === null) return 'idle';
          if (batch.attempts >= MOST_ATTEMPTS) {
            await failIfRunning(manager, batch.id, this.clock.now());
            return 'failed';
          }
          await countAttempt(manager, batch.id);
          const limits = { ...DEFAULT_LIMITS, allowTestSnils: batch.allowTestSnils };
          const { pace = 'gentle' } = this.manner;
          const imports = new ImportRoster(this.dataSource, this.vault, this.clock, limits, pace);
          const folder = await this.restored(batch.id);
          try {
            await imports.executeReceived(session, batch, folder);
            return 'ran';
          } finally {
            await removeUpload(folder);
          }
        },
      );
    } catch (error) {
      this.manner.onFailure?.(error);
      return isLostConnection(error) ? 'lost' : 'failed';
    }
  }

  /** Files that cannot be opened (their key is gone, the disk is full) fail the batch. */
  private async restored(batchId: Uuid): Promise<string> {
    const { manager } = this.dataSource;
    try {
      return await restoreFolder(manager, this.keyring, batchId, this.manner.place ?? tmpdir());
    } catch (error) {
      if (!isLostConnection(error)) await failIfRunning(manager, batchId, this.clock.now());
      throw error;
    }
  }
}
