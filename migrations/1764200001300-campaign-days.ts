import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the job of campaigns must know of each: which civil day it has looked at already, so that a stopped server catches up
 * day by day and two servers never do one day twice; and why a date may stand in the forbidden calendar (EC-107).
 */
export class CampaignDays1764200001300 implements MigrationInterface {
  name = 'CampaignDays1764200001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE campaigns ADD COLUMN examined_on date, ADD COLUMN calendar_override text;
      COMMENT ON COLUMN campaigns.examined_on IS 'the last civil day of the region for which the job has decided; null: none yet';
      COMMENT ON COLUMN campaigns.calendar_override IS 'why this date stands though the calendar forbids it (EC-107); every new date begins without';
      CREATE INDEX campaigns_to_examine ON campaigns (region_id, examined_on) WHERE phase NOT IN ('not_scheduled', 'closed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX campaigns_to_examine;
      ALTER TABLE campaigns DROP COLUMN examined_on, DROP COLUMN calendar_override;
    `);
  }
}
