import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether an e-journal has told of every sign-in of certain days: only then is its silence about an account a proof that
 * nobody signed in (EC-136). Gates of a campaign and the end of unused passwords ask.
 */
export class SignInFeed1764200001200 implements MigrationInterface {
  name = 'SignInFeed1764200001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION sign_in_feed_complete(system_id uuid, school_days date[]) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT cardinality(school_days) > 0 AND NOT EXISTS (
          SELECT FROM unnest(school_days) AS wanted (day)
           WHERE NOT EXISTS (
             SELECT FROM sign_in_feed_days f WHERE f.journal_system_id = system_id AND f.day = wanted.day))
      $$;
      COMMENT ON FUNCTION sign_in_feed_complete IS 'true when the system has marked each of these days complete; false for no days at all, which prove nothing';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION sign_in_feed_complete(uuid, date[])`);
  }
}
