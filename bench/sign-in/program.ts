import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const READY_WITHIN_MS = 60_000;

export interface ProgramOptions {
  readonly title: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** A program in a process of its own; should the bench die, its channel closes and the program ends too. */
export class Program {
  private readonly process: ChildProcess;
  private said = '';

  constructor(private readonly options: ProgramOptions) {
    this.process = fork(options.file, [...(options.args ?? [])], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.environment },
      execArgv: [...(options.node ?? [])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said = (this.said + text).slice(-6_000);
      });
    }
  }

  /** Runs a command to its end. Throws with its last words when it ends with another code than the good ones. */
  static async run(options: ProgramOptions, goodCodes: readonly number[] = [0]): Promise<void> {
    const program = new Program(options);
    const [code] = (await once(program.process, 'exit')) as [number | null];
    if (!goodCodes.includes(code ?? -1)) throw program.failure();
  }

  get pid(): number {
    if (this.process.pid === undefined) throw this.failure();
    return this.process.pid;
  }

  /** Waits until the address answers. */
  async untilAnswers(url: string): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await answers(url))) {
      if (this.process.exitCode !== null || performance.now() > deadline) throw this.failure();
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }

  private failure(): Error {
    return new Error(`Не работает: ${this.options.title}.\n${this.said.trim()}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) })).status < 400;
  } catch {
    return false;
  }
}
