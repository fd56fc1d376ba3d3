import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { RollBackImport } from '../../../src/roster/application/roll-back-import.js';
import type { ImportReport } from '../../../src/roster/application/import-contract.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  aClass,
  anAccount,
  aRegion,
  aRepresentative,
  aStudent,
  aTie,
  type Files,
  type Row,
  snils,
} from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const TABLES = [
  'municipalities',
  'schools',
  'class_groups',
  'people',
  'person_records',
  'enrollments',
  'staff_appointments',
  'family_ties',
  'journal_accounts',
  'journal_account_schools',
];

describe('the roll-back of an import (ROS-15)', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeEach(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
  });
  afterEach(() => database.drop());

  const rollBack = new RollBackImport(new AuditTrail(), new Outbox());
  const takeBack = async ({ batchId }: ImportReport, at = bench.clock.now()) => {
    const [region] = await database.query<{ id: Uuid }>('SELECT id FROM regions');
    const scope = { regionId: region!.id, schoolIds: null };
    const by = { by: '00000000-0000-4000-8000-000000000001', reason: 'Не тот файл' };
    return database.unitOfWork.run((tx) => rollBack.execute(tx, { batchId: batchId!, scope, ...by, at }));
  };

  /** Every row with its id and every column. */
  const dump = () => {
    // `revision` counts the changes that somebody may have seen (If-Match): a roll-back is one more, it never goes back.
    const all = TABLES.map(
      (table) => `SELECT '${table}' AS t, (to_jsonb(x) - 'revision')::text AS row FROM ${table} x`,
    );
    return database.query(`SELECT * FROM (${all.join(' UNION ALL ')}) u ORDER BY 1, 2`);
  };

  const human = fc.record({
    first_name: fc.constantFrom('Пётр', 'Мария'),
    birth_date: fc.constantFrom('2014-05-06', '2014-06-05'),
    snils: fc.constantFrom(snils(1), snils(2), snils(9), ''),
    class_source_id: fc.constantFrom('K1', 'K3'),
    enrolled_from: fc.constantFrom('2024-09-01', '2026-09-01'),
  });
  const files = fc.record({
    pupils: fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), human), { minLength: 1, maxLength: 5 }),
    mode: fc.constantFrom('full', 'delta'),
    tie: fc.boolean(),
    schools: fc.constantFrom('S1', 'S2', 'S1|S2'),
    letter: fc.constantFrom('А', 'Б'),
  });

  const filesOf = (drawn: {
    pupils: [number, Row][];
    tie: boolean;
    schools: string;
    letter: string;
  }): Files => {
    const rows = new Map(drawn.pupils.map(([n, more]) => [n, aStudent(n, more)]));
    const [first] = rows.keys();
    return {
      classes: [aClass({ letter: drawn.letter }), aClass({ source_id: 'K3' })],
      students: [...rows.values()],
      representatives: [aRepresentative(1), aRepresentative(7)],
      ...(drawn.tie ? { family_ties: [aTie(`P${String(first)}`, 'R7')] } : {}),
      journal_accounts: [
        anAccount('a-p1', 'student', `P${String(first)}`, { school_source_ids: drawn.schools }),
        anAccount(`a-new-${drawn.schools}`, 'representative', 'R7'),
      ],
    };
  };

  it('import A, import B, roll back B: the roster is that after A, ids included', async () => {
    await bench.bring(aRegion());
    await fc.assert(
      fc.asyncProperty(files, files, async (a, b) => {
        await bench.bring(filesOf(a), { mode: a.mode, classes: 'A' }, { force: true });
        const afterA = await dump();
        const second = await bench.bring(filesOf(b), { mode: b.mode }, { force: true });
        if (second.skipped) return;
        await takeBack(second);
        expect(await dump()).toEqual(afterA);
      }),
      { numRuns: 12 },
    );
  });

  it('of the first import leaves nothing', async () => {
    const done = await takeBack(await bench.bring(aRegion()));
    expect(done).toMatchObject({ restored: 0, marked: 0, left: 0 });
    expect(await dump()).toEqual([]);
    expect(await database.query('SELECT state FROM import_batches')).toEqual([{ state: 'rolled_back' }]);
    const again = await bench.bring(aRegion());
    expect(again).toMatchObject({ state: 'applied', skipped: false, counts: { students: { inserted: 3 } } });
  });

  it('keeps what a link rests on, marked as gone, and tells its owners', async () => {
    await bench.bring(aRegion());
    const brought = await bench.bring(
      {
        students: [aStudent(8, { first_name: 'Нина' })],
        journal_accounts: [anAccount('a-p8', 'student', 'P8'), anAccount('a-p2', 'student', 'P2')],
      },
      { mode: 'delta' },
    );
    await aLinkOn('a-p8');
    await database.query('DELETE FROM outbox_events');
    const done = await takeBack(brought);
    expect(done).toMatchObject({ marked: 2, left: 0 });
    const kept = await database.query(
      `SELECT a.closed_at IS NOT NULL AS closed, r.removed_at IS NOT NULL AS removed,
              (SELECT count(*)::integer FROM enrollments e WHERE e.record_id = r.id) AS places
         FROM journal_accounts a JOIN person_records r ON r.id = a.record_id WHERE a.external_id = 'a-p8'`,
    );
    expect(kept).toEqual([{ closed: true, removed: true, places: 0 }]);
    expect(await database.query(`SELECT 1 FROM journal_accounts WHERE external_id = 'a-p2'`)).toEqual([]);
    const told = await database.query(
      `SELECT 1 FROM outbox_events e JOIN journal_accounts a ON a.external_id = 'a-p8'
        WHERE e.topic = 'roster.people_changed' AND e.body -> 'person_ids' ? a.person_id::text`,
    );
    expect(told).toHaveLength(1);
  });

  it('leaves what somebody changed after the import, and counts it', async () => {
    await bench.bring(aRegion());
    const second = await bench.bring(
      {
        students: [
          aStudent(1, { last_name: 'Новый' }),
          aStudent(2, { first_name: 'Мария', last_name: 'Новая' }),
        ],
      },
      { mode: 'delta' },
    );
    await database.query(
      `UPDATE people SET last_name = 'Руками' WHERE id = (SELECT person_id FROM person_records WHERE source_id = 'P1')`,
    );
    expect(await takeBack(second)).toMatchObject({ left: 1 });
    const names = await database.query(
      `SELECT r.source_id, p.last_name FROM people p JOIN person_records r ON r.person_id = p.id
        WHERE r.source_id IN ('P1', 'P2') ORDER BY 1`,
    );
    expect(names).toEqual([
      { source_id: 'P1', last_name: 'Руками' },
      { source_id: 'P2', last_name: 'Иванов' },
    ]);
  });

  it('is refused for a batch that is not the newest, after 24 hours, and a second time', async () => {
    const first = await bench.bring(aRegion());
    const second = await bench.bring({ students: [aStudent(5)] }, { mode: 'delta' });
    await expect(takeBack(first)).rejects.toMatchObject({ code: 'IMPORT_NOT_NEWEST', kind: 'conflict' });
    const tomorrow = new Date(bench.clock.now().getTime() + 24 * 3_600_000);
    await expect(takeBack(second, tomorrow)).rejects.toMatchObject({ code: 'IMPORT_ROLL_BACK_LATE' });
    await takeBack(second);
    await expect(takeBack(second)).rejects.toMatchObject({ code: 'IMPORT_STATE_CHANGED' });
    await takeBack(first);
    expect(await dump()).toEqual([]);
  });

  it('twice at once is done once', async () => {
    const brought = await bench.bring(aRegion());
    const both = await Promise.allSettled([takeBack(brought), takeBack(brought)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await dump()).toEqual([]);
  });

  it('files that are skipped or tried do not stand in its way, and what is rolled back is not skipped', async () => {
    await bench.bring(aRegion());
    const files = { students: [aStudent(6)] };
    const second = await bench.bring(files, { mode: 'delta' });
    expect((await bench.bring(files, { mode: 'delta' })).skipped).toBe(true);
    await bench.bring({ students: [aStudent(7)] }, { mode: 'delta' }, { dryRun: true });
    await takeBack(second);
    expect((await bench.bring(files, { mode: 'delta' })).skipped).toBe(false);
  });

  async function aLinkOn(externalId: string): Promise<void> {
    await database.query(
      `WITH person AS (
         INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
           snils_hmac, snils_enc, snils_key_id, snils_last2, first_seen_at, seen_at)
         SELECT id, '77', 'PR', 'Иванова', 'Нина', 'иванова', 'нина', '2014-05-06', '\\x01', '\\x00', 'dev', '00', now(), now()
           FROM regions RETURNING id, region_id)
       INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT p.region_id, p.id, a.id, 'active', 'R1', now(), now() FROM person p, journal_accounts a WHERE a.external_id = $1`,
      [externalId],
    );
  }
});
