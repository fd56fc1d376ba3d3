import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aRegion, aTie, type Files, type Row } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

describe('an import and what people have decided about a tie', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  /** The small region, its first tie with other words, and a pupil born another day so that no file is skipped. */
  const files = (tie: Row = {}, more: Row = {}): Files => {
    const region = aRegion();
    const [first, ...others] = region.students as readonly Row[];
    return {
      ...region,
      students: [{ ...first, ...more }, ...others],
      family_ties: [aTie('P1', 'R1', tie), aTie('P2', 'R1'), aTie('P3', 'R2')],
    };
  };
  const again = (tie: Row = {}, n = 1, more: Row = {}) =>
    bench.bring(files(tie, { middle_name: `Сергеевич${'и'.repeat(n)}`, ...more }));

  const ties = () =>
    database.query(
      `SELECT t.state, t.kind, t.end_reason, t.valid_to FROM family_ties t
         JOIN person_records c ON c.id = t.child_record_id AND c.source_id = 'P1'
        ORDER BY t.state = 'ended' DESC, t.id`,
    );
  const end = (reason: string, more = '') =>
    database.query(
      `UPDATE family_ties t SET state = 'ended', end_reason = $1, valid_to = greatest(t.valid_from, date '2026-11-01') ${more}
         FROM person_records c WHERE c.id = t.child_record_id AND c.source_id = 'P1'`,
      [reason],
    );

  it.each(['not_representative', 'adult', 'adoption', 'deceased'])(
    'a tie that ended as %s stays ended while the file still names it',
    async (reason) => {
      await bench.bring(files());
      await end(reason);
      const before = await ties();
      expect((await again()).state).toBe('applied');
      await again({}, 2);
      expect(await ties()).toEqual(before);
    },
  );

  it('EC-048, EC-049: a deprivation stands against the file until the school records that the rights are back', async () => {
    await bench.bring(files());
    await end('deprivation');
    await database.query(
      `INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from,
         recorded_by, recorded_at)
       SELECT region_id, child_id, representative_id, 'deprivation', 'суд', '2026-11-01', gen_random_uuid(), now()
         FROM family_ties WHERE end_reason = 'deprivation'`,
    );
    await again();
    expect(await ties()).toHaveLength(1);
    await database.query(`UPDATE representation_restrictions SET ended_at = now()`);
    await again({}, 2);
    expect(await ties()).toMatchObject([{ state: 'ended' }, { state: 'asserted', valid_to: null }]);
    await again({}, 3);
    expect(await ties()).toHaveLength(2);
  });

  it('EC-055: a disputed tie stays disputed', async () => {
    await bench.bring(files());
    await database.query(`UPDATE family_ties SET state = 'disputed', disputed_at = now()`);
    await again({ valid_to: '2030-01-01' });
    expect(await ties()).toMatchObject([{ state: 'disputed', valid_to: '2030-01-01' }]);
  });

  it('EC-050: an order that has expired comes back with a new date only', async () => {
    const order = { kind: 'guardian', valid_to: '2026-11-01' };
    await bench.bring(files({ ...order, valid_to: '2027-01-01' }));
    await end('order_expired');
    await again(order);
    expect(await ties()).toHaveLength(1);
    await again({ ...order, valid_to: '2030-11-01' }, 2);
    expect(await ties()).toMatchObject([{ state: 'ended' }, { state: 'asserted', valid_to: '2030-11-01' }]);
  });

  it('an order that the school ended early is not brought back by the dates of the old one', async () => {
    await bench.bring(files({ kind: 'guardian', valid_to: '2030-01-01' }));
    await end('order_expired', `, basis = 'приказ № 3'`);
    await again({ kind: 'guardian', valid_to: '2030-01-01' });
    await again({ kind: 'guardian' }, 2);
    expect(await ties()).toHaveLength(1);
  });

  it('EC-051: a guardian of a child of 14 comes in as a trustee, and the same file again writes nothing', async () => {
    const grown = { birth_date: '2010-05-06' };
    await bench.bring(files({ kind: 'guardian' }, grown));
    expect(await ties()).toMatchObject([{ kind: 'trustee' }]);
    const written = await bench.written();
    await bench.bring(files({ kind: 'guardian' }, grown), {}, { force: true });
    expect(await bench.written()).toEqual(written);
  });

  it('EC-053: a stepfather is set aside with the words that may stand there', async () => {
    const report = await bench.bring(files({ kind: 'отчим' }));
    expect(report.issues).toEqual([expect.objectContaining({ code: 'VALUE_UNKNOWN', column: 'kind' })]);
    expect(await ties()).toEqual([]);
  });
});
