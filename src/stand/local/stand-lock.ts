import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { StandError } from './stand-ports.js';

/** Keeps two stands from working on one folder. Throws a StandError when another one runs; returns what lets go. */
export function lockStand(file: string): () => void {
  const holder = readHolder(file);
  if (holder !== null && identityOf(holder.pid) === holder.identity) throw alreadyRuns(holder.pid);
  if (holder !== null) rmSync(file, { force: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, identityOf(process.pid));
  try {
    // A link appears with its content or not at all, and never over another.
    linkSync(mine, file);
  } catch {
    throw alreadyRuns(readHolder(file)?.pid ?? 0);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function alreadyRuns(pid: number): StandError {
  return new StandError(
    `Стенд уже запущен (процесс ${pid}). Остановите его: Ctrl-C в его окне или kill ${pid}.\n` +
      'Второй стенд рядом: DATA_DIR=другая-папка и другие PORT, ESIA_PORT, JOURNAL_PORT, MESSAGES_PORT.',
  );
}

function readHolder(file: string): { readonly pid: number; readonly identity: string } | null {
  try {
    const identity = readFileSync(file, 'utf8');
    return { pid: Number.parseInt(identity, 10), identity };
  } catch {
    return null;
  }
}

/** `<pid>-<tick of its start>`: after a restart of the machine the number alone may be somebody else's. */
function identityOf(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return '';
  }
  try {
    // proc(5): field 22 is the tick of the start; the name in brackets before may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return `${pid}-${fields?.[19] ?? ''}`;
  } catch {
    return `${pid}-`;
  }
}
