import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Addresses that people gave us themselves, on their own page, and proved by a code (152-ФЗ, ст. 9: consent, one purpose). They
 * are for messages only and never tell who somebody is. An address that was not proved, or was taken back, is dropped.
 */
export class PersonContacts1764400001410 implements MigrationInterface {
  name = 'PersonContacts1764400001410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_contacts (
        id uuid CONSTRAINT person_contacts_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT person_contacts_region_fkey REFERENCES regions (id),
        esia_person_id uuid NOT NULL CONSTRAINT person_contacts_esia_person_fkey REFERENCES esia_persons (id),
        channel text NOT NULL CONSTRAINT person_contacts_channel_known CHECK (channel IN ('email', 'sms', 'messenger')),
        address_sealed bytea,
        address_hash bytea,
        code_hash bytea,
        code_tries smallint NOT NULL DEFAULT 0,
        code_expires_at timestamptz NOT NULL,
        consent_version smallint NOT NULL,
        given_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT person_contacts_ended_is_empty CHECK (ended_at IS NULL OR (address_sealed IS NULL AND code_hash IS NULL)),
        CONSTRAINT person_contacts_live_has_address CHECK (ended_at IS NOT NULL OR address_sealed IS NOT NULL)
      );
      COMMENT ON COLUMN person_contacts.consent_version IS 'the text of consent that the page showed';
      CREATE UNIQUE INDEX person_contacts_one_confirmed ON person_contacts (esia_person_id, channel)
        WHERE confirmed_at IS NOT NULL AND ended_at IS NULL;
      CREATE UNIQUE INDEX person_contacts_one_asked ON person_contacts (esia_person_id, channel)
        WHERE confirmed_at IS NULL AND ended_at IS NULL;
      CREATE INDEX person_contacts_by_person ON person_contacts (esia_person_id);
      CREATE INDEX person_contacts_unproven ON person_contacts (code_expires_at) WHERE confirmed_at IS NULL AND ended_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_contacts');
  }
}
