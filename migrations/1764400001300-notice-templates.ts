import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The texts that families get (NOT-01): versions that the ministry approves, each by somebody else than its author, and that
 * nobody changes after that; a school adds only its contacts.
 */
export class NoticeTemplates1764400001300 implements MigrationInterface {
  name = 'NoticeTemplates1764400001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_templates (
        id uuid CONSTRAINT notice_templates_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT notice_templates_region_fkey REFERENCES regions (id),
        kind text NOT NULL CONSTRAINT notice_templates_kind_known CHECK (kind IN ('leaflet_under14', 'leaflet_14to17',
          'leaflet_adult', 'leaflet_foreign', 'leaflet_staff', 'letter_parents', 'journal_message', 'email', 'sms',
          'messenger', 'date_moved', 'instruction', 'signature_sheet', 'refusal_form', 'appeal_why_esia', 'appeal_refusal',
          'appeal_personal_data', 'appeal_no_documents', 'appeal_too_soon')),
        version integer NOT NULL CONSTRAINT notice_templates_version_positive CHECK (version > 0),
        state text NOT NULL CONSTRAINT notice_templates_state_known CHECK (state IN ('draft', 'approved', 'retired')),
        title text NOT NULL CONSTRAINT notice_templates_title_said CHECK (length(title) BETWEEN 1 AND 200),
        body text NOT NULL CONSTRAINT notice_templates_body_said CHECK (length(body) BETWEEN 1 AND 20000),
        written_by uuid,
        written_at timestamptz NOT NULL,
        approved_by uuid,
        approved_at timestamptz,
        CONSTRAINT notice_templates_approved_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL)
          AND (state = 'draft') = (approved_at IS NULL)),
        CONSTRAINT notice_templates_second_person CHECK (approved_by IS DISTINCT FROM written_by OR approved_by IS NULL)
      );
      COMMENT ON TABLE notice_templates IS 'versioned texts for families; at most one of a kind is approved, the one before it is retired';
      COMMENT ON COLUMN notice_templates.written_by IS 'null: the first version, which came with the product';
      CREATE UNIQUE INDEX notice_templates_one_version ON notice_templates (region_id, kind, version);
      CREATE UNIQUE INDEX notice_templates_one_approved ON notice_templates (region_id, kind) WHERE state = 'approved';

      CREATE FUNCTION notice_templates_stay() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.state = 'retired' OR (NEW.region_id, NEW.kind, NEW.version, NEW.title, NEW.body,
             NEW.written_by, NEW.written_at) IS DISTINCT FROM (OLD.region_id, OLD.kind, OLD.version, OLD.title, OLD.body,
             OLD.written_by, OLD.written_at)
           OR (OLD.state = 'approved' AND (NEW.state <> 'retired' OR NEW.approved_by IS DISTINCT FROM OLD.approved_by)) THEN
          RAISE EXCEPTION 'an approved text does not change: write a new version'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'notice_templates_stay';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER notice_templates_frozen BEFORE UPDATE OR DELETE ON notice_templates
        FOR EACH ROW EXECUTE FUNCTION notice_templates_stay();
      REVOKE DELETE, TRUNCATE ON notice_templates FROM perehod_app;

      CREATE TABLE notice_contacts (
        school_id uuid CONSTRAINT notice_contacts_pkey PRIMARY KEY
          CONSTRAINT notice_contacts_school_fkey REFERENCES schools (id),
        contacts text NOT NULL CONSTRAINT notice_contacts_said CHECK (length(contacts) BETWEEN 3 AND 300),
        changed_by uuid NOT NULL,
        changed_at timestamptz NOT NULL,
        revision integer NOT NULL DEFAULT 1
      );
      COMMENT ON TABLE notice_contacts IS 'whom families ask at a school: all that a school may add to a text';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE notice_contacts;
      DROP TABLE notice_templates;
      DROP FUNCTION notice_templates_stay();
    `);
  }
}
