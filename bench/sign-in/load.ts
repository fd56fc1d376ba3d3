import { type Meters, readMeters, type Spent, spentBetween } from './meters.js';
import { type Network, type Visit, Visitor } from './visitor.js';

/** What one measured stretch of sign-ins came to. */
export interface Measured {
  readonly signIns: number;
  readonly seconds: number;
  /** CPU seconds by process, over the same stretch. */
  readonly spent: Spent;
  /** Waits of the browser for our server, one sum for each sign-in, ascending. */
  readonly serverMs: readonly number[];
  readonly requestsEach: number;
  /** Transactions that PostgreSQL committed for each sign-in. */
  readonly transactionsEach: number;
}

export interface Load {
  readonly network: Network;
  readonly meters: Meters;
  /** The next person; null when there are no more. */
  readonly next: () => string | null;
  readonly concurrency: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/**
 * So many visitors at once, each starting the next sign-in as soon as one is done. Sign-ins of the warm-up do not count;
 * ends early when people run out. Throws at the first sign-in that does not succeed.
 */
export async function measure(load: Load): Promise<Measured> {
  const clock = { from: Infinity, until: Infinity };
  const visits: Visit[] = [];
  const began = performance.now();
  const everybody = Promise.all(Array.from({ length: load.concurrency }, () => lane(load, visits, clock)));
  // Whoever fails is heard at the next await of it.
  everybody.catch(() => undefined);
  await Promise.race([delay(load.warmUpSeconds * 1000), everybody]);
  const before = await readMeters(load.meters);
  clock.from = performance.now();
  clock.until = clock.from + load.seconds * 1000;
  await Promise.race([delay(load.seconds * 1000), everybody]);
  const after = await readMeters(load.meters);
  const counted = [...visits];
  const seconds = (performance.now() - clock.from) / 1000;
  await everybody;
  if (counted.length === 0) {
    throw new Error(`Nobody was left to measure after ${Math.round(performance.now() - began)} ms`);
  }
  return {
    signIns: counted.length,
    seconds,
    spent: spentBetween(before, after),
    serverMs: counted.map(({ serverMs }) => serverMs).sort((a, b) => a - b),
    requestsEach: counted.reduce((sum, { requests }) => sum + requests, 0) / counted.length,
    transactionsEach: (after.transactions - before.transactions) / counted.length,
  };
}

async function lane(load: Load, visits: Visit[], clock: { from: number; until: number }): Promise<void> {
  while (performance.now() < clock.until) {
    const login = load.next();
    if (login === null) return;
    const visit = await new Visitor(load.network, login).signIn();
    if (performance.now() >= clock.from) visits.push(visit);
  }
}

/** The value below which this share of an ascending list lies. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}

function delay(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
