import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The external reader of roles.md (19) is a key of one kind: the whole region, the published file and nothing beside it, so
 * that a key for figures that are not published yet is never in foreign hands by a tick too many.
 */
export class FederalKeys1764400001010 implements MigrationInterface {
  name = 'FederalKeys1764400001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_keys ADD CONSTRAINT api_keys_federal_alone
        CHECK (NOT ('statistics.federal' = ANY (rights)) OR (cardinality(rights) = 1 AND scope = 'region'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys DROP CONSTRAINT api_keys_federal_alone');
  }
}
