import type { DataSource } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import { IMPORT_STEPS, type ImportProgress, type ImportStep } from '../domain/import-step.js';
import { noteProgress } from '../store/import-batch.store.js';

const BEAT_MS = 2_000;
const START: ImportProgress = { step: 'reading', filesRead: 0, filesTotal: 0, rowsRead: 0, rowsTotal: null };

/**
 * Tells how far an import is: to whoever listens in words, and to the batch's row on a connection of its own, at each step
 * and every two seconds. One write at a time; what comes meanwhile is told by the next. A write that fails is not the
 * import's failure.
 */
export class ProgressTeller {
  private now: ImportProgress = START;
  private said: ImportStep | null = null;
  private rows = 0;
  private told: ImportProgress | null = null;
  private writing: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;
  private batchId: Uuid | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly say: (russian: string) => void,
  ) {
    this.timer = setInterval(() => this.write(), BEAT_MS).unref();
  }

  /** From here on the batch's row is told too. */
  of(batchId: Uuid): void {
    this.batchId = batchId;
    this.write();
  }

  step(step: ImportStep): void {
    if (this.said !== step) this.say(IMPORT_STEPS[step]);
    this.said = step;
    this.change({ step });
  }

  /** A line for the console only. */
  remark(russian: string): void {
    this.say(russian);
  }

  /** A row count in `change` begins the count anew. */
  change(change: Partial<ImportProgress>): void {
    this.rows = change.rowsRead ?? this.rows;
    this.now = { ...this.now, ...change };
    if (change.step !== undefined) this.write();
  }

  /** One more row was read: called for every row, so it only counts. */
  countRow(): void {
    this.rows += 1;
  }

  get rowsRead(): number {
    return this.rows;
  }

  get filesRead(): number {
    return this.now.filesRead;
  }

  /** Writes the last word and no more. Call it before the batch's row is written by the import itself. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    if (this.told !== this.now) this.write();
    this.batchId = null;
    await this.writing;
  }

  private write(): void {
    if (this.writing !== null || this.batchId === null) return;
    const progress = { ...this.now, rowsRead: this.rows };
    this.now = progress;
    this.writing = noteProgress(this.dataSource.manager, this.batchId, progress, this.clock.now())
      .then(() => {
        this.told = progress;
      })
      .catch(() => undefined)
      .finally(() => {
        this.writing = null;
      });
  }
}
