import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

export const CORES = cpus().length;
/** USER_HZ: the unit of the times in /proc on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU seconds, user and system, since the process began; all of its threads. */
export function cpuOf(pid: number): number {
  const { own } = statOf(`/proc/${pid}/stat`);
  return own;
}

/** CPU seconds of the thread that runs the event loop. */
export function cpuOfMainThread(pid: number): number {
  return statOf(`/proc/${pid}/task/${pid}/stat`).own;
}

/** CPU seconds of a process, of its children that live, and of those that ended: PostgreSQL works in its children. */
export function cpuOfFamily(pid: number): number {
  const { own, ended } = statOf(`/proc/${pid}/stat`);
  const living = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => tryStat(`/proc/${name}/stat`))
    .filter((stat) => stat?.parent === pid)
    .reduce((sum, stat) => sum + (stat === null ? 0 : stat.own + stat.ended), 0);
  return own + ended + living;
}

/** CPU seconds that all processes of the machine have used since it started. */
export function cpuOfMachine(): number {
  const [, ...numbers] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = numbers.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

interface Stat {
  readonly parent: number;
  readonly own: number;
  readonly ended: number;
}

/** See proc_pid_stat(5): the name may hold blanks, so fields are counted after its closing bracket. */
function statOf(file: string): Stat {
  const text = readFileSync(file, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (field: number): number => Number(fields[field - 3] ?? 0);
  return {
    parent: at(4),
    own: (at(14) + at(15)) / TICKS_PER_SECOND,
    ended: (at(16) + at(17)) / TICKS_PER_SECOND,
  };
}

function tryStat(file: string): Stat | null {
  try {
    return statOf(file);
  } catch {
    return null;
  }
}
