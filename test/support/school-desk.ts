import type { Role } from '../../src/access/index.js';
import { type EsiaPerson, EsiaPersons } from '../../src/esia/index.js';
import { dayIn } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { LinkPerson, type LinkPersonRequest, type LinkingResult } from '../../src/linking/index.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { signedInAs, type TestAdministrator } from './administrators.js';
import { GivenClock, startApplication, type TestApplication } from './application.js';
import { type BuiltPerson, RosterBuilder } from './builders/roster.js';
import { freshDatabase, type TestDatabase } from './database.js';

const MORNING = new Date('2026-11-23T08:00:00Z');
const ZONE = 'Europe/Kaliningrad';

/** What the API answered: the status, the body, and the entity tag. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly etag: string | null;
}

/** A school whose administrators read and decide over HTTP, and people who sign in beside them. */
export class SchoolDesk {
  private constructor(
    readonly database: TestDatabase,
    readonly roster: RosterBuilder,
    readonly application: TestApplication,
    readonly clock: GivenClock,
  ) {}

  static async open(more: Readonly<Record<string, string>> = {}): Promise<SchoolDesk> {
    const database = await freshDatabase();
    const roster = await RosterBuilder.begin(database);
    const clock = new GivenClock(MORNING);
    // The keys of `testVault`, so that a number of the builders can be shown.
    const settings = {
      DATA_KEYS: `test-1:${Buffer.alloc(32, 1).toString('base64')}`,
      SNILS_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
      ...more,
    };
    return new SchoolDesk(database, roster, await startApplication(database, { clock, settings }), clock);
  }

  async close(): Promise<void> {
    await this.application.close();
    await this.database.drop();
  }

  /** An administrator of the school of the roster, unless another place is named. */
  administrator(
    role: Role = 'school_admin',
    place: { readonly schoolId?: Uuid; readonly classId?: Uuid; readonly municipalityId?: Uuid } = {
      schoolId: this.roster.schoolId,
    },
  ): Promise<TestAdministrator> {
    const grant = { regionId: this.roster.regionId, role, ...place };
    return signedInAs(this.application, this.database, grant, this.clock.now());
  }

  /** The homeroom teacher of a new class of the school. */
  async homeroom(gradeLevel = 5, letter = 'А'): Promise<TestAdministrator & { readonly classId: Uuid }> {
    const { schoolId } = this.roster;
    const classId = await this.roster.aClass(schoolId, gradeLevel, letter);
    return { ...(await this.administrator('homeroom', { schoolId, classId })), classId };
  }

  /** An administrator who is this human of the roster: same name and birth date. */
  async administratorWho(person: BuiltPerson): Promise<TestAdministrator> {
    const administrator = await this.administrator();
    await this.database.query(
      `UPDATE esia_persons e SET norm_last = p.norm_last, norm_first = p.norm_first, norm_middle = p.norm_middle,
         birth_date = p.birth_date FROM people p WHERE e.id = $1 AND p.id = $2`,
      [administrator.esiaPersonId, person.id],
    );
    return administrator;
  }

  async ask(
    { cookie }: TestAdministrator,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.application.url}/api/v1${path}`, {
      method,
      headers: { cookie, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      etag: answer.headers.get('etag'),
    };
  }

  /** A sign-in of this person up to its links; what ESIA said last is what is stored. */
  signIn(person: EsiaPerson, overrides: Partial<LinkPersonRequest> = {}): Promise<LinkingResult> {
    const { app } = this.application;
    const now = this.clock.now();
    return this.database.unitOfWork.run(async (tx) => {
      const known = (await app.get(EsiaPersons, { strict: false }).byId(tx, person.id)) ?? person;
      return app.get(LinkPerson, { strict: false }).execute(tx, {
        ...{ person: known, snilsChanged: false, isNew: false, now, today: dayIn(now, ZONE) },
        ...{ actor: { kind: 'person', id: person.id }, traceId: null },
        ...overrides,
      });
    });
  }

  /** Approves as somebody who has just opened the case. */
  async approve(
    administrator: TestAdministrator,
    reviewId: string,
    accountId: string,
    more: object = {},
  ): Promise<Answer> {
    const opened = await this.ask(administrator, 'GET', `/link-reviews/${reviewId}`);
    const body = { account_id: accountId, reason: 'сверено с паспортом', ...more };
    return this.ask(administrator, 'POST', `/link-reviews/${reviewId}/approve`, body, tagOf(opened));
  }

  async reject(administrator: TestAdministrator, reviewId: string): Promise<Answer> {
    const opened = await this.ask(administrator, 'GET', `/link-reviews/${reviewId}`);
    const body = { reason: 'это другой человек' };
    return this.ask(administrator, 'POST', `/link-reviews/${reviewId}/reject`, body, tagOf(opened));
  }

  /** The id of the person's one open case. */
  async openCase({ id }: EsiaPerson): Promise<Uuid> {
    const rows = await this.database.query<{ id: Uuid }>(
      `SELECT id FROM link_reviews WHERE esia_person_id = $1 AND state = 'open'`,
      [id],
    );
    const [only] = rows;
    if (only === undefined || rows.length > 1) throw new Error(`${rows.length} open cases`);
    return only.id;
  }

  linksOf(accountId: string): Promise<{ id: Uuid; esia: string; state: string; reason: string | null }[]> {
    return this.database.query(
      `SELECT id, esia_person_id AS esia, state, reason FROM links WHERE journal_account_id = $1
       ORDER BY created_at, state`,
      [accountId],
    );
  }

  /** The state and reason of every link of an account, as `active` or `revoked wrong_person`. */
  async statesOf(accountId: string): Promise<string[]> {
    const links = await this.linksOf(accountId);
    return links.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`)).sort();
  }

  /** Days pass, and the job comes. */
  async afterDays(days: number): Promise<void> {
    this.clock.set(new Date(MORNING.getTime() + days * 86_400_000));
    await this.application.app.get(Jobs, { strict: false }).runNow('link_reviews.escalate');
  }

  atMorning(): void {
    this.clock.set(MORNING);
  }
}

export function tagOf({ etag }: Answer): Record<string, string> {
  return etag === null ? {} : { 'if-match': etag };
}
