import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { type Readable, type Writable } from 'node:stream';
import { SignerError, type SignerErrorCode, type SignerFacts } from './signer-error.js';

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

function start({ program, args, env }: ProgramRun): ChildProcessByStdio<Writable, Readable, null> {
  try {
    return spawn(program, args, { env, shell: false, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch {
    // An argument with a zero byte: Node's complaint would quote it, and it may be a password.
    throw new SignerError('program_failed', { why: 'недопустимый аргумент' });
  }
}

/**
 * Runs a program without a shell and gives its standard output. Its standard error is thrown away, because tools print
 * file names and content there; the exit code is kept.
 * @throws SignerError `program_missing`, `program_failed`, `timed_out`, `cancelled`, `too_large`
 */
export async function runProgram(run: ProgramRun): Promise<Uint8Array> {
  if (run.signal?.aborted === true) throw new SignerError('cancelled');
  const child = start(run);
  const ended = Promise.withResolvers<undefined>();
  const stop = (code: SignerErrorCode, facts?: SignerFacts): void => {
    ended.reject(new SignerError(code, facts));
    killGroup(child);
  };
  const cancel = (): void => stop('cancelled');
  const timer = setTimeout(() => stop('timed_out', { ms: run.timeoutMs }), run.timeoutMs);
  run.signal?.addEventListener('abort', cancel, { once: true });
  child.on('error', (error: NodeJS.ErrnoException) => stop('program_missing', { why: error.code ?? '' }));
  child.on('close', (code, signal) => {
    if (code === 0) ended.resolve(undefined);
    else ended.reject(new SignerError('program_failed', { exit: code ?? signal ?? '' }));
  });
  // The child may end before it reads: without a listener EPIPE would end our process (gost.md, 1.3).
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.stdin);
  const output: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > run.maxOutputBytes) stop('too_large', { limit: run.maxOutputBytes });
    else output.push(chunk);
  });
  try {
    await ended.promise;
    return Uint8Array.from(Buffer.concat(output));
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', cancel);
  }
}
