import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import createClient, { type Client } from 'openapi-fetch';
import { GiveGrant, type Role } from '../../src/access/index.js';
import { addDays, type CalendarDate, dayIn } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { LinkPerson } from '../../src/linking/index.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ImportRunner } from '../../src/roster/gateway/import-runner.js';
import type { components, paths } from './api-schema.js';
import { esiaOf } from './builders/esia.js';
import { TEST_KEYS } from './builders/snils.js';
import { PersonBrowser } from './person-browser.js';
import { aRowOfCounts } from './report-scene.js';
import { SignInScene } from './sign-in-scene.js';

const ADMIN = '__Host-perehod_admin';
const ROOT = join(import.meta.dirname, '..', '..');

/** An administrator's program: the client that is made from the description of the API. */
export type Desk = Client<paths>;
export type Problem = components['schemas']['Problem'];

/** A region whose administrators sign in through ESIA and work through the generated client. */
export class AdministrationScene {
  private constructor(readonly people: SignInScene) {}

  static async begin(): Promise<AdministrationScene> {
    const people = await SignInScene.begin(undefined, TEST_KEYS);
    const entry = pathToFileURL(join(ROOT, 'src/commands/import-process.ts'));
    const hooks = pathToFileURL(join(ROOT, 'test/support/typescript-hooks.js')).href;
    // The process of an import reads the sources, as the tests do.
    const { app } = people.stand;
    Object.assign(app.get(ImportRunner, { strict: false }), new ImportRunner(entry, ['--import', hooks]));
    return new AdministrationScene(people);
  }

  end(): Promise<void> {
    return this.people.end();
  }

  get regionId(): Uuid {
    return this.people.roster.regionId;
  }

  /** A day from now, in the region. */
  day(days: number): CalendarDate {
    return addDays(dayIn(this.people.clock.now(), 'Europe/Kaliningrad'), days);
  }

  /** Appoints somebody, who then signs in at ESIA with login and password and says «Это я». */
  async signIn(role: Role, place: { readonly schoolId?: Uuid } = {}): Promise<Desk> {
    const { stand, clock } = this.people;
    const { login, snils, person } = await this.people.aHuman();
    const order = {
      ...{ regionId: this.regionId, role, schoolId: place.schoolId ?? null, municipalityId: null },
      ...{ snils, birthDate: person.born as CalendarDate, basis: 'приказ № 1' },
      ...{ validFrom: '2026-01-01' as CalendarDate, validTo: null, now: clock.now() },
      actor: { kind: 'operator', id: 'test' } as const,
    };
    await stand.app.get(UnitOfWork).run((tx) => stand.app.get(GiveGrant).execute(tx, order));
    const browser = new PersonBrowser();
    const start = await browser.open(`${stand.publicUrl}/admin/sign-in`);
    await browser.press(await this.people.continueAtEsia(browser, start, login), '/me');
    const session = browser.cookie(stand.publicUrl, ADMIN);
    if (session === undefined) throw new Error(`${role} was not let in`);
    return createClient<paths>({ baseUrl: stand.publicUrl, headers: { cookie: `${ADMIN}=${session}` } });
  }

  /** Numbers of a day for the school, as the nightly job would have frozen them. */
  async aSnapshot(asOf: string): Promise<void> {
    const { database, roster } = this.people;
    await database.query('SELECT keep_statistics_months($1)', [asOf]);
    const [snapshot] = await database.query<{ id: Uuid }>(
      `INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at,
         schools_without_data)
       VALUES ($1, $2, 'as_of_date', 1, '2026-11', 'daily', now(), 0) RETURNING id`,
      [this.regionId, asOf],
    );
    const units = [
      { level: 'school', unit_id: roster.schoolId, school_id: roster.schoolId },
      { level: 'region', unit_id: this.regionId },
    ];
    const rows = units.map((unit) => ({
      ...{ snapshot_id: snapshot?.id, as_of: asOf, grade_level: -1, general: true },
      ...unit,
      ...aRowOfCounts(),
    }));
    await database.query(
      'INSERT INTO statistics_rows SELECT * FROM jsonb_populate_recordset(NULL::statistics_rows, $1)',
      [JSON.stringify(rows)],
    );
  }

  /** A pupil of the school whom ESIA knows with another birth date, after a sign-in: the school has a case. */
  async aCase(roster: Parameters<SignInScene['roster']['aPerson']>[0], born: string) {
    const { database, stand, roster: builder, clock } = this.people;
    const person = await builder.aPerson(roster);
    const account = await builder.anAccount({ person });
    const esia = await esiaOf(database, person, { born });
    const now = clock.now();
    await stand.app.get(UnitOfWork).run((tx) =>
      stand.app.get(LinkPerson, { strict: false }).execute(tx, {
        ...{ person: esia, snilsChanged: false, isNew: false, now, today: this.day(0) },
        ...{ actor: { kind: 'person', id: esia.id }, traceId: null },
      }),
    );
    return { person, account };
  }
}

/** What a client's call answered, or the problem as a person reads it. */
export function answerOf<T>(answer: { readonly data?: T; readonly error?: unknown }): T {
  if (answer.data === undefined) throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** The problem that a call was refused with. */
export function problemOf(answer: { readonly data?: unknown; readonly error?: unknown }): Problem {
  if (answer.error === undefined) throw new Error('it was not refused');
  return answer.error as Problem;
}
