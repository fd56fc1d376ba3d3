import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Families and consent: what a region has decided (the consent gate of LNK-12, parents of adult pupils), how a
 * representation was confirmed and when its end was announced, children as ESIA shows them to a parent, the consent
 * register (PD-04) and the exceptions of guard G2 (EC-035).
 *
 * A tie that ended never returns (e.5): the source that names the two again makes a new row. So the pair is unique
 * among the ties that have not ended.
 */
export class Families1764100000900 implements MigrationInterface {
  name = 'Families1764100000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE region_policies (
        region_id uuid CONSTRAINT region_policies_pkey PRIMARY KEY
          CONSTRAINT region_policies_region_fkey REFERENCES regions (id),
        consent_gate boolean NOT NULL DEFAULT false,
        parents_after_18 text NOT NULL DEFAULT 'pupil_decides'
          CONSTRAINT region_policies_parents_after_18_known CHECK (parents_after_18 IN ('pupil_decides', 'enrolment_ends'))
      );
      COMMENT ON COLUMN region_policies.consent_gate IS 'LNK-12: a minor''s link waits for a consent; kid_* is asked of ESIA';
      COMMENT ON COLUMN region_policies.parents_after_18 IS
        'EC-030: parents of an adult pupil keep access until the pupil decides or the enrolment ends, or only until the latter';

      DROP INDEX family_ties_one_per_pair;
      CREATE UNIQUE INDEX family_ties_one_open_per_pair ON family_ties (child_record_id, representative_record_id)
        WHERE state <> 'ended';
      CREATE INDEX family_ties_ended ON family_ties (child_id, representative_id) WHERE state = 'ended';
      CREATE INDEX family_ties_by_child_record ON family_ties (child_record_id);
      CREATE INDEX family_ties_by_end ON family_ties (valid_to) WHERE valid_to IS NOT NULL AND state <> 'ended';
      ALTER TABLE family_ties
        ADD COLUMN confirmed_by text
          CONSTRAINT family_ties_confirmed_by_known CHECK (confirmed_by IN ('school', 'esia')),
        ADD COLUMN ended_at timestamptz,
        ADD COLUMN end_announced date;
      CREATE INDEX family_ties_of_institutions ON family_ties (region_id, representative_id)
        WHERE kind = 'institution_representative' AND state <> 'ended';
      COMMENT ON COLUMN family_ties.end_announced IS 'EC-050: the valid_to of which the school was told thirty days before';
      ALTER TABLE representation_restrictions ADD COLUMN told_at timestamptz, ADD COLUMN end_basis text;
      COMMENT ON COLUMN representation_restrictions.told_at IS 'when its beginning was told; a restriction may be recorded before it begins';
      CREATE INDEX representation_restrictions_by_end ON representation_restrictions (valid_to) WHERE ended_at IS NULL;

      CREATE TABLE family_days (
        region_id uuid CONSTRAINT family_days_pkey PRIMARY KEY CONSTRAINT family_days_region_fkey REFERENCES regions (id),
        done_on date NOT NULL
      );
      COMMENT ON TABLE family_days IS 'the last civil day of the region whose birthdays have been told';

      CREATE TABLE capacity_exceptions (
        id uuid CONSTRAINT capacity_exceptions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT capacity_exceptions_region_fkey REFERENCES regions (id),
        person_id uuid NOT NULL CONSTRAINT capacity_exceptions_person_fkey REFERENCES people (id),
        school_id uuid NOT NULL CONSTRAINT capacity_exceptions_school_fkey REFERENCES schools (id),
        kind text NOT NULL CONSTRAINT capacity_exceptions_kind_known CHECK (kind IN ('emancipated', 'employed')),
        basis text NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_by uuid,
        ended_at timestamptz,
        end_basis text
      );
      COMMENT ON TABLE capacity_exceptions IS 'EC-035: minors from 16 whom a school''s decision lets hold an adult''s account (guard G2)';
      CREATE UNIQUE INDEX capacity_exceptions_one_open ON capacity_exceptions (person_id) WHERE ended_at IS NULL;
      CREATE INDEX capacity_exceptions_by_person ON capacity_exceptions (person_id);
      CREATE INDEX capacity_exceptions_by_school ON capacity_exceptions (school_id);

      ALTER TABLE esia_login_attempts ADD COLUMN asks_kids boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN esia_login_attempts.asks_kids IS 'AUTH-08: kid_* was asked; the exchange of the code must name the same scopes';
      CREATE TABLE esia_kids (
        esia_person_id uuid NOT NULL
          CONSTRAINT esia_kids_parent_fkey REFERENCES esia_persons (id) ON DELETE CASCADE,
        card_id text NOT NULL,
        region_id uuid NOT NULL CONSTRAINT esia_kids_region_fkey REFERENCES regions (id),
        kid_oid text CONSTRAINT esia_kids_oid_canonical CHECK (kid_oid ~ '^[1-9][0-9]{0,18}$'),
        snils_hmac bytea,
        birth_date date,
        norm_last text NOT NULL,
        norm_first text NOT NULL,
        norm_middle text,
        seen_at timestamptz NOT NULL,
        CONSTRAINT esia_kids_pkey PRIMARY KEY (esia_person_id, card_id)
      );
      COMMENT ON TABLE esia_kids IS 'verified cards of children in a parent''s profile, as the parent''s last sign-in showed them';
      CREATE INDEX esia_kids_by_birth ON esia_kids (region_id, birth_date);

      CREATE TABLE consent_texts (
        purpose text NOT NULL,
        version integer NOT NULL CONSTRAINT consent_texts_version_positive CHECK (version > 0),
        body text NOT NULL,
        effective_from date NOT NULL,
        CONSTRAINT consent_texts_pkey PRIMARY KEY (purpose, version)
      );
      INSERT INTO consent_texts (purpose, version, body, effective_from) VALUES ('esia_sign_in', 1,
        'Я разрешаю обработку персональных данных ученика (фамилия, имя, отчество, дата рождения, СНИЛС, школа и класс) '
        'для входа в электронный журнал через Госуслуги: сравнение данных школы с данными Госуслуг и хранение связи '
        'между ними. Согласие действует до отзыва; отозвать его можно на своей странице или в школе.', '2025-09-01');

      CREATE TABLE consents (
        id uuid CONSTRAINT consents_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT consents_region_fkey REFERENCES regions (id),
        subject_id uuid NOT NULL CONSTRAINT consents_subject_fkey REFERENCES people (id),
        giver_id uuid NOT NULL CONSTRAINT consents_giver_fkey REFERENCES people (id),
        giver_kind text NOT NULL CONSTRAINT consents_giver_kind_known CHECK (giver_kind IN ('self', 'representative')),
        purpose text NOT NULL,
        text_version integer NOT NULL,
        given_at timestamptz NOT NULL,
        channel text NOT NULL CONSTRAINT consents_channel_known CHECK (channel IN ('account', 'paper')),
        basis text,
        recorded_by uuid NOT NULL,
        withdrawn_at timestamptz,
        withdrawn_by uuid,
        withdrawal_basis text,
        CONSTRAINT consents_text_fkey FOREIGN KEY (purpose, text_version) REFERENCES consent_texts (purpose, version),
        CONSTRAINT consents_giver_is_who_they_are CHECK ((giver_kind = 'self') = (giver_id = subject_id)),
        CONSTRAINT consents_paper_has_basis CHECK (channel <> 'paper' OR basis IS NOT NULL),
        CONSTRAINT consents_withdrawal_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
      );
      COMMENT ON COLUMN consents.recorded_by IS 'the ESIA person who gave it, or the administrator who recorded the paper';
      CREATE UNIQUE INDEX consents_one_valid ON consents (subject_id, giver_id, purpose) WHERE withdrawn_at IS NULL;
      CREATE INDEX consents_by_subject ON consents (subject_id, purpose);
      CREATE INDEX consents_by_giver ON consents (giver_id);
      CREATE INDEX consents_by_text ON consents (purpose, text_version);
      CREATE INDEX consents_newest ON consents (region_id, given_at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE consents;
      DROP TABLE consent_texts;
      DROP TABLE esia_kids;
      ALTER TABLE esia_login_attempts DROP COLUMN asks_kids;
      DROP TABLE capacity_exceptions;
      DROP TABLE family_days;
      DROP INDEX representation_restrictions_by_end;
      ALTER TABLE representation_restrictions DROP COLUMN told_at, DROP COLUMN end_basis;
      ALTER TABLE family_ties DROP COLUMN confirmed_by, DROP COLUMN ended_at, DROP COLUMN end_announced;
      DROP INDEX family_ties_of_institutions;
      DROP INDEX family_ties_by_end;
      DROP INDEX family_ties_by_child_record;
      DROP INDEX family_ties_ended;
      DROP INDEX family_ties_one_open_per_pair;
      DELETE FROM family_ties t USING family_ties newer
       WHERE t.child_record_id = newer.child_record_id AND t.representative_record_id = newer.representative_record_id
         AND t.state = 'ended' AND (newer.state <> 'ended' OR newer.id > t.id);
      CREATE UNIQUE INDEX family_ties_one_per_pair ON family_ties (child_record_id, representative_record_id);
      DROP TABLE region_policies;
    `);
  }
}
