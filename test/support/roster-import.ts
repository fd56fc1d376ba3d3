import { Clock } from '../../src/platform/clock/clock.js';
import { Keyring } from '../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../src/platform/crypto/snils-vault.js';
import {
  DEFAULT_LIMITS,
  type ImportOptions,
  type ImportReport,
} from '../../src/roster/application/import-contract.js';
import { ImportRoster } from '../../src/roster/application/import-roster.js';
import type { TestDatabase } from './database.js';
import { type Files, rosterFolder } from './roster-folder.js';

/** A clock that goes one second with every question, from a given moment. */
export class SteppingClock extends Clock {
  constructor(private moment = Date.parse('2026-11-21T10:00:00Z')) {
    super();
  }

  override now(): Date {
    this.moment += 1_000;
    return new Date(this.moment);
  }

  /** Goes to a later day. */
  goTo(day: string): void {
    this.moment = Date.parse(`${day}T10:00:00Z`);
  }

  /** Goes to a moment: `2026-08-31T21:10:00Z`. */
  goToMoment(moment: string): void {
    this.moment = Date.parse(moment);
  }
}

export const testKeyring = new Keyring([{ id: 'test', key: Buffer.alloc(32, 1) }]);
export const testVault = new SnilsVault(testKeyring, Buffer.alloc(32, 2));

/** Imports into one test database. */
export class RosterBench {
  readonly clock = new SteppingClock();

  constructor(readonly database: TestDatabase) {}

  importer(limits: Partial<typeof DEFAULT_LIMITS> = {}): ImportRoster {
    return new ImportRoster(this.database.dataSource, testVault, this.clock, {
      ...DEFAULT_LIMITS,
      ...limits,
    });
  }

  async bring(
    files: Files,
    region: object = {},
    options: Partial<ImportOptions> = {},
  ): Promise<ImportReport> {
    const folder = await rosterFolder(files, region);
    return this.importer().execute({ folder, dryRun: false, force: false, uploadedBy: 'test', ...options });
  }

  /** Everything of the roster with the transaction that wrote each row: equal twice means that nothing was written. */
  async written(): Promise<unknown[]> {
    const tables = [
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
    const all = tables.map(
      (table) =>
        `SELECT '${table}' AS t, xmin::text, xmax::text, ctid::text, to_jsonb(x)::text AS row FROM ${table} x`,
    );
    return this.database.query(`SELECT * FROM (${all.join(' UNION ALL ')}) u ORDER BY 1, 5`);
  }

  /** What the roster says, without the ids that we give and without the moments. */
  async told(): Promise<unknown> {
    const [row] = await this.database.query<{
      people: unknown;
      ties: unknown;
      accounts: unknown;
      places: unknown;
    }>(`
      WITH who AS (
        SELECT p.*, array_agg(r.kind || r.source_id || (r.removed_at IS NOT NULL) ORDER BY r.kind || r.source_id) AS records
          FROM people p JOIN (SELECT * FROM person_records ORDER BY kind, source_id) r ON r.person_id = p.id GROUP BY p.id)
      SELECT
        (SELECT jsonb_agg(to_jsonb(w) - '{id,region_id,created_at,updated_at,snils_enc,import_batch_id}'::text[] ORDER BY records) FROM who w) AS people,
        (SELECT jsonb_agg(jsonb_build_array(c.source_id, r.source_id, t.kind, t.valid_from, t.valid_to, cp.records, rp.records)
                ORDER BY c.source_id, r.source_id)
           FROM family_ties t JOIN person_records c ON c.id = t.child_record_id JOIN person_records r ON r.id = t.representative_record_id
           JOIN who cp ON cp.id = t.child_id JOIN who rp ON rp.id = t.representative_id) AS ties,
        (SELECT jsonb_agg(jsonb_build_array(a.external_id, a.role, w.records, a.closed_at IS NOT NULL,
                  (SELECT array_agg(s.source_id ORDER BY s.source_id) FROM journal_account_schools x JOIN schools s ON s.id = x.school_id
                    WHERE x.journal_account_id = a.id)) ORDER BY a.external_id)
           FROM journal_accounts a JOIN who w ON w.id = a.person_id) AS accounts,
        (SELECT jsonb_agg(jsonb_build_array(r.source_id, s.source_id, g.source_id, e.kind, e.valid_from, e.valid_to, w.records)
                ORDER BY r.source_id, e.valid_from)
           FROM enrollments e JOIN person_records r ON r.id = e.record_id JOIN schools s ON s.id = e.school_id
           LEFT JOIN class_groups g ON g.id = e.class_group_id JOIN who w ON w.id = e.person_id) AS places`);
    return row;
  }
}
