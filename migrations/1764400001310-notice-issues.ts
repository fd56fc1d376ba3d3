import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was told what and when (NoticeIssue, e.5). The table of moves stands here a second time, so that no statement can take one
 * that e.5 does not know; a person has one living notice of a campaign.
 */
export class NoticeIssues1764400001310 implements MigrationInterface {
  name = 'NoticeIssues1764400001310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_prints (
        id uuid CONSTRAINT notice_prints_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT notice_prints_region_fkey REFERENCES regions (id),
        printed_by uuid NOT NULL CONSTRAINT notice_prints_printed_by_fkey REFERENCES esia_persons (id),
        printed_at timestamptz NOT NULL
      );
      COMMENT ON TABLE notice_prints IS 'acts that gave papers their link codes; a code itself is kept nowhere, it is made anew from the act';
      CREATE INDEX notice_prints_by_region ON notice_prints (region_id);
      CREATE INDEX notice_prints_by_printer ON notice_prints (printed_by);

      CREATE TABLE notice_issues (
        id uuid CONSTRAINT notice_issues_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT notice_issues_region_fkey REFERENCES regions (id),
        campaign_id uuid NOT NULL CONSTRAINT notice_issues_campaign_fkey REFERENCES campaigns (id),
        person_id uuid NOT NULL CONSTRAINT notice_issues_person_fkey REFERENCES people (id),
        journal_account_id uuid NOT NULL
          CONSTRAINT notice_issues_account_fkey REFERENCES journal_accounts (id),
        school_id uuid NOT NULL CONSTRAINT notice_issues_school_fkey REFERENCES schools (id),
        class_group_id uuid CONSTRAINT notice_issues_class_fkey REFERENCES class_groups (id),
        template_id uuid NOT NULL CONSTRAINT notice_issues_template_fkey REFERENCES notice_templates (id),
        print_id uuid CONSTRAINT notice_issues_print_fkey REFERENCES notice_prints (id),
        replaces_id uuid CONSTRAINT notice_issues_replaces_fkey REFERENCES notice_issues (id),
        cutover_on date NOT NULL,
        state text NOT NULL CONSTRAINT notice_issues_state_known CHECK (state IN ('generated', 'handed_out', 'sent',
          'delivered', 'bounced', 'acted', 'void')),
        state_since timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        handed_on date,
        handed_by uuid,
        CONSTRAINT notice_issues_handed_whole CHECK ((handed_on IS NULL) = (handed_by IS NULL)),
        CONSTRAINT notice_issues_handed_known CHECK (state <> 'handed_out' OR handed_on IS NOT NULL)
      );
      COMMENT ON TABLE notice_issues IS 'one notice for one person of one campaign; void when the date on it is no longer true, the link code on it stays good (LNK-05)';
      COMMENT ON COLUMN notice_issues.class_group_id IS 'in whose pack it lies; of a representative the class of a child; null: staff, and pupils without a class';
      COMMENT ON COLUMN notice_issues.cutover_on IS 'the day that it names';
      CREATE UNIQUE INDEX notice_issues_one_live ON notice_issues (campaign_id, person_id)
        WHERE state NOT IN ('acted', 'void');
      CREATE INDEX notice_issues_of_class ON notice_issues (class_group_id, id) WHERE class_group_id IS NOT NULL;
      CREATE INDEX notice_issues_of_school ON notice_issues (school_id, id);
      CREATE INDEX notice_issues_of_account ON notice_issues (journal_account_id) WHERE state NOT IN ('acted', 'void');
      CREATE INDEX notice_issues_of_person ON notice_issues (person_id);
      CREATE INDEX notice_issues_by_region ON notice_issues (region_id);
      CREATE INDEX notice_issues_by_account ON notice_issues (journal_account_id);
      CREATE INDEX notice_issues_by_campaign ON notice_issues (campaign_id);
      CREATE INDEX notice_issues_by_class ON notice_issues (class_group_id);
      CREATE INDEX notice_issues_by_template ON notice_issues (template_id);
      CREATE INDEX notice_issues_by_print ON notice_issues (print_id);
      CREATE INDEX notice_issues_by_replaced ON notice_issues (replaces_id);

      CREATE FUNCTION notice_issue_moves() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT (OLD.state, NEW.state) IN (('generated', 'handed_out'), ('generated', 'sent'), ('sent', 'delivered'),
             ('sent', 'bounced'), ('bounced', 'handed_out'))
           AND NOT (NEW.state IN ('acted', 'void') AND OLD.state NOT IN ('acted', 'void')) THEN
          RAISE EXCEPTION 'a notice does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'notice_issues_moves';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER notice_issues_moves BEFORE UPDATE ON notice_issues
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION notice_issue_moves();
      REVOKE DELETE, TRUNCATE ON notice_issues, notice_prints FROM perehod_app;

      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES
        ('notices.follow_dates', 'campaign.changed'),
        ('notices.follow_links', 'link.changed'),
        ('notices.follow_deliveries', 'notices.delivered');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_deliveries WHERE subscriber LIKE 'notices.follow\\_%';
      DELETE FROM outbox_subscriptions WHERE subscriber LIKE 'notices.follow\\_%';
      DROP TABLE notice_issues;
      DROP FUNCTION notice_issue_moves();
      DROP TABLE notice_prints;
    `);
  }
}
