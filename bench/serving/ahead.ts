import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts the bench, its servers and its PostgreSQL ahead of the machine's other work, so that neighbours do not drown what is
 * measured. Linux schedules by sessions first (sched(7), autogroup) and each back end of PostgreSQL is a session of its own,
 * so all of them, the import's too, get the same weight; between them nothing changes. Does nothing where it may not.
 */
export function stepAhead(postgresPid: number): { readonly stop: () => void } {
  const done = new Set<number>();
  const raise = (pid: number): void => {
    if (done.has(pid)) return;
    done.add(pid);
    try {
      writeFileSync(`/proc/${pid}/autogroup`, '-20');
    } catch {
      // No autogroups, or not root: measured among the neighbours.
    }
  };
  const all = (): void => [process.pid, postgresPid, ...childrenOf(postgresPid)].forEach(raise);
  all();
  const timer = setInterval(all, 250);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === parent)
    .map(Number);
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
