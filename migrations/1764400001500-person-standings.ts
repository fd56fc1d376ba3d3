import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a person of the roster stands towards Госуслуги at a school, for the search of people (ADM-02): the owners of links,
 * exemptions, refusals and declarations publish it, and the search below them reads no table of theirs. Each part finds its
 * rows by the person, so an EXISTS over the view costs a few index probes.
 */
export class PersonStandings1764400001500 implements MigrationInterface {
  name = 'PersonStandings1764400001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW person_standings AS
      SELECT a.person_id, s.school_id,
             CASE l.state WHEN 'active' THEN 'linked' WHEN 'suspended' THEN 'suspended' ELSE 'pending' END AS standing
        FROM journal_accounts a
        JOIN links l ON l.journal_account_id = a.id
        JOIN journal_account_schools s ON s.journal_account_id = a.id
       WHERE l.state IN ('active', 'suspended', 'pending_proof', 'pending_review', 'awaiting_consent')
      UNION ALL
      SELECT x.person_id, x.school_id, 'exempt' FROM exemptions x
       WHERE x.scope = 'person' AND x.state IN ('approved', 'active')
      UNION ALL
      SELECT e.person_id, x.school_id, 'exempt'
        FROM enrollments e JOIN exemptions x ON x.class_group_id = e.class_group_id
       WHERE x.scope = 'class' AND x.state IN ('approved', 'active') AND e.valid_to IS NULL
      UNION ALL
      SELECT f.person_id, f.school_id, 'refusal' FROM esia_refusals f WHERE f.withdrawn_at IS NULL
      UNION ALL
      SELECT d.person_id, d.school_id, 'declared' FROM declarations d WHERE d.withdrawn_at IS NULL;
      COMMENT ON VIEW person_standings IS 'linked, suspended, pending, exempt, refusal, declared; a person may have several, and none means: not linked';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW person_standings');
  }
}
