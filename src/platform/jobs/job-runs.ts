import type { DataSource } from 'typeorm';
import { Counter, Gauge } from 'prom-client';

/** What one server saw of a job since it last wrote that down. */
interface Noted {
  successAt: Date | null;
  failureAt: Date | null;
  /** Failures since the last success that this server saw. */
  failures: number;
}

const labelNames = ['job'];
const runs = new Counter({
  name: 'job_runs_total',
  help: 'Runs of jobs in this server, by outcome: done, failed',
  labelNames: [...labelNames, 'outcome'],
});
const lastSeconds = new Gauge({
  name: 'job_last_seconds',
  help: 'How long the last run of a job in this server took',
  labelNames,
});
const shown = new Set<JobRuns>();
new Gauge({
  name: 'job_last_success_age_seconds',
  help: 'Since when a job has not succeeded, in whichever server; since the start of this one if it never has',
  labelNames,
  collect() {
    for (const one of shown) for (const [job, age] of one.ages()) this.set({ job }, age);
  },
});
new Gauge({
  name: 'job_period_seconds',
  help: 'How often a job is to run',
  labelNames,
  collect() {
    for (const one of shown) for (const [job, everyMs] of one.periods) this.set({ job }, everyMs / 1000);
  },
});

/** Remembers when jobs succeeded, in the database for those that only one server runs at a time (OPS-03). */
export class JobRuns {
  /** Milliseconds between two runs, by the name of the job. */
  readonly periods = new Map<string, number>();
  private readonly local = new Set<string>();
  private readonly noted = new Map<string, Noted>();
  private readonly lastSuccess = new Map<string, Date>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly now: () => Date,
  ) {}

  /** From now on the job is shown; until it succeeds, as if it had just now. */
  expect(name: string, everyMs: number, inEachServer: boolean): void {
    this.periods.set(name, everyMs);
    this.lastSuccess.set(name, this.now());
    if (inEachServer) this.local.add(name);
  }

  show(): void {
    shown.add(this);
  }

  hide(): void {
    shown.delete(this);
  }

  done(name: string, tookMs: number): void {
    runs.inc({ job: name, outcome: 'done' });
    lastSeconds.set({ job: name }, tookMs / 1000);
    const at = this.now();
    this.lastSuccess.set(name, at);
    if (!this.local.has(name)) this.noted.set(name, { successAt: at, failureAt: null, failures: 0 });
  }

  failed(name: string): void {
    runs.inc({ job: name, outcome: 'failed' });
    if (this.local.has(name)) return;
    const before = this.noted.get(name) ?? { successAt: null, failureAt: null, failures: 0 };
    this.noted.set(name, { ...before, failureAt: this.now(), failures: before.failures + 1 });
  }

  /** Writes what was noted and reads what other servers did. */
  async exchange(): Promise<void> {
    const rows = [...this.noted]
      .map(([name, one]) => ({ name, ...one }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    this.noted.clear();
    await this.dataSource.query(
      `INSERT INTO job_runs AS old (name, last_success_at, last_failure_at, failures_in_row)
       SELECT name, "successAt", "failureAt", failures
         FROM jsonb_to_recordset($1::jsonb) AS new (name text, "successAt" timestamptz, "failureAt" timestamptz, failures integer)
        ORDER BY name
       ON CONFLICT (name) DO UPDATE SET
         last_success_at = greatest(old.last_success_at, excluded.last_success_at),
         last_failure_at = greatest(old.last_failure_at, excluded.last_failure_at),
         failures_in_row = excluded.failures_in_row
           + CASE WHEN excluded.last_success_at IS NULL THEN old.failures_in_row ELSE 0 END`,
      [JSON.stringify(rows)],
    );
    const known = await this.dataSource.query<{ name: string; at: Date }[]>(
      `SELECT name, last_success_at AS at FROM job_runs WHERE last_success_at IS NOT NULL`,
    );
    for (const { name, at } of known)
      if (this.periods.has(name) && !this.local.has(name)) this.lastSuccess.set(name, at);
  }

  /** Seconds since the last success of each job. */
  *ages(): Iterable<readonly [job: string, seconds: number]> {
    const now = this.now().getTime();
    for (const [name, at] of this.lastSuccess) yield [name, Math.max(0, (now - at.getTime()) / 1000)];
  }
}
