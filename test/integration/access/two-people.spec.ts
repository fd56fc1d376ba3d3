import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory } from '../../support/territory.js';

describe('acts of two people', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('of docs/security.md are each held by a constraint of the database that compares the two', async () => {
    const [, section = ''] = readFileSync('docs/security.md', 'utf8').split('## Действия двух человек');
    const named = [...(section.split('\n## ')[0] ?? '').matchAll(/`(\w+_(?:people|eyes|own|oneself))`/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThanOrEqual(6);
    const found = await database.query<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint
        WHERE conname = ANY ($1) AND contype = 'c' AND convalidated
          AND pg_get_constraintdef(oid) ~ '<>|IS DISTINCT FROM' ORDER BY 1`,
      [named],
    );
    expect(found.map(({ name }) => name)).toEqual([...named].sort());
  });

  it('let a mass change of the region in by another than its uploader; the uploader may still refuse it', async () => {
    const { regionId } = await smallTerritory(database);
    const decided = (state: string) =>
      database.query(
        `INSERT INTO import_batches (region_id, source, state, dry_run, uploaded_by, started_at, content_hash, decides, decided_by,
           decided_at)
         VALUES ($1, 'test', $2, false, 'one', now(), convert_to($2, 'UTF8'), 'ministry', 'one', now())`,
        [regionId, state],
      );
    await expect(decided('applying')).rejects.toThrow(/import_batches_two_people/);
    await decided('rejected');
  });
});
