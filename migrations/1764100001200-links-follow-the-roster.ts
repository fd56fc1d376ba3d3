import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links that follow a changing roster: whom ESIA knows by a name and a birth date is found on an index, each region
 * remembers how far the daily look at its links has come, and the people's own pages hear of links too, because a lock for
 * security ends the sessions there (EC-102).
 */
export class LinksFollowTheRoster1764100001200 implements MigrationInterface {
  name = 'LinksFollowTheRoster1764100001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX esia_persons_by_name_and_birth ON esia_persons (region_id, norm_last, norm_first, birth_date);

      CREATE TABLE link_sweeps (
        region_id uuid CONSTRAINT link_sweeps_pkey PRIMARY KEY
          CONSTRAINT link_sweeps_region_fkey REFERENCES regions (id),
        done_on date,
        working_on date,
        after_link_id uuid
      );
      COMMENT ON TABLE link_sweeps IS 'the civil day of the region on which every link was last looked at, and how far a look that goes on has come';

      CREATE INDEX oidc_records_by_person ON oidc_records ((payload ->> 'esiaPersonId')) WHERE model = 'SignedInPerson';

      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ('signin.end_sessions', 'link.changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_subscriptions WHERE subscriber = 'signin.end_sessions' AND topic = 'link.changed';
      DROP INDEX oidc_records_by_person;
      DROP TABLE link_sweeps;
      DROP INDEX esia_persons_by_name_and_birth;
    `);
  }
}
