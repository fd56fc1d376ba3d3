import type pg from 'pg';
import { cpuOf, cpuOfFamily, cpuOfMachine, cpuOfMainThread } from './processes.js';

/** What is read before and after a stretch of work. */
export interface Meters {
  /** One for each instance. */
  readonly serverPids: readonly number[];
  /** Null where no database works (the floor). */
  readonly postgresPid: number | null;
  readonly database: pg.Client | null;
  /** Root of the emulator: it tells its own CPU. */
  readonly esia: string;
}

interface Reading {
  readonly server: number;
  readonly serverMainThread: number;
  readonly postgres: number;
  readonly emulator: number;
  readonly driver: number;
  readonly machine: number;
  readonly transactions: number;
}

/** CPU seconds. `others` is what the rest of the machine used meanwhile. */
export interface Spent {
  readonly server: number;
  readonly serverMainThread: number;
  readonly postgres: number;
  readonly emulator: number;
  readonly driver: number;
  readonly others: number;
}

export async function readMeters({ serverPids, postgresPid, database, esia }: Meters): Promise<Reading> {
  const emulator = await cpuOfEmulator(esia);
  const { user, system } = process.cpuUsage();
  return {
    server: sum(serverPids.map(cpuOf)),
    serverMainThread: sum(serverPids.map(cpuOfMainThread)),
    postgres: postgresPid === null ? 0 : cpuOfFamily(postgresPid),
    emulator,
    driver: (user + system) / 1e6,
    machine: cpuOfMachine(),
    transactions: await transactionsOf(database),
  };
}

export function spentBetween(before: Reading, after: Reading): Spent {
  const difference = (key: keyof Reading): number => after[key] - before[key];
  const ours = difference('server') + difference('postgres') + difference('emulator') + difference('driver');
  return {
    server: difference('server'),
    serverMainThread: difference('serverMainThread'),
    postgres: difference('postgres'),
    emulator: difference('emulator'),
    driver: difference('driver'),
    others: Math.max(0, difference('machine') - ours),
  };
}

async function cpuOfEmulator(esia: string): Promise<number> {
  const { port } = new URL(esia);
  const answer = await fetch(`http://127.0.0.1:${port}/_control/cpu`);
  const { user, system } = (await answer.json()) as NodeJS.CpuUsage;
  return (user + system) / 1e6;
}

/** As far as the back ends have reported them: they do so once a second. */
async function transactionsOf(database: pg.Client | null): Promise<number> {
  if (database === null) return 0;
  const { rows } = await database.query<{ count: string }>(
    `SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`,
  );
  return Number(rows[0]?.count ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
