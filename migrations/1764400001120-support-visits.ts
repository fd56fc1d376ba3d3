import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Support sees one person's card by a ticket and for a while (roles.md, 13): who opened which case, why, and until when. */
export class SupportVisits1764400001120 implements MigrationInterface {
  name = 'SupportVisits1764400001120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE support_visits (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL,
        sign_in_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        ticket text NOT NULL CONSTRAINT support_visits_ticket_is_code CHECK (ticket ~ '^[A-Za-z0-9А-ЯЁ/_.-]{1,40}$'),
        opened_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT support_visits_pkey PRIMARY KEY (id),
        CONSTRAINT support_visits_region_fkey FOREIGN KEY (region_id) REFERENCES regions (id),
        CONSTRAINT support_visits_ends CHECK (expires_at > opened_at)
      );
      COMMENT ON TABLE support_visits IS 'who of the support may see the card behind a case number, by which ticket and until when';
      CREATE INDEX support_visits_by_case ON support_visits (sign_in_id, agent_id, expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE support_visits;`);
  }
}
