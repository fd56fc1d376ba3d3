import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import { fileTitle } from '../domain/roster-file.js';
import { writeFaultReport } from '../gateway/fault-report.js';
import { lookThrough } from '../gateway/roster-folder.js';
import { listIssues } from '../store/import-batch.store.js';
import { listImportFiles, openImportFile } from '../store/import-files.js';

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
    const folder = await mkdtemp(join(tmpdir(), 'perehod-report-'));
    try {
      const { manager } = this.dataSource;
      for (const { id, name } of await listImportFiles(manager, batchId)) {
        const title = fileTitle(name);
        if (title === null) continue;
        const content = openImportFile(manager, this.keyring, id);
        await pipeline(content, createWriteStream(join(folder, title.name), { mode: 0o600 }));
      }
      const { files } = await lookThrough(folder);
      const issues = await listIssues(manager, batchId, { limit: MOST_ISSUES, after: 0 });
      await writeFaultReport(files, issues, path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
