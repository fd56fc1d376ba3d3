import type { Role } from '../../src/access/index.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { signedInAs, type TestAdministrator } from './administrators.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { freshDatabase, type TestDatabase } from './database.js';
import type { Files, Row } from './roster-folder.js';
import { RosterBench } from './roster-import.js';

export const NOON = new Date('2026-11-21T12:00:00Z');

/** What came of a request: the status, and the body as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An application beside an importer, on one database; every test has a region of its own. */
export class PeopleBench {
  private regions = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly application: TestApplication,
    readonly clock: GivenClock,
    readonly importer: RosterBench,
  ) {}

  static async start(): Promise<PeopleBench> {
    const database = await freshDatabase();
    const clock = new GivenClock(NOON);
    const application = await startApplication(database, { clock });
    return new PeopleBench(database, application, clock, new RosterBench(database));
  }

  async stop(): Promise<void> {
    await this.application.close();
    await this.database.drop();
  }

  async region(files: Files): Promise<BenchRegion> {
    const no = (this.regions += 1);
    const region = new BenchRegion(this, no);
    await region.bring(files);
    return region;
  }

  /** Corrects a person as somebody who has just opened the card. */
  async correct(id: string, who: Pick<TestAdministrator, 'cookie'>, change: object): Promise<Answer> {
    const { body } = await this.ask('GET', `people/${id}`, who);
    return this.ask('PATCH', `people/${id}`, who, change, { 'if-match': String(body['etag']) });
  }

  async ask(
    method: string,
    path: string,
    { cookie }: Pick<TestAdministrator, 'cookie'>,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.application.url}/api/v1/${path}`, {
      method,
      headers: { cookie, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text },
    };
  }
}

/** One region of a {@link PeopleBench}, filled by imports. */
export class BenchRegion {
  constructor(
    private readonly bench: PeopleBench,
    private readonly no: number,
  ) {}

  /** Imports files as the region's own source, or another one's. */
  async bring(files: Files, region: object = {}): Promise<void> {
    const journal = `journal-${this.no}`;
    const accounts = files.journal_accounts;
    const own = Array.isArray(accounts)
      ? { journal_accounts: (accounts as Row[]).map((row) => ({ ...row, journal_system: journal })) }
      : {};
    const report = await this.bench.importer.bring(
      { ...files, ...own },
      {
        code: String(100 + this.no),
        source: `source-${this.no}`,
        journal_systems: [{ code: journal, name: 'Журнал' }],
        ...region,
      },
    );
    if (report.state !== 'applied') throw new Error(JSON.stringify(report.issues));
  }

  async id(): Promise<Uuid> {
    return this.one(`SELECT id FROM regions WHERE code = $1`, [String(100 + this.no)]);
  }

  async school(sourceId: string): Promise<Uuid> {
    return this.one(`SELECT id FROM schools WHERE region_id = $1 AND source_id = $2`, [
      await this.id(),
      sourceId,
    ]);
  }

  /** Whose a row of the source is. */
  async person(sourceId: string): Promise<Uuid> {
    return this.one(`SELECT person_id AS id FROM person_records WHERE region_id = $1 AND source_id = $2`, [
      await this.id(),
      sourceId,
    ]);
  }

  async record(sourceId: string): Promise<Uuid> {
    return this.one(`SELECT id FROM person_records WHERE region_id = $1 AND source_id = $2`, [
      await this.id(),
      sourceId,
    ]);
  }

  async admin(school = 'S1', role: Role = 'school_admin'): Promise<TestAdministrator> {
    const grant = { regionId: await this.id(), role, schoolId: await this.school(school) };
    return signedInAs(this.bench.application, this.bench.database, grant, NOON);
  }

  /** Everything that a decision may move, without moments. */
  async state(): Promise<unknown> {
    const region = await this.id();
    const tables = [
      'people',
      'person_records',
      'enrollments',
      'staff_appointments',
      'family_ties',
      'journal_accounts',
      'representation_restrictions',
    ];
    const rows = tables.map(
      (table) =>
        `SELECT '${table}' AS t, to_jsonb(x) - 'updated_at' - 'revision' AS row FROM ${table} x WHERE region_id = $1`,
    );
    return this.bench.database.query(
      `SELECT * FROM (${rows.join(' UNION ALL ')}) u ORDER BY t, row ->> 'id'`,
      [region],
    );
  }

  private async one(sql: string, parameters: unknown[]): Promise<Uuid> {
    const [row] = await this.bench.database.query<{ id: Uuid }>(sql, parameters);
    if (row === undefined) throw new Error(`nothing found: ${JSON.stringify(parameters)}`);
    return row.id;
  }
}
