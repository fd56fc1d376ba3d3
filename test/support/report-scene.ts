import type { Role } from '../../src/access/index.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { newUuid } from '../../src/kernel/ids.js';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../../src/statistics/domain/counts.js';
import { signedInAs, type TestAdministrator } from './administrators.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { freshDatabase, type TestDatabase } from './database.js';

/** Monday noon in Kaliningrad, the day after the reported Sunday. */
export const MONDAY = new Date('2026-11-23T10:00:00Z');
export const AS_OF = '2026-11-22';

/** What the API answered. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly etag: string | null;
}

/** Pupils of a school: under 14, 14–17, 18 and older, without a birth date; of the sets the first three and all. */
export interface SchoolNumbers {
  readonly students?: readonly [number, number, number, number];
  readonly declared?: readonly [number, number, number];
  readonly linked?: readonly [number, number, number];
  readonly representatives?: readonly [linked: number, all: number];
}

/** One row of counts that keeps the laws of the table. */
export function aRowOfCounts(numbers: SchoolNumbers = {}): Counts {
  const { students = [60, 40, 5, 0], declared = [50, 30, 2], linked = [40, 20, 1] } = numbers;
  const { representatives = [25, 90] } = numbers;
  const blank = Object.fromEntries([
    ...PUPIL_COUNTS.map((column) => [column, 0]),
    ...PARTIAL_COUNTS.map((column) => [column, null]),
  ]) as Counts;
  const ofAges = (set: string, [under14, teen, adult]: readonly number[], unknown = 0) => ({
    [set]: (under14 ?? 0) + (teen ?? 0) + (adult ?? 0) + unknown,
    [`${set}_under14`]: under14,
    [`${set}_14to17`]: teen,
    [`${set}_18plus`]: adult,
  });
  return {
    ...blank,
    ...ofAges('students', students, students[3]),
    students_unknown: students[3],
    ...ofAges('declared', declared),
    ...ofAges('linked', linked),
    representatives_linked: representatives[0],
    representatives: representatives[1],
  };
}

/** A region whose schools report, with administrators who ask over HTTP. */
export class ReportScene {
  private constructor(
    readonly database: TestDatabase,
    readonly application: TestApplication,
    readonly clock: GivenClock,
    readonly regionId: Uuid,
  ) {}

  static async open(timeZone = 'Europe/Kaliningrad'): Promise<ReportScene> {
    const database = await freshDatabase();
    const regionId = newUuid();
    await database.query(
      `INSERT INTO regions (id, code, name, time_zone) VALUES ($1, '39', 'Учебная область', $2)`,
      [regionId, timeZone],
    );
    const clock = new GivenClock(MONDAY);
    return new ReportScene(database, await startApplication(database, { clock }), clock, regionId);
  }

  async close(): Promise<void> {
    await this.application.close();
    await this.database.drop();
  }

  async aTown(name: string): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
       VALUES ($1, $2, 'test', $3, '27701000', $3, 'city_okrug')`,
      [id, this.regionId, name],
    );
    return id;
  }

  async aSchool(
    town: Uuid,
    name: string,
    { founder = 'municipal', kind = 'secondary', inn = null as string | null } = {},
  ): Promise<Uuid> {
    const id = newUuid();
    await this.database.query(
      `INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type, inn)
       VALUES ($1, $2, $3, 'test', $4, $4, $4, $5, $6, $7)`,
      [id, this.regionId, town, name, kind, founder, inn],
    );
    return id;
  }

  /** A frozen snapshot of a day with a row for each named school; a later one of the same day is its next revision. */
  async aSnapshot(asOf: string, schools: Readonly<Record<string, SchoolNumbers>>): Promise<Uuid> {
    const id = newUuid();
    await this.database.query('SELECT keep_statistics_months($1)', [asOf]);
    await this.database.query(
      `INSERT INTO statistics_snapshots (id, region_id, as_of, age_basis, revision, methodology, cause, computed_at,
         schools_without_data)
       SELECT $1, $2, $3::date, 'as_of_date', count(*) + 1, '2026-11', 'daily', now(), 0
         FROM statistics_snapshots WHERE region_id = $2 AND as_of = $3::date`,
      [id, this.regionId, asOf],
    );
    const rows = Object.entries(schools).map(([schoolId, numbers]) => ({
      ...{ snapshot_id: id, as_of: asOf, level: 'school', unit_id: schoolId, grade_level: -1 },
      ...{ school_id: schoolId, general: true, ...aRowOfCounts(numbers) },
    }));
    await this.database.query(
      'INSERT INTO statistics_rows SELECT * FROM jsonb_populate_recordset(NULL::statistics_rows, $1)',
      [JSON.stringify(rows)],
    );
    return id;
  }

  as(role: Role, place: { readonly schoolId?: Uuid; readonly municipalityId?: Uuid } = {}) {
    const grant = { regionId: this.regionId, role, ...place };
    return signedInAs(this.application, this.database, grant, this.clock.now());
  }

  async ask(
    { cookie }: TestAdministrator,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    etag?: string | null,
  ): Promise<Answer> {
    const answer = await fetch(`${this.application.url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined || etag === null ? {} : { 'if-match': etag }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      etag: answer.headers.get('etag'),
    };
  }

  /** Opens the period of the first form over HTTP and returns the answer. */
  openPeriod(ministry: TestAdministrator, overrides: object = {}): Promise<Answer> {
    const body = {
      ...{ form_code: 'esia-transition', name: 'Ноябрь', first_day: '2026-11-01', as_of: AS_OF },
      ...{ due_on: '2026-11-25', ...overrides },
    };
    return this.ask(ministry, 'POST', '/report-periods', body);
  }

  /** The id of the school's report in its newest period. */
  async reportOf(schoolId: Uuid): Promise<Uuid> {
    const [row] = await this.database.query<{ id: Uuid }>(
      `SELECT r.id FROM school_reports r JOIN report_periods p ON p.id = r.period_id
        WHERE r.school_id = $1 ORDER BY p.as_of DESC LIMIT 1`,
      [schoolId],
    );
    if (row === undefined) throw new Error('the school has no report');
    return row.id;
  }

  /** Does one thing with a report as somebody who has just opened it. */
  async act(
    who: TestAdministrator,
    reportId: Uuid,
    deed: 'submit' | 'recall' | 'return' | 'accept' | 'refresh' | 'fill',
    body?: object,
  ): Promise<Answer> {
    const { etag } = await this.ask(who, 'GET', `/reports/${reportId}`);
    const [method, path] = deed === 'fill' ? (['PATCH', ''] as const) : (['POST', `/${deed}`] as const);
    return this.ask(who, method, `/reports/${reportId}${path}`, body, etag);
  }
}

/** A cell of an answer by its key. */
export function cellOf({ body }: Answer, key: string): Record<string, unknown> {
  const cells = body['cells'] as { key: string }[];
  const found = cells.find((cell) => cell.key === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}
