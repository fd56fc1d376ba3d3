import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aRegion } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

interface Entry {
  readonly actor_kind: string;
  readonly subject_id: string;
  readonly facts: { readonly counts: Record<string, { inserted: number }> };
}

describe('an import in the audit', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeAll(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterAll(() => database.drop());

  const entries = (): Promise<Entry[]> =>
    database.query<Entry & Record<string, unknown>>(
      `SELECT actor_kind, subject_id, facts FROM audit_events WHERE action = 'roster.imported' ORDER BY id`,
    );

  it('PD-01: leaves nothing by a dry run, and nothing by a refused folder', async () => {
    await bench.bring(aRegion(), {}, { dryRun: true });
    await bench.bring({ students: 'no;such;columns\n1;2;3\n' });
    expect(await entries()).toEqual([]);
  });

  it('PD-01: is one entry of the act itself, in counts, without anybody’s name or СНИЛС', async () => {
    const { batchId } = await bench.bring(aRegion());
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ subject_id: batchId, facts: { counts: { students: { inserted: 3 } } } });
    const people = await database.query<{ last_name: string }>(`SELECT last_name FROM people`);
    for (const { last_name } of people) expect(JSON.stringify(entry)).not.toContain(last_name);
    expect(JSON.stringify(entry)).not.toMatch(/\d{3}-\d{3}-\d{3}/);
  });
});
