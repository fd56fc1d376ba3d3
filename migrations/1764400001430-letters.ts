import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Letters of the ministry on their way to municipalities and schools, each of which acknowledges (NOT-09), and announcements
 * for administrators (ADM-07). A letter that was sent does not change; its file is sealed as uploads are.
 */
export class Letters1764400001430 implements MigrationInterface {
  name = 'Letters1764400001430';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE letters (
        id uuid CONSTRAINT letters_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT letters_region_fkey REFERENCES regions (id),
        title text NOT NULL CONSTRAINT letters_title_said CHECK (length(title) BETWEEN 3 AND 300),
        text text NOT NULL CONSTRAINT letters_text_fits CHECK (length(text) <= 20000),
        due_on date NOT NULL,
        created_by uuid NOT NULL CONSTRAINT letters_created_by_fkey REFERENCES esia_persons (id),
        created_at timestamptz NOT NULL,
        sent_by uuid CONSTRAINT letters_sent_by_fkey REFERENCES esia_persons (id),
        sent_at timestamptz,
        file_name text,
        file_type text CONSTRAINT letters_file_type_known CHECK (file_type IN ('pdf', 'docx')),
        file_sealed bytea CONSTRAINT letters_file_fits CHECK (octet_length(file_sealed) <= 11000000),
        CONSTRAINT letters_file_whole CHECK ((file_name IS NULL) = (file_sealed IS NULL) AND (file_name IS NULL) = (file_type IS NULL)),
        CONSTRAINT letters_sent_by_somebody CHECK ((sent_at IS NULL) = (sent_by IS NULL)),
        CONSTRAINT letters_say_something CHECK (sent_at IS NULL OR text <> '' OR file_name IS NOT NULL)
      );
      CREATE INDEX letters_by_region ON letters (region_id, created_at DESC, id DESC);
      CREATE INDEX letters_by_creator ON letters (created_by);
      CREATE INDEX letters_by_sender ON letters (sent_by);

      CREATE TABLE letter_recipients (
        id uuid CONSTRAINT letter_recipients_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        letter_id uuid NOT NULL CONSTRAINT letter_recipients_letter_fkey REFERENCES letters (id),
        municipality_id uuid CONSTRAINT letter_recipients_municipality_fkey REFERENCES municipalities (id),
        school_id uuid CONSTRAINT letter_recipients_school_fkey REFERENCES schools (id),
        received_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        acknowledged_by uuid CONSTRAINT letter_recipients_acknowledged_by_fkey REFERENCES esia_persons (id),
        reminded_at timestamptz,
        overdue_at timestamptz,
        CONSTRAINT letter_recipients_one_unit CHECK ((municipality_id IS NULL) <> (school_id IS NULL)),
        CONSTRAINT letter_recipients_acknowledged_by_somebody CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
      );
      CREATE UNIQUE INDEX letter_recipients_one_per_unit ON letter_recipients (letter_id, municipality_id, school_id)
        NULLS NOT DISTINCT;
      CREATE INDEX letter_recipients_by_municipality ON letter_recipients (municipality_id);
      CREATE INDEX letter_recipients_by_school ON letter_recipients (school_id);
      CREATE INDEX letter_recipients_by_reader ON letter_recipients (acknowledged_by);
      CREATE INDEX letter_recipients_silent ON letter_recipients (letter_id) WHERE acknowledged_at IS NULL;

      CREATE TABLE announcements (
        id uuid CONSTRAINT announcements_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT announcements_region_fkey REFERENCES regions (id),
        municipality_id uuid CONSTRAINT announcements_municipality_fkey REFERENCES municipalities (id),
        school_id uuid CONSTRAINT announcements_school_fkey REFERENCES schools (id),
        title text NOT NULL CONSTRAINT announcements_title_said CHECK (length(title) BETWEEN 3 AND 200),
        text text NOT NULL CONSTRAINT announcements_text_said CHECK (length(text) BETWEEN 3 AND 4000),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        created_by uuid NOT NULL CONSTRAINT announcements_created_by_fkey REFERENCES esia_persons (id),
        created_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT announcements_one_place CHECK (municipality_id IS NULL OR school_id IS NULL),
        CONSTRAINT announcements_end_after_start CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '1 year')
      );
      CREATE INDEX announcements_by_region ON announcements (region_id, starts_at DESC, id DESC);
      CREATE INDEX announcements_by_municipality ON announcements (municipality_id);
      CREATE INDEX announcements_by_school ON announcements (school_id);
      CREATE INDEX announcements_by_creator ON announcements (created_by);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE announcements;
      DROP TABLE letter_recipients;
      DROP TABLE letters;
    `);
  }
}
