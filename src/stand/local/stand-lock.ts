import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { StandError } from './stand-ports.js';

/** Keeps two stands from working on one folder. Throws a StandError when another one runs; returns what lets go. */
export function lockStand(file: string): () => void {
  const holder = readHolder(file);
  if (holder !== null && isAlive(holder)) {
    throw new StandError(
      `Стенд уже запущен (процесс ${holder}). Остановите его: Ctrl-C в его окне или kill ${holder}.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
