import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { StandError } from './stand-ports.js';

/** Longer than the database may take to stop. */
const STOP_WITHIN_MS = 40_000;

export interface ProgramOptions {
  /** What people read when it fails. */
  readonly title: string;
  /** Path of the built JavaScript file. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => unknown;
}

/**
 * A program of the stand in a process of its own. It gets a process group of its own too, so that Ctrl-C reaches only us
 * and we can stop the programs in order; should we die, its end of our channel closes and it stops by itself.
 */
export class ChildProgram {
  private readonly process: ChildProcess;
  private said = '';

  constructor(private readonly options: ProgramOptions) {
    this.process = fork(options.file, [...(options.args ?? [])], {
      detached: true,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.said = `${this.said}${line}\n`.slice(-6_000);
        options.onLine?.(line);
      });
    }
  }

  /** Waits until it ends; throws a StandError with what it said when it ends with another code than the good ones. */
  async untilDone(goodCodes: readonly number[] = [0]): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    if (!goodCodes.includes(this.process.exitCode ?? -1)) throw this.failure();
  }

  /** Waits until `ready` says yes, asking it every 50 ms; throws when the program ends before. */
  async untilReady(ready: () => Promise<boolean>, withinMs = 40_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await ready())) {
      if (this.hasEnded || performance.now() > deadline) throw this.failure();
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Resolves with an error if the program ends although nobody stopped it. */
  async untilCrash(): Promise<StandError> {
    if (!this.hasEnded) await once(this.process, 'exit');
    return this.failure();
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(late);
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private failure(): StandError {
    return new StandError(`Не работает: ${this.options.title}.\n${this.said.trim()}`);
  }
}
