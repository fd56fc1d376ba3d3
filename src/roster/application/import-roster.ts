import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { ensureRegion } from '../../territory/index.js';
import { type ImportIssue, IssueLog } from '../domain/import-issue.js';
import type { ImportPace } from '../domain/import-pace.js';
import type { RegionFile } from '../domain/region-file.js';
import { lookThrough, readRegionFile } from '../gateway/roster-folder.js';
import {
  endBatch,
  failAbandoned,
  findContentHash,
  moveAlong,
  openBatch,
} from '../store/import-batch.store.js';
import { type ImportSession, inRegionImport } from '../store/import-session.js';
import type { ImportScope } from '../store/import-scope.js';
import type { QueuedBatch } from '../store/import-queue.js';
import { findSender, type ReachingSender } from '../store/roster-pushes.js';
import {
  DEFAULT_LIMITS,
  type ImportLimits,
  type ImportOptions,
  type ImportReport,
} from './import-contract.js';
import { ProgressTeller } from './import-progress.js';
import { ImportRun } from './import-run.js';
import { rejectOlder } from './reject-waiting.js';

/**
 * Imports a folder of roster files (ROS-01): all of it in one transaction, or nothing. Reads, judges and hashes in
 * streams; the database merges by sets. Imports of one region queue on an advisory lock. Runs in a process of its own,
 * never in the server's event loop.
 */
export class ImportRoster {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SnilsVault,
    private readonly clock: Clock,
    private readonly limits: ImportLimits = DEFAULT_LIMITS,
    private readonly pace: ImportPace = 'fast',
  ) {}

  /** Throws only what is not the uploader's fault (database, disk); the batch is then `failed` and nothing is written. */
  async execute(options: ImportOptions): Promise<ImportReport> {
    const region = await readRegionFile(options.folder);
    if ('severity' in region) return refusal(region, null);
    const progress = new ProgressTeller(this.dataSource, this.clock, options.say ?? (() => undefined));
    try {
      progress.step('reading');
      const folder = await lookThrough(options.folder, region);
      const { scope, batchId } = await this.open(options, region);
      const { dryRun, uploadedBy } = options;
      const forced = options.force ? 'ministry' : null;
      const wait = () => progress.step('waiting');
      return await inRegionImport(this.dataSource, scope.regionId, wait, async (session) => {
        await failAbandoned(this.dataSource.manager, scope.regionId, batchId, scope.now);
        progress.of(batchId);
        const opened = { state: 'uploaded', start: 'first', expectedHash: null } as const;
        const how = { ...opened, dryRun, forced, uploadedBy, progress } as const;
        return new ImportRun(this.parts, { session, region, folder, scope, batchId, ...how }).execute();
      });
    } finally {
      await progress.stop();
    }
  }

  /** Runs a batch whose files were received, from the folder into which they were put again. */
  async executeReceived(session: ImportSession, batch: QueuedBatch, path: string): Promise<ImportReport> {
    const region = await readRegionFile(path);
    if ('severity' in region) return this.refuse(region, batch);
    const progress = new ProgressTeller(this.dataSource, this.clock, () => undefined);
    try {
      progress.of(batch.id);
      progress.step('reading');
      const sender = await findSender(this.dataSource.manager, batch.id);
      const folder = await lookThrough(path, region, sender?.code);
      const { schoolId, schoolSourceId } = batch;
      const school =
        schoolId === null || schoolSourceId === null ? null : { id: schoolId, sourceId: schoolSourceId };
      const scope = await this.scopeOf(region, school, sender);
      const first = batch.start === 'first';
      const expectedHash = first ? null : await findContentHash(this.dataSource.manager, batch.id);
      const dryRun = batch.dryRun && first;
      const how = { ...batch, session, region, folder, scope, batchId: batch.id, progress };
      return await new ImportRun(this.parts, { ...how, expectedHash, dryRun }).execute();
    } finally {
      await progress.stop();
    }
  }

  private get parts() {
    const { dataSource, vault, clock, limits, pace } = this;
    return { dataSource, vault, clock, limits, pace };
  }

  /** What is pushed is bound to the schools that its sender serves at the time of the run. */
  private async scopeOf(
    region: RegionFile,
    school: ImportScope['school'],
    sender: ReachingSender | null,
  ): Promise<ImportScope> {
    const known = await ensureRegion(this.dataSource, region);
    const now = this.clock.now();
    return {
      regionId: known.id,
      source: region.source,
      school,
      sender,
      schools: sender?.schools ?? (school === null ? null : [school]),
      now,
      today: dayIn(now, known.timeZone),
    };
  }

  private async open(
    { dryRun, uploadedBy, school: own }: ImportOptions,
    region: RegionFile,
  ): Promise<{ readonly scope: ImportScope; readonly batchId: Uuid }> {
    const school = own ?? null;
    const scope = await this.scopeOf(region, school, null);
    const { regionId, source, now: startedAt } = scope;
    const batch = { regionId, schoolId: school?.id ?? null, source, dryRun, uploadedBy, startedAt };
    const batchId = await this.dataSource.transaction(async (tx) => {
      if (!dryRun) await rejectOlder(tx, new AuditTrail(), { ...batch, senderId: null }, startedAt);
      return openBatch(tx, batch);
    });
    return { scope, batchId };
  }

  private async refuse(issue: ImportIssue, batch: QueuedBatch): Promise<ImportReport> {
    const report = refusal(issue, batch.id);
    await this.dataSource.transaction(async (tx) => {
      if (batch.state === 'uploaded') await moveAlong(tx, batch.id, ['read']);
      await moveAlong(tx, batch.id, ['refuse']);
      const { counts, skipped, issues, issueTotals } = report;
      await endBatch(tx, batch.id, { counts, skipped, issues, issueTotals, finishedAt: this.clock.now() });
    });
    return report;
  }
}

function refusal(issue: ImportIssue, batchId: Uuid | null): ImportReport {
  const log = new IssueLog(1);
  log.add(issue);
  return {
    batchId,
    state: 'invalid',
    skipped: false,
    counts: {},
    issues: log.issues,
    issueTotals: log.totals,
  };
}
