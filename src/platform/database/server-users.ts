import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCK_WITHIN_MS = 90_000;

/**
 * Which processes use one embedded server. Nobody owns it: whoever comes first starts it, whoever leaves last stops it,
 * and the dead do not count. Kept as files beside the data, so it outlives any `kill -9`.
 */
export class ServerUsers {
  private readonly me = identityOf(process.pid) ?? String(process.pid);

  constructor(private readonly folder: string) {
    mkdirSync(this.shelf, { recursive: true });
  }

  /** Does work that starts or stops the server; no other process does the same meanwhile. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + LOCK_WITHIN_MS;
    while (!this.take()) {
      if (performance.now() > deadline) throw new Error(`База занята другим процессом: ${this.lock}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    try {
      return await work();
    } finally {
      rmSync(this.lock, { force: true });
    }
  }

  enter(): void {
    writeFileSync(join(this.shelf, this.me), '');
  }

  /** Returns true when no living process uses the server any more. */
  leave(): boolean {
    rmSync(join(this.shelf, this.me), { force: true });
    const others = readdirSync(this.shelf);
    for (const dead of others.filter((user) => !isAlive(user)))
      rmSync(join(this.shelf, dead), { force: true });
    return !others.some(isAlive);
  }

  private get shelf(): string {
    return join(this.folder, 'users');
  }

  private get lock(): string {
    return join(this.folder, 'lock');
  }

  /** A link appears with its content or not at all; the lock of a dead process is moved away before it is taken. */
  private take(): boolean {
    const mine = join(this.folder, `lock-${this.me}`);
    writeFileSync(mine, this.me);
    try {
      linkSync(mine, this.lock);
      return true;
    } catch {
      this.moveDeadLock(`${mine}.dead`);
      return false;
    } finally {
      rmSync(mine, { force: true });
    }
  }

  private moveDeadLock(aside: string): void {
    try {
      if (isAlive(readFileSync(this.lock, 'utf8'))) return;
      renameSync(this.lock, aside);
      if (isAlive(readFileSync(aside, 'utf8'))) linkSync(aside, this.lock);
      rmSync(aside);
    } catch {
      // Somebody else was faster; the next try sees what is there then.
    }
  }
}

/**
 * Tells a process from a later one with the same number: `<pid>-<tick of its start>`, on systems without /proc the
 * number alone. Null when there is no such process.
 */
export function identityOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    // proc(5): after the name in brackets come the state (field 3) and, in field 22, the tick of the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : `${pid}-${fields[19] ?? ''}`;
  } catch {
    return String(pid);
  }
}

export function isAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && identityOf(pid) === identity;
}
