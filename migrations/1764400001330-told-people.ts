import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the gates of e.3 must know of papers: who of a wave was told of its end («notice issued», entry of `announced`), and which
 * refusals lie on paper («refusals printed», entry of `cutover`). Notices stand above legacy and write it through its door.
 */
export class ToldPeople1764400001330 implements MigrationInterface {
  name = 'ToldPeople1764400001330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE told_people (
        campaign_id uuid NOT NULL CONSTRAINT told_people_campaign_fkey REFERENCES campaigns (id),
        person_id uuid NOT NULL CONSTRAINT told_people_person_fkey REFERENCES people (id),
        told_at timestamptz NOT NULL,
        CONSTRAINT told_people_pkey PRIMARY KEY (campaign_id, person_id)
      );
      COMMENT ON TABLE told_people IS 'who was given or sent a notice of a campaign; a date that moves later takes nothing away: they know that passwords end';
      CREATE INDEX told_people_by_person ON told_people (person_id);

      ALTER TABLE esia_refusals ADD COLUMN printed_at timestamptz;
      COMMENT ON COLUMN esia_refusals.printed_at IS 'when its form was printed for the file of the school';

      CREATE FUNCTION campaign_papers(campaign_ids uuid[], on_day date)
      RETURNS TABLE (campaign_id uuid, to_tell integer, told integer, refusals_unprinted integer)
      LANGUAGE sql STABLE AS $$
        WITH members AS MATERIALIZED (
          SELECT DISTINCT m.campaign_id, m.person_id, m.school_id FROM campaign_accounts(campaign_ids, on_day) m
           WHERE m.person_id IS NOT NULL
             AND NOT EXISTS (SELECT FROM links l WHERE l.journal_account_id = m.account_id AND l.state = 'active')
        ), judged AS MATERIALIZED (
          SELECT m.campaign_id, m.person_id, r.id AS refusal_id, r.printed_at
            FROM members m
            LEFT JOIN esia_refusals r
              ON r.person_id = m.person_id AND r.school_id = m.school_id AND r.withdrawn_at IS NULL
        )
        SELECT c.id, (count(j.person_id) FILTER (WHERE j.refusal_id IS NULL))::integer,
               (count(t.person_id) FILTER (WHERE j.refusal_id IS NULL))::integer,
               (count(j.refusal_id) FILTER (WHERE j.printed_at IS NULL))::integer
          FROM unnest(campaign_ids) AS c (id)
          LEFT JOIN judged j ON j.campaign_id = c.id
          LEFT JOIN told_people t ON t.campaign_id = j.campaign_id AND t.person_id = j.person_id
         GROUP BY c.id
      $$;
      COMMENT ON FUNCTION campaign_papers IS 'of each wave: people without a link and without a refusal, those of them who were told, and open refusals that are not on paper';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION campaign_papers(uuid[], date);
      ALTER TABLE esia_refusals DROP COLUMN printed_at;
      DROP TABLE told_people;
    `);
  }
}
