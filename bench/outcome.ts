import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, 'results');

/** One line of the table of all benches: the work, its floor in the same run, and whether the target is met. */
export interface Outcome {
  readonly work: string;
  readonly floor: string;
  readonly ours: string;
  /** Ours to the floor, as the target states it; null where the target is a number of its own. */
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
}

/** Keeps what a bench found in `bench/results/<name>.json`; `rows` are for the table of `bench/run.ts`. */
export async function keepOutcomes(name: string, rows: readonly Outcome[], details: object): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const report = { at: new Date().toISOString(), node: process.version, ...details, rows };
  await writeFile(join(RESULTS, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
