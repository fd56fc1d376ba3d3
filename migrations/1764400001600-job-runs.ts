import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each job last did its work, whichever server it was: a job that silently stopped is found by its age (OPS-03). */
export class JobRuns1764400001600 implements MigrationInterface {
  name = 'JobRuns1764400001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_runs (
        name text CONSTRAINT job_runs_pkey PRIMARY KEY,
        last_success_at timestamptz,
        last_failure_at timestamptz,
        failures_in_row integer NOT NULL DEFAULT 0 CONSTRAINT job_runs_failures_counted CHECK (failures_in_row >= 0),
        CONSTRAINT job_runs_ran CHECK (last_success_at IS NOT NULL OR last_failure_at IS NOT NULL)
      );
      COMMENT ON TABLE job_runs IS 'written every quarter of a minute by each server for the jobs that it ran; not for jobs that each server runs for itself';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_runs');
  }
}
