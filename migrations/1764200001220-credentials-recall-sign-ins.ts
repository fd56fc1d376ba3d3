import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A credential's last sign-ins do not depend on whether its row or the news of a sign-in came first: a new row recalls what
 * `sign_in_days` knows of its account. A trigger, because rows are made by several acts and none of them knows of sign-ins.
 */
export class CredentialsRecallSignIns1764200001220 implements MigrationInterface {
  name = 'CredentialsRecallSignIns1764200001220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION legacy_credentials_recall_sign_ins() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE legacy_credentials c
             SET last_sign_in_at = greatest(c.last_sign_in_at, d.sign_in_at),
                 last_password_at = greatest(c.last_password_at, d.password_at)
            FROM (SELECT s.journal_account_id, max(s.last_at) AS sign_in_at,
                         max(s.last_at) FILTER (WHERE s.method = 'password') AS password_at
                    FROM added a JOIN sign_in_days s USING (journal_account_id) GROUP BY 1) d
           WHERE c.journal_account_id = d.journal_account_id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER legacy_credentials_recall_sign_ins AFTER INSERT ON legacy_credentials REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION legacy_credentials_recall_sign_ins();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER legacy_credentials_recall_sign_ins ON legacy_credentials;
      DROP FUNCTION legacy_credentials_recall_sign_ins();
    `);
  }
}
