import { constants, setPriority } from 'node:os';

/** Gives a process (0: this one) the processor only when nobody else wants it. Where the system refuses, it stays as it was. */
export function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Ended already, or a system without priorities: the import is as right, only less gentle.
  }
}
