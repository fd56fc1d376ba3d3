import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people decide about persons by hand, so that an import neither forgets nor overrules it: merges and splits with all
 * that an undo needs (ROS-09), dismissed proposals (EC-026), protections (ROS-11), and which source is right about which
 * attribute (ROS-13).
 */
export class PersonDecisions1764100000800 implements MigrationInterface {
  name = 'PersonDecisions1764100000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people ADD COLUMN middle_placeholder boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN people.middle_placeholder IS 'the source wrote «нет» or a dash for the patronymic (ROS-06)';

      ALTER TABLE person_records ADD COLUMN pinned boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN person_records.pinned IS 'somebody decided whose record it is; an import never moves it (ROS-09)';

      CREATE TABLE person_decisions (
        id uuid CONSTRAINT person_decisions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT person_decisions_region_fkey REFERENCES regions (id),
        kind text NOT NULL CONSTRAINT person_decisions_kind_known CHECK (kind IN ('merge', 'split')),
        state text NOT NULL
          CONSTRAINT person_decisions_state_known CHECK (state IN ('proposed', 'done', 'undone', 'withdrawn')),
        person_id uuid NOT NULL CONSTRAINT person_decisions_person_fkey REFERENCES people (id),
        other_id uuid NOT NULL CONSTRAINT person_decisions_other_fkey REFERENCES people (id),
        before jsonb NOT NULL DEFAULT '{}',
        reason text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        confirmed_by uuid,
        done_at timestamptz,
        undone_by uuid,
        undone_at timestamptz,
        no bigint GENERATED ALWAYS AS IDENTITY,
        CONSTRAINT person_decisions_two_people CHECK (person_id <> other_id),
        CONSTRAINT person_decisions_four_eyes CHECK (confirmed_by <> decided_by),
        CONSTRAINT person_decisions_done_dated CHECK ((state IN ('done', 'undone')) = (done_at IS NOT NULL)),
        CONSTRAINT person_decisions_undone_dated CHECK ((state IN ('undone', 'withdrawn')) = (undone_at IS NOT NULL))
      );
      COMMENT ON COLUMN person_decisions.person_id IS 'merge: who stays; split: who gives records away';
      COMMENT ON COLUMN person_decisions.other_id IS 'merge: who goes; split: the new person';
      COMMENT ON COLUMN person_decisions.before IS 'ids, pins and attribute names as they were; never a value';
      CREATE INDEX person_decisions_by_person ON person_decisions (person_id);
      CREATE INDEX person_decisions_by_other ON person_decisions (other_id);
      CREATE UNIQUE INDEX person_decisions_one_proposal ON person_decisions (least(person_id, other_id), greatest(person_id, other_id))
        WHERE state = 'proposed';

      CREATE TABLE merge_dismissals (
        first_id uuid NOT NULL CONSTRAINT merge_dismissals_first_fkey REFERENCES people (id),
        second_id uuid NOT NULL CONSTRAINT merge_dismissals_second_fkey REFERENCES people (id),
        reason text NOT NULL,
        dismissed_by uuid NOT NULL,
        dismissed_at timestamptz NOT NULL,
        CONSTRAINT merge_dismissals_pkey PRIMARY KEY (first_id, second_id),
        CONSTRAINT merge_dismissals_in_order CHECK (first_id < second_id)
      );
      CREATE INDEX merge_dismissals_by_second ON merge_dismissals (second_id);

      CREATE TABLE person_protections (
        id uuid CONSTRAINT person_protections_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT person_protections_region_fkey REFERENCES regions (id),
        person_id uuid NOT NULL CONSTRAINT person_protections_person_fkey REFERENCES people (id),
        kind text NOT NULL
          CONSTRAINT person_protections_kind_known CHECK (kind IN ('adoption', 'state_protection', 'court')),
        basis text NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_by uuid,
        ended_at timestamptz,
        CONSTRAINT person_protections_end_whole CHECK ((ended_by IS NULL) = (ended_at IS NULL))
      );
      CREATE UNIQUE INDEX person_protections_one_open ON person_protections (person_id, kind) WHERE ended_at IS NULL;
      CREATE INDEX person_protections_by_person ON person_protections (person_id);

      CREATE TABLE roster_sources (
        region_id uuid NOT NULL CONSTRAINT roster_sources_region_fkey REFERENCES regions (id),
        source text NOT NULL,
        kind text NOT NULL CONSTRAINT roster_sources_kind_known CHECK (kind IN ('contingent', 'journal')),
        CONSTRAINT roster_sources_pkey PRIMARY KEY (region_id, source)
      );
      COMMENT ON TABLE roster_sources IS 'which system a source of imports is; one that is not named counts as journal';

      CREATE TABLE attribute_sources (
        attribute text NOT NULL CONSTRAINT attribute_sources_attribute_known CHECK (attribute IN ('names', 'birth_date',
          'snils', 'gender', 'citizenship')),
        source_kind text NOT NULL
          CONSTRAINT attribute_sources_kind_known CHECK (source_kind IN ('hand', 'esia', 'contingent', 'journal', 'self')),
        rank smallint NOT NULL,
        writes boolean NOT NULL,
        CONSTRAINT attribute_sources_pkey PRIMARY KEY (attribute, source_kind)
      );
      COMMENT ON TABLE attribute_sources IS 'who is right about what: the higher rank stays; writes: the roster takes values from it at all';
      INSERT INTO attribute_sources (attribute, source_kind, rank, writes)
      SELECT a.attribute, k.source_kind, k.rank, k.writes
        FROM unnest(ARRAY['names', 'birth_date', 'snils', 'gender', 'citizenship']) AS a (attribute)
       CROSS JOIN (VALUES ('hand', 40, true), ('esia', 35, false), ('contingent', 30, true), ('journal', 20, true),
                          ('self', 10, true)) AS k (source_kind, rank, writes)
       WHERE k.source_kind <> 'self' OR a.attribute = 'names';

      CREATE TABLE attributes_by_hand (
        person_id uuid NOT NULL CONSTRAINT attributes_by_hand_person_fkey REFERENCES people (id),
        attribute text NOT NULL CONSTRAINT attributes_by_hand_attribute_known CHECK (attribute IN ('names', 'birth_date',
          'snils', 'gender', 'citizenship')),
        basis text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT attributes_by_hand_pkey PRIMARY KEY (person_id, attribute)
      );

      ALTER TABLE roster_tasks ADD COLUMN done_by uuid, ADD COLUMN note text;
      COMMENT ON COLUMN roster_tasks.done_by IS 'null: the cause was gone and the task closed itself';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE roster_tasks DROP COLUMN done_by, DROP COLUMN note;
      DROP TABLE attributes_by_hand;
      DROP TABLE attribute_sources;
      DROP TABLE roster_sources;
      DROP TABLE person_protections;
      DROP TABLE merge_dismissals;
      DROP TABLE person_decisions;
      ALTER TABLE person_records DROP COLUMN pinned;
      ALTER TABLE people DROP COLUMN middle_placeholder;
    `);
  }
}
