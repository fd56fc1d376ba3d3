import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When links were active (f.0.5): a suspension ends an interval, the resume begins the next. Kept by the database from the
 * history of links, so that «linked on a day» is a range of an index and not a window over all history; and the sign-ins
 * through ESIA by time, for «used» (f.0.7).
 */
export class LinkIntervals1764300000110 implements MigrationInterface {
  name = 'LinkIntervals1764300000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE link_intervals (
        link_id uuid NOT NULL CONSTRAINT link_intervals_link_fkey REFERENCES links (id) ON DELETE CASCADE,
        region_id uuid NOT NULL CONSTRAINT link_intervals_region_fkey REFERENCES regions (id),
        esia_person_id uuid NOT NULL CONSTRAINT link_intervals_esia_person_fkey REFERENCES esia_persons (id),
        journal_account_id uuid NOT NULL CONSTRAINT link_intervals_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        active_from timestamptz NOT NULL,
        active_to timestamptz,
        CONSTRAINT link_intervals_pkey PRIMARY KEY (link_id, active_from),
        CONSTRAINT link_intervals_in_order CHECK (active_to IS NULL OR active_to >= active_from)
      );
      COMMENT ON TABLE link_intervals IS 'when links were active; written by the trigger of link_state_history only';
      CREATE UNIQUE INDEX link_intervals_one_open ON link_intervals (link_id) WHERE active_to IS NULL;
      CREATE INDEX link_intervals_by_account ON link_intervals (journal_account_id, active_from);
      CREATE INDEX link_intervals_by_esia_person ON link_intervals (esia_person_id);
      CREATE INDEX link_intervals_by_region ON link_intervals (region_id, active_from);

      CREATE FUNCTION link_state_history_intervals() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE link_intervals i SET active_to = greatest(n.at, i.active_from)
          FROM added n
         WHERE i.link_id = n.link_id AND i.active_to IS NULL AND n.from_state = 'active' AND n.to_state <> 'active';
        INSERT INTO link_intervals (link_id, region_id, esia_person_id, journal_account_id, active_from)
        SELECT l.id, l.region_id, l.esia_person_id, l.journal_account_id, n.at
          FROM added n JOIN links l ON l.id = n.link_id
         WHERE n.to_state = 'active' AND n.from_state IS DISTINCT FROM 'active'
        ON CONFLICT (link_id, active_from) DO UPDATE SET active_to = NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER link_state_history_intervals AFTER INSERT ON link_state_history
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION link_state_history_intervals();

      INSERT INTO link_intervals (link_id, region_id, esia_person_id, journal_account_id, active_from, active_to)
      SELECT l.id, l.region_id, l.esia_person_id, l.journal_account_id, h.at, min(h.ended_at)
        FROM (SELECT h.link_id, h.at, h.from_state, h.to_state,
                     min(h.at) FILTER (WHERE h.to_state <> 'active')
                       OVER (PARTITION BY h.link_id ORDER BY h.id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS ended_at
                FROM link_state_history h) h
        JOIN links l ON l.id = h.link_id
       WHERE h.to_state = 'active' AND h.from_state IS DISTINCT FROM 'active'
       GROUP BY l.id, h.at;

      CREATE INDEX sign_ins_finished_by_time ON sign_ins (region_id, changed_at, esia_person_id) WHERE state = 'finished';
      CREATE VIEW esia_logins AS
      SELECT s.region_id, s.esia_person_id, s.changed_at AS at FROM sign_ins s
       WHERE s.state = 'finished' AND s.esia_person_id IS NOT NULL;
      COMMENT ON VIEW esia_logins IS 'successful sign-ins through ESIA, to an e-journal or to one''s own page';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW esia_logins;
      DROP INDEX sign_ins_finished_by_time;
      DROP TRIGGER link_state_history_intervals ON link_state_history;
      DROP FUNCTION link_state_history_intervals();
      DROP TABLE link_intervals;
    `);
  }
}
