import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { type ImportPace, REST_RATIO } from '../domain/import-pace.js';
import { STAGE_TABLES } from './staging.js';

/** Milliseconds: no pause grows beyond, even after a wait that was no work of ours. */
const LONGEST_REST = 2_000;

/** Of so many staged rows that a statement reads, one looks at the clock. */
const LOOKS = 0.02;

/** Rests between pieces of work of this process; a fast import never does. */
export class Rest {
  private awakeSince = performance.now();

  constructor(private readonly pace: ImportPace) {}

  /** Call it after a few milliseconds of work. Work is counted by the wall's clock: on a busy machine the rest is longer. */
  async take(): Promise<void> {
    if (this.pace === 'fast') return;
    await sleep(Math.min((performance.now() - this.awakeSince) * REST_RATIO, LONGEST_REST));
    this.awakeSince = performance.now();
  }
}

/** Has the import's transaction rest between the rows that it writes into the roster (migration 1764100001500). */
export async function restBetweenRows(client: ClientBase, pace: ImportPace): Promise<void> {
  if (pace === 'fast') return;
  await client.query('SET LOCAL max_parallel_workers_per_gather = 0');
  await client.query(`SELECT set_config('perehod.import_rest', $1, true)`, [String(REST_RATIO)]);
}

/**
 * Has every statement that reads staged rows rest meanwhile. Row security puts the look at the clock into each scan of the
 * staging tables, so no statement can forget it; it hides no row. Call it when all files are staged: COPY knows no policies.
 */
export async function restOverStaged(client: ClientBase, pace: ImportPace): Promise<void> {
  if (pace === 'fast') return;
  for (const table of STAGE_TABLES) {
    await client.query(`
      CREATE POLICY rests ON ${table} USING (random() >= ${LOOKS} OR import_rest()) WITH CHECK (true);
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  }
}
