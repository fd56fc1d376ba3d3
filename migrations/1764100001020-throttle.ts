import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counters of attempts (quality.md, security 11). Unlogged: after a crash of PostgreSQL everybody begins anew, and no attempt waits for the disk. */
export class Throttle1764100001020 implements MigrationInterface {
  name = 'Throttle1764100001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE throttle_counters (
        key bytea NOT NULL,
        window_begins timestamptz NOT NULL,
        hits integer NOT NULL,
        window_ends timestamptz NOT NULL,
        CONSTRAINT throttle_counters_pkey PRIMARY KEY (key, window_begins)
      );
      COMMENT ON COLUMN throttle_counters.key IS 'SHA-256 of what is counted and for whom: neither a person nor an address stands here';
      CREATE INDEX throttle_counters_by_end ON throttle_counters (window_ends);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE throttle_counters');
  }
}
