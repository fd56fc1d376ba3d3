import type { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import { writeFaultReport } from '../gateway/fault-report.js';
import { lookThrough } from '../gateway/roster-folder.js';
import { removeUpload } from '../gateway/upload-folder.js';
import { listIssues } from '../store/import-batch.store.js';
import { restoreFolder } from './stored-folder.js';

/** As many issues as an import keeps. */
const MOST_ISSUES = 10_000;

/** Makes the report of a batch's faults from its stored files (ROS-04). Runs in a thread of its own. */
export class MakeFaultReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {}

  /** Writes the workbook to `path`. The files lie open on the disk only while they are read, in a folder of our own. */
  async execute(batchId: Uuid, path: string): Promise<void> {
    const { manager } = this.dataSource;
    const folder = await restoreFolder(manager, this.keyring, batchId);
    try {
      const { files } = await lookThrough(folder);
      const issues = await listIssues(manager, batchId, { limit: MOST_ISSUES, after: 0 });
      await writeFaultReport(files, issues, path);
    } finally {
      await removeUpload(folder);
    }
  }
}
