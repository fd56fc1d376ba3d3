import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a school's decision needs: a revision of the case (If-Match), the СНИЛС that ESIA names anew for a known oid and that
 * waits for two administrators (EC-089), the evidence of each step of a link (LNK-11), and the count of revealed values.
 */
export class SchoolDecides1764100001100 implements MigrationInterface {
  name = 'SchoolDecides1764100001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE link_reviews ADD COLUMN revision integer NOT NULL DEFAULT 1;
      COMMENT ON COLUMN link_reviews.revision IS 'goes up with every change that a decision rests on: what If-Match names; a reminder is none';
      CREATE FUNCTION link_reviews_next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.state <> 'open' THEN
            RAISE EXCEPTION 'a case in state % never changes', OLD.state
              USING ERRCODE = 'restrict_violation', CONSTRAINT = 'link_reviews_decided_is_final';
          END IF;
          IF (OLD.state, OLD.code, OLD.link_id, OLD.candidate_account_ids, OLD.first_decided_by, OLD.proposed_account_id)
             IS DISTINCT FROM
             (NEW.state, NEW.code, NEW.link_id, NEW.candidate_account_ids, NEW.first_decided_by, NEW.proposed_account_id) THEN
            NEW.revision := OLD.revision + 1;
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER link_reviews_next_revision BEFORE UPDATE ON link_reviews FOR EACH ROW
        EXECUTE FUNCTION link_reviews_next_revision();

      ALTER TABLE link_state_history ADD COLUMN evidence jsonb, ADD COLUMN basis text;
      COMMENT ON COLUMN link_state_history.evidence IS 'rule and names of attributes, never a value (LNK-11)';

      ALTER TABLE esia_persons
        ADD COLUMN new_snils_hmac bytea,
        ADD COLUMN new_snils_enc bytea,
        ADD COLUMN new_snils_key_id text,
        ADD COLUMN new_snils_last2 text,
        ADD CONSTRAINT esia_persons_new_snils_whole CHECK (
          (new_snils_hmac IS NULL) = (new_snils_enc IS NULL)
          AND (new_snils_hmac IS NULL) = (new_snils_key_id IS NULL)
          AND (new_snils_hmac IS NULL) = (new_snils_last2 IS NULL)
        );
      COMMENT ON COLUMN esia_persons.new_snils_hmac IS 'ESIA names it in place of the stored one; two administrators accept it (EC-089)';

      CREATE TABLE reveals (
        id uuid CONSTRAINT reveals_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT reveals_region_fkey REFERENCES regions (id),
        revealed_to uuid NOT NULL CONSTRAINT reveals_revealed_to_fkey REFERENCES esia_persons (id),
        review_id uuid NOT NULL CONSTRAINT reveals_review_fkey REFERENCES link_reviews (id),
        field text NOT NULL CONSTRAINT reveals_field_known CHECK (field IN ('snils', 'birth_date', 'name')),
        at timestamptz NOT NULL
      );
      CREATE INDEX reveals_by_reader ON reveals (revealed_to, at);
      CREATE INDEX reveals_by_review ON reveals (review_id);
      CREATE INDEX reveals_by_region ON reveals (region_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reveals;
      ALTER TABLE esia_persons
        DROP CONSTRAINT esia_persons_new_snils_whole,
        DROP COLUMN new_snils_hmac, DROP COLUMN new_snils_enc, DROP COLUMN new_snils_key_id, DROP COLUMN new_snils_last2;
      ALTER TABLE link_state_history DROP COLUMN evidence, DROP COLUMN basis;
      DROP TRIGGER link_reviews_next_revision ON link_reviews;
      DROP FUNCTION link_reviews_next_revision();
      ALTER TABLE link_reviews DROP COLUMN revision;
    `);
  }
}
