import type { Pool } from 'pg';
import { Gauge } from 'prom-client';

const watched = new Set<Pool>();

new Gauge({
  name: 'database_connections',
  help: 'Connections of the pool: busy, idle; and requests that wait for one (waiting)',
  labelNames: ['state'],
  collect() {
    const sum = (of: (pool: Pool) => number): number => [...watched].reduce((all, pool) => all + of(pool), 0);
    this.set(
      { state: 'busy' },
      sum((pool) => pool.totalCount - pool.idleCount),
    );
    this.set(
      { state: 'idle' },
      sum((pool) => pool.idleCount),
    );
    this.set(
      { state: 'waiting' },
      sum((pool) => pool.waitingCount),
    );
  },
});

new Gauge({
  name: 'database_connections_most',
  help: 'DATABASE_POOL_SIZE: how many connections this server may hold',
  collect() {
    this.set([...watched].reduce((most, { options }) => most + options.max, 0));
  },
});

/** Shows how full the pool is, counted when somebody asks; returns what ends it. */
export function watchPool(pool: Pool): () => void {
  watched.add(pool);
  return () => watched.delete(pool);
}
