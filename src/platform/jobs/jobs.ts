import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Log } from '../logging/log.js';
import { JobRuns } from './job-runs.js';
import { Lane } from './lane.js';

/** Work that comes again and again. `run` is idempotent: what a stopped server left undone the next run does. */
export interface Job {
  /** Dotted, unique: `links.expire`. */
  readonly name: string;
  readonly everyMs: number;
  /** Tells what this very server knows, so each one runs it for itself. */
  readonly inEachServer?: true;
  run(now: Date): Promise<unknown>;
}

/** A job that comes so often brings news that people wait for; a long night's work must not keep it waiting. */
const PROMPT_MS = 5_000;
/** So many prompt jobs and so many others run at once: each holds two connections, and requests need the rest of the pool. */
const AT_ONCE = 2;

/** What became of jobs is written down so often, all of it in one statement. */
const NOTE_EVERY_MS = 15_000;

const LOCK_OF = `hashtextextended('job:' || $1, 0)`;

/**
 * Runs each job in one instance at a time, however many there are: whoever holds the job's advisory lock (OPS-03). What each
 * server has to do for itself says so.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs = new Map<string, Job>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private readonly lanes = { prompt: new Lane(AT_ONCE), patient: new Lane(AT_ONCE) };
  private readonly runs: JobRuns;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
  ) {
    this.runs = new JobRuns(dataSource, () => clock.now());
    this.add({
      name: 'jobs.note',
      everyMs: NOTE_EVERY_MS,
      inEachServer: true,
      run: () => this.runs.exchange(),
    });
  }

  /** Called by a context while it is built, before the server starts. */
  add(job: Job): void {
    if (this.jobs.has(job.name)) throw new Error(`two jobs are called ${job.name}`);
    this.jobs.set(job.name, job);
  }

  onApplicationBootstrap(): void {
    this.runs.show();
    for (const job of this.jobs.values()) {
      this.runs.expect(job.name, job.everyMs, job.inEachServer === true);
      const timer = setInterval(() => void this.tick(job), job.everyMs).unref();
      this.timers.push(timer);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.runs.hide();
    for (const timer of this.timers) clearInterval(timer);
    for (const lane of Object.values(this.lanes)) lane.close();
    await Promise.all(this.running.values());
  }

  /** Runs a job once more, after whoever is at it, and tells what it threw. */
  async runNow(name: string): Promise<void> {
    const job = this.jobs.get(name);
    if (job === undefined) throw new Error(`no job is called ${name}`);
    await this.dataSource.transaction(async (gate) => {
      await gate.query(`SELECT pg_advisory_xact_lock(${LOCK_OF})`, [name]);
      await job.run(this.clock.now());
    });
  }

  /** One run on time: never throws, for the next time tries again; a run that still goes on is not joined by another. */
  private tick(job: Job): Promise<void> {
    if (this.running.has(job.name)) return Promise.resolve();
    const lane = job.everyMs <= PROMPT_MS ? this.lanes.prompt : this.lanes.patient;
    const run = lane
      .run(() => (job.inEachServer === true ? this.runHere(job) : this.runUnlessTaken(job)))
      .catch((error: unknown) => {
        this.runs.failed(job.name);
        this.log.error('job.failed', { job: job.name, error });
      })
      .finally(() => this.running.delete(job.name));
    this.running.set(job.name, run);
    return run;
  }

  private async runHere(job: Job): Promise<void> {
    const began = performance.now();
    await job.run(this.clock.now());
    this.runs.done(job.name, performance.now() - began);
  }

  private runUnlessTaken(job: Job): Promise<void> {
    return this.dataSource.transaction(async (gate) => {
      const [row] = await gate.query<{ mine: boolean }[]>(
        `SELECT pg_try_advisory_xact_lock(${LOCK_OF}) AS mine`,
        [job.name],
      );
      if (row?.mine === true) await this.runHere(job);
    });
  }
}
