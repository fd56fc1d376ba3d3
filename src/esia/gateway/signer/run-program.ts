import { spawn, type ChildProcess } from 'node:child_process';
import { SignerError } from './signer-error.js';

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the child; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where programs are looked for; our own PATH may hold a folder that others can write. */
export const PROGRAM_PATH = '/usr/local/bin:/usr/bin:/bin';

/** Ends the child with everything that it started: it leads a process group of its own. */
function killGroup(child: ChildProcess): void {
  child.stdout?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended in between.
  }
}

/**
 * Runs a program without a shell and gives its standard output. Its standard error is thrown away, because tools print
 * file names and content there; the exit code is kept.
 * @throws SignerError `program_missing`, `program_failed`, `timed_out`, `cancelled`, `too_large`
 */
export function runProgram(run: ProgramRun): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (run.signal?.aborted === true) {
      reject(new SignerError('cancelled'));
      return;
    }
    const child = spawn(run.program, run.args, {
      env: run.env,
      shell: false,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const output: Buffer[] = [];
    let size = 0;
    let closed = false;
    const finish = (error: SignerError | null): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', cancel);
      if (!closed) killGroup(child);
      if (error === null) resolve(Uint8Array.from(Buffer.concat(output)));
      else reject(error);
    };
    const cancel = (): void => finish(new SignerError('cancelled'));
    const timer = setTimeout(
      () => finish(new SignerError('timed_out', { ms: run.timeoutMs })),
      run.timeoutMs,
    );
    run.signal?.addEventListener('abort', cancel, { once: true });
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(new SignerError('program_missing', { why: error.code ?? '' })),
    );
    child.on('close', (code, signal) => {
      closed = true;
      finish(code === 0 ? null : new SignerError('program_failed', { exit: code ?? signal ?? '' }));
    });
    // The child may end before it reads: without a listener EPIPE would end our process (gost.md, 1.3).
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.stdin);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > run.maxOutputBytes) finish(new SignerError('too_large', { limit: run.maxOutputBytes }));
      else output.push(chunk);
    });
  });
}
