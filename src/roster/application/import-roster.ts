import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ensureRegion } from '../../territory/index.js';
import type { ImportCounts } from '../domain/import-batch.js';
import { importIssue, type ImportIssue, IssueLog } from '../domain/import-issue.js';
import type { RegionFile } from '../domain/region-file.js';
import { lookThrough, readRegionFile, type RosterFolder } from '../gateway/roster-folder.js';
import {
  endBatch,
  failAbandoned,
  moveBatch,
  openBatch,
  wasLastApplied,
} from '../store/import-batch.store.js';
import { lockRegion, planForSize, prepareSession } from '../store/import-session.js';
import type { ImportScope } from '../store/import-scope.js';
import { findSender } from '../store/roster-pushes.js';
import { createStaging } from '../store/staging.js';
import { type Applied, applyStaged } from './apply-staged.js';
import {
  DEFAULT_LIMITS,
  type ImportLimits,
  type ImportOptions,
  type ImportReport,
} from './import-contract.js';
import { recordImport } from './record-import.js';
import { stageFile, type StagingRules } from './stage-file.js';

/** What one try at the import transaction found; thrown to undo everything when nothing may stay. */
interface Outcome {
  readonly state: ImportReport['state'];
  readonly skipped: boolean;
  readonly counts: ImportCounts;
  readonly log: IssueLog;
}

class Undo extends Error {
  constructor(readonly outcome: Outcome) {
    super('the import leaves nothing');
  }
}

/**
 * Imports a folder of roster files (ROS-01): all of it in one transaction, or nothing. Reads, judges and hashes in
 * streams; the database merges by sets. Imports of one region queue on an advisory lock. Runs in a process or a worker
 * thread of its own, never in the server's event loop.
 */
export class ImportRoster {
  private readonly unitOfWork: UnitOfWork;

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SnilsVault,
    private readonly clock: Clock,
    private readonly limits: ImportLimits = DEFAULT_LIMITS,
  ) {
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  /** Throws only what is not the uploader's fault (database, disk); the batch is then `failed` and nothing is written. */
  async execute(options: ImportOptions): Promise<ImportReport> {
    const say = options.say ?? (() => undefined);
    const region = await readRegionFile(options.folder);
    if ('severity' in region) return this.refusedAtOnce(region, options.batchId);
    say('Читаю и проверяю файлы');
    const sender =
      options.batchId === undefined ? null : await findSender(this.dataSource.manager, options.batchId);
    const folder = await lookThrough(options.folder, region, sender?.system.code);
    const now = this.clock.now();
    const known = await ensureRegion(this.dataSource, region);
    const scope: ImportScope = {
      regionId: known.id,
      source: region.source,
      school: options.school ?? null,
      system: sender?.system ?? null,
      schools: sender?.schools ?? (options.school === undefined ? null : [options.school]),
      now,
      today: dayIn(now, known.timeZone),
    };
    const batchId = options.batchId ?? (await this.open(scope, options));
    try {
      const outcome = await this.runOnce({ options, region, folder, scope, batchId, say });
      const { log, ...rest } = outcome;
      return { batchId, ...rest, issues: log.issues, issueTotals: log.totals };
    } catch (error) {
      await this.fail(batchId);
      throw error;
    }
  }

  private async runOnce(work: ImportWork): Promise<Outcome> {
    try {
      return await this.unitOfWork.run((tx) => this.transact(tx, work));
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
      await this.end(this.dataSource.manager, work.batchId, error.outcome);
      return error.outcome;
    }
  }

  private async transact(tx: EntityManager, work: ImportWork): Promise<Outcome> {
    const { scope, folder, batchId, options, say } = work;
    const log = new IssueLog(this.limits.issuesKept);
    const client = await clientOf(tx);
    await lockRegion(client, scope.regionId, () => say('Жду: идёт другая загрузка этого региона'));
    await failAbandoned(this.dataSource.manager, scope.regionId, batchId, scope.now);
    await moveBatch(this.dataSource.manager, batchId, 'validating', folder.contentHash);
    for (const fault of folder.faults) log.add(fault);

    const done = { skipped: false, counts: {}, log };
    const content = { regionId: scope.regionId, schoolId: scope.school?.id ?? null, source: scope.source };
    if (!log.isRefused() && (await wasLastApplied(tx, { ...content, contentHash: folder.contentHash }))) {
      say('Файлы не изменились с прошлой загрузки');
      const outcome: Outcome = { ...done, state: options.dryRun ? 'ready' : 'applied', skipped: true };
      await this.end(tx, batchId, outcome);
      return outcome;
    }

    await prepareSession(client);
    await this.stage(client, work, log);
    if (log.isRefused()) throw new Undo({ ...done, state: 'invalid' });
    if (!options.dryRun) await moveBatch(this.dataSource.manager, batchId, 'applying', folder.contentHash);
    const applied = await this.apply(client, work, log);
    if (applied.kind === 'mass_removal') throw new Undo({ ...done, state: 'needs_approval' });
    if (log.isRefused()) throw new Undo({ ...done, state: 'invalid' });
    const outcome: Outcome = { ...done, counts: applied.counts, state: options.dryRun ? 'ready' : 'applied' };
    if (options.dryRun) throw new Undo(outcome);
    await recordImport(tx, { scope, batchId, counts: outcome.counts, ...options });
    await this.end(tx, batchId, outcome);
    return outcome;
  }

  private async stage(
    client: ClientBase,
    { folder, scope, options, say }: ImportWork,
    log: IssueLog,
  ): Promise<void> {
    const rules: StagingRules = {
      vault: this.vault,
      rowLimit: this.limits.rowsPerFile,
      today: scope.today,
      snils: { allowTestNumbers: this.limits.allowTestSnils },
    };
    await createStaging(client);
    for (const file of folder.files) {
      if (options.school !== undefined && (file.kind === 'municipalities' || file.kind === 'schools')) {
        log.add(importIssue('FILE_FORBIDDEN', { file: file.name }));
        continue;
      }
      const rows = await stageFile(client, file, log, rules);
      say(`${file.name}: прочитано строк ${rows.toLocaleString('ru')}`);
    }
  }

  private async apply(client: ClientBase, work: ImportWork, log: IssueLog): Promise<Applied> {
    const { folder, scope, region, options, say } = work;
    await planForSize(client);
    const kinds = new Set(folder.files.map(({ kind }) => kind));
    const applied = await applyStaged({ client, scope, region, kinds, log, force: options.force, say });
    if (applied.kind === 'mass_removal') {
      for (const { schoolSourceId, removed, pupils } of applied.schools) {
        const detail = `Школа ${schoolSourceId}: ${removed} из ${pupils}`;
        log.add(importIssue('MASS_REMOVAL', { file: 'students.csv', column: 'school_source_id' }, detail));
      }
    }
    return applied;
  }

  private async open(scope: ImportScope, options: ImportOptions): Promise<Uuid> {
    return openBatch(this.dataSource.manager, {
      regionId: scope.regionId,
      schoolId: scope.school?.id ?? null,
      source: scope.source,
      dryRun: options.dryRun,
      uploadedBy: options.uploadedBy,
      startedAt: scope.now,
    });
  }

  private async end(
    tx: EntityManager,
    batchId: Uuid,
    { state, skipped, counts, log }: Outcome,
  ): Promise<void> {
    await endBatch(tx, batchId, {
      state,
      counts,
      skipped,
      issueTotals: log.totals,
      issues: log.issues,
      finishedAt: this.clock.now(),
    });
  }

  /** The cause is told to the caller, not to the uploader: it may hold values. */
  private async fail(batchId: Uuid): Promise<void> {
    const issueTotals = new IssueLog(0).totals;
    const end = {
      state: 'failed',
      counts: null,
      skipped: false,
      issueTotals,
      issues: [],
      finishedAt: this.clock.now(),
    } as const;
    await endBatch(this.dataSource.manager, batchId, end).catch(() => undefined);
  }

  private async refusedAtOnce(issue: ImportIssue, batchId: Uuid | undefined): Promise<ImportReport> {
    const log = new IssueLog(1);
    log.add(issue);
    const outcome: Outcome = { state: 'invalid', skipped: false, counts: {}, log };
    if (batchId !== undefined) await this.end(this.dataSource.manager, batchId, outcome);
    const { state, skipped, counts } = outcome;
    return { batchId: batchId ?? null, state, skipped, counts, issues: log.issues, issueTotals: log.totals };
  }
}

/** One import on its way. */
interface ImportWork {
  readonly options: ImportOptions;
  readonly region: RegionFile;
  readonly folder: RosterFolder;
  readonly scope: ImportScope;
  readonly batchId: Uuid;
  readonly say: (russian: string) => void;
}

/** COPY needs the driver's own connection: that of the transaction. */
async function clientOf(tx: EntityManager): Promise<ClientBase> {
  if (tx.queryRunner === undefined) throw new Error('An import needs a transaction');
  return (await tx.queryRunner.connect()) as ClientBase;
}
