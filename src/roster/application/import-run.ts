import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { SnilsVault } from '../../platform/crypto/snils-vault.js';
import {
  type BatchEvent,
  type BatchState,
  eventsToApply,
  eventsToEnd,
  type ImportCounts,
  type RunEnd,
  type RunStart,
} from '../domain/import-batch.js';
import { importIssue, IssueLog } from '../domain/import-issue.js';
import { isAllowed, judgeMassChange, type MassChange, type RosterChange } from '../domain/mass-change.js';
import type { ImportPace } from '../domain/import-pace.js';
import type { RegionFile } from '../domain/region-file.js';
import type { RosterFolder } from '../gateway/roster-folder.js';
import { type DifferenceCounts, keepDifference } from '../store/difference.js';
import {
  endBatch,
  failIfRunning,
  moveAlong,
  setContentHash,
  wasLastApplied,
} from '../store/import-batch.store.js';
import { type ImportSession, planForSize, prepareSession } from '../store/import-session.js';
import type { ImportScope } from '../store/import-scope.js';
import { Rest, restBetweenRows, restOverStaged } from '../store/rest.js';
import { createStaging } from '../store/staging.js';
import { applyStaged } from './apply-staged.js';
import type { ImportLimits, ImportReport } from './import-contract.js';
import type { ProgressTeller } from './import-progress.js';
import { isLostConnection } from './lost-connection.js';
import { recordImport } from './record-import.js';
import { stageFile, type StagingRules } from './stage-file.js';

/** What every run needs. */
export interface ImportParts {
  readonly dataSource: DataSource;
  readonly vault: SnilsVault;
  readonly clock: Clock;
  readonly limits: ImportLimits;
  readonly pace: ImportPace;
}

/** One import on its way; its session holds the region's lock. */
export interface ImportWork {
  readonly session: ImportSession;
  readonly region: RegionFile;
  readonly folder: RosterFolder;
  readonly scope: ImportScope;
  readonly batchId: Uuid;
  readonly state: BatchState;
  readonly start: RunStart;
  readonly dryRun: boolean;
  readonly forced: 'school' | 'ministry' | null;
  readonly uploadedBy: string;
  readonly progress: ProgressTeller;
  /** The files as they were when they were judged first; null on a first run. */
  readonly expectedHash: Buffer | null;
}

/** What one try at the import transaction found; thrown to undo everything when nothing may stay. */
interface Outcome {
  readonly state: RunEnd;
  readonly skipped: boolean;
  readonly counts: ImportCounts;
  readonly log: IssueLog;
}

class Undo extends Error {
  constructor(readonly outcome: Outcome) {
    super('the import leaves nothing');
  }
}

/** One run of one batch: all of it in one transaction, or nothing (ADR 0005); what becomes of the batch is told by its state. */
export class ImportRun {
  private start: RunStart;
  private mass: MassChange | null = null;
  private difference: readonly DifferenceCounts[] | null = null;

  constructor(
    private readonly parts: ImportParts,
    private readonly work: ImportWork,
  ) {
    this.start = work.start;
  }

  /** Throws only what is not the uploader's fault (database, disk); the batch is then `failed` and nothing is written. */
  async execute(): Promise<ImportReport> {
    const { batchId, progress } = this.work;
    try {
      await this.begin();
      const { log, ...rest } = await this.runOnce();
      return { batchId, ...rest, issues: log.issues, issueTotals: log.totals };
    } catch (error) {
      await progress.stop();
      // A database that went away gives no verdict on the batch: it is free then, and a runner takes it up again.
      if (!isLostConnection(error)) await this.fail();
      throw error;
    }
  }

  private async begin(): Promise<void> {
    const { batchId, state, folder, expectedHash } = this.work;
    const { manager } = this.parts.dataSource;
    if (expectedHash !== null && !expectedHash.equals(folder.contentHash)) {
      throw new Error(`The files of batch ${batchId} are not those that were judged`);
    }
    if (state === 'uploaded') await moveAlong(manager, batchId, ['read']);
    if (this.start === 'resumed') await this.moveAtOnce(['fail', 'apply']);
    if (this.start === 'first') await setContentHash(manager, batchId, folder.contentHash);
  }

  private async runOnce(): Promise<Outcome> {
    const { session } = this.work;
    try {
      return await session.transact((tx, client) => this.transact(tx, client));
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
      await this.parts.dataSource.transaction((tx) => this.end(tx, error.outcome));
      return error.outcome;
    }
  }

  private async transact(tx: EntityManager, client: ClientBase): Promise<Outcome> {
    const { scope, folder, batchId, dryRun, progress } = this.work;
    const log = new IssueLog(this.parts.limits.issuesKept);
    for (const fault of folder.faults) log.add(fault);
    const done = { skipped: false, counts: {}, log };
    const content = { regionId: scope.regionId, schoolId: scope.school?.id ?? null, source: scope.source };
    if (!log.isRefused() && (await wasLastApplied(tx, { ...content, contentHash: folder.contentHash }))) {
      progress.step('unchanged');
      // The batch's row must not be written on two connections at once: the one would wait for the other forever.
      await progress.stop();
      const outcome: Outcome = { ...done, state: dryRun ? 'ready' : 'applied', skipped: true };
      if (!dryRun) await moveAlong(tx, batchId, eventsToApply(this.start));
      await this.end(tx, outcome);
      return outcome;
    }
    await prepareSession(client, batchId, this.parts.clock.now());
    await restBetweenRows(client, this.parts.pace);
    await this.stage(client, log);
    if (log.isRefused()) throw new Undo({ ...done, state: 'invalid' });
    const counts = await this.apply(client, log);
    if (counts === null && this.mass !== null) throw new Undo({ ...done, state: 'needs_approval' });
    if (counts === null || log.isRefused()) throw new Undo({ ...done, state: 'invalid' });
    progress.step('finishing');
    const outcome: Outcome = { ...done, counts, state: dryRun ? 'ready' : 'applied' };
    if (dryRun) throw new Undo(outcome);
    const { uploadedBy, forced, start } = this.work;
    const force = forced !== null || start === 'approved';
    await recordImport(tx, { scope, batchId, counts, uploadedBy, force });
    await this.end(tx, outcome);
    return outcome;
  }

  private async stage(client: ClientBase, log: IssueLog): Promise<void> {
    const { folder, scope, progress } = this.work;
    progress.change({ filesTotal: folder.files.length, filesRead: 0, rowsRead: 0, rowsTotal: null });
    const { pace } = this.parts;
    const rest = new Rest(pace);
    const rules: StagingRules = {
      vault: this.parts.vault,
      rowLimit: this.parts.limits.rowsPerFile,
      today: scope.today,
      snils: { allowTestNumbers: this.parts.limits.allowTestSnils },
      onRow: () => progress.countRow(),
      rest: () => rest.take(),
    };
    await createStaging(client);
    for (const file of folder.files) {
      if (scope.school !== null && (file.kind === 'municipalities' || file.kind === 'schools')) {
        log.add(importIssue('FILE_FORBIDDEN', { file: file.name }));
        continue;
      }
      const rows = await stageFile(client, file, log, rules);
      progress.change({ filesRead: progress.filesRead + 1 });
      progress.remark(`${file.name}: прочитано строк ${rows.toLocaleString('ru')}`);
    }
    progress.change({ rowsTotal: progress.rowsRead });
    await restOverStaged(client, pace);
  }

  /** Null when it may not be written. */
  private async apply(client: ClientBase, log: IssueLog): Promise<ImportCounts | null> {
    const { folder, scope, region, progress } = this.work;
    await planForSize(client);
    const applied = await applyStaged({
      client,
      scope,
      region,
      kinds: new Set(folder.files.map(({ kind }) => kind)),
      log,
      mayWrite: (change) => this.mayWrite(client, change, log),
      step: (step) => progress.step(step),
    });
    return applied.kind === 'applied' ? applied.counts : null;
  }

  /** ROS-03: decides whether to go on, and lets everybody see it. A dry run goes on, for its figures, and is undone. */
  private async mayWrite(client: ClientBase, change: RosterChange, log: IssueLog): Promise<boolean> {
    const { scope, batchId, dryRun, forced, progress } = this.work;
    const { manager } = this.parts.dataSource;
    if (log.isRefused()) return false;
    const mass = judgeMassChange(change, scope.school !== null);
    if (dryRun) {
      progress.step('comparing');
      this.mass = mass;
      this.difference = await keepDifference(client, manager, scope, batchId);
      return true;
    }
    if (mass !== null && this.work.start !== 'approved' && !isAllowed(mass, forced)) {
      this.mass = mass;
      nameMassChange(log, mass);
      return false;
    }
    await this.moveAtOnce(eventsToApply(this.start));
    // From here on, and when a deadlock makes the transaction begin anew, the batch is `applying`.
    if (this.start !== 'approved') this.start = 'resumed';
    return true;
  }

  /** Several moves as one, outside the import's transaction: killed between them, the batch would be left where nobody looks. */
  private async moveAtOnce(events: readonly BatchEvent[]): Promise<void> {
    await this.parts.dataSource.transaction((tx) => moveAlong(tx, this.work.batchId, events));
  }

  private async end(tx: EntityManager, { state, skipped, counts, log }: Outcome): Promise<void> {
    await this.work.progress.stop();
    await moveAlong(tx, this.work.batchId, eventsToEnd(this.start, state));
    await endBatch(tx, this.work.batchId, {
      counts,
      skipped,
      issueTotals: log.totals,
      issues: log.issues,
      finishedAt: this.parts.clock.now(),
      guard: this.mass,
      difference: this.difference,
    });
  }

  /** The cause is told to the caller, not to the uploader: it may hold values. */
  private async fail(): Promise<void> {
    const { manager } = this.parts.dataSource;
    await failIfRunning(manager, this.work.batchId, this.parts.clock.now()).catch(() => undefined);
  }
}

function nameMassChange(log: IssueLog, { schools, region }: MassChange): void {
  const at = { file: 'students.csv', column: 'school_source_id' };
  for (const { schoolSourceId, left, changed, pupils } of schools) {
    const both = changed > 0 ? ` (снято ${left}, изменено ${changed})` : '';
    log.add(importIssue('MASS_CHANGE', at, `Школа ${schoolSourceId}: ${left + changed} из ${pupils}${both}`));
  }
  if (region !== null) {
    log.add(importIssue('MASS_CHANGE_REGION', at, `${region.affected} из ${region.pupils}`));
  }
}
