import type { Log } from '../../src/platform/logging/log.js';
import { BeginSignIn, TakeSignIn, type TakenSignIn } from '../../src/signin/index.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Snils } from '../../src/kernel/snils.js';
import { newToken } from '../../src/platform/crypto/tokens.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { PERSONA_PASSWORD, type Person } from '../../src/stand/esia/index.js';
import { RosterBuilder, type BuiltPerson } from './builders/roster.js';
import { aSnils } from './builders/snils.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { type EsiaStand, startEsiaStand } from './esia-stand.js';
import { GivenClock } from './application.js';
import { type Page, type PersonBrowser } from './person-browser.js';

const BROWSER_COOKIE = '__Host-perehod_browser';
let lastOid = 2_000_000_000;
let lastDay = '1985-03-04' as CalendarDate;

/** People of a scene share their name, so they differ in the day of birth. */
function anotherDay(): CalendarDate {
  return (lastDay = addDays(lastDay, 1));
}

/** A region with a journal, the server, ESIA beside it, and people who press buttons. */
export class SignInScene {
  private constructor(
    readonly database: TestDatabase,
    readonly roster: RosterBuilder,
    readonly stand: EsiaStand,
    readonly clock: GivenClock,
    private readonly began = clock.now(),
  ) {}

  static async begin(log?: Log, settings: Readonly<Record<string, string>> = {}): Promise<SignInScene> {
    const database = await freshDatabase();
    const roster = await RosterBuilder.begin(database);
    const [region] = await database.query<{ code: string }>('SELECT code FROM regions');
    const clock = new GivenClock(new Date());
    const stand = await startEsiaStand(database, {
      ...{ regionCode: region?.code ?? '', clock, settings },
      ...(log && { log }),
    });
    return new SignInScene(database, roster, stand, clock);
  }

  async end(): Promise<void> {
    await this.stand.close();
    await this.database.drop();
  }

  /** A human of the roster with an account at ESIA; the login is the answer's. */
  async aHuman(
    overrides: Partial<Person> & { readonly inRoster?: boolean } = {},
  ): Promise<{ login: string; snils: Snils; person: BuiltPerson }> {
    const { inRoster = true, ...ofEsia } = overrides;
    const oid = String((lastOid += 1));
    const snils = aSnils();
    const made = this.stand.emulator.control.putPerson({
      ...{ oid, login: `human-${oid}`, password: PERSONA_PASSWORD, level: 'PR', gender: 'F', snils },
      ...{ lastName: 'Соколова', firstName: 'Анна', middleName: 'Игоревна', birthDate: anotherDay() },
      ...ofEsia,
    });
    const name = { last: made.lastName, first: made.firstName, middle: made.middleName };
    const known = { ...name, born: made.birthDate, snils };
    const person = await this.roster.aPerson(
      inRoster ? known : { last: 'Другая', first: 'Вера', snils: aSnils() },
    );
    return { login: made.login, snils, person };
  }

  /** The journal's face sends a browser to ESIA. */
  async beginFromJournal(browser: PersonBrowser, journalSystemId = this.roster.journalSystemId) {
    const token = browser.cookie(this.stand.publicUrl, BROWSER_COOKIE) ?? newToken();
    browser.setCookie(this.stand.publicUrl, BROWSER_COOKIE, token);
    const begun = await this.stand.app.get(BeginSignIn).execute({
      ...{ purpose: 'journal', regionId: this.roster.regionId, journalSystemId, browserToken: token },
      ...{ returnTo: '/healthz', traceId: null, address: undefined },
    });
    return { ...begun, token };
  }

  /** As {@link beginFromJournal}, and the person gives ESIA login and password. */
  async arriveFromJournal(browser: PersonBrowser, login: string) {
    const { redirectTo, signInId, token } = await this.beginFromJournal(browser);
    const page = await this.continueAtEsia(browser, await browser.open(redirectTo), login);
    return { page, signInId, token };
  }

  /** A person on /account, signed in; the page is «Это вы?». */
  async arriveAtAccount(browser: PersonBrowser, login: string): Promise<Page> {
    return this.continueAtEsia(browser, await browser.open(`${this.stand.publicUrl}/account/sign-in`), login);
  }

  /** Login, password and consent where ESIA asks for them; a session at ESIA asks for nothing. */
  continueAtEsia(browser: PersonBrowser, page: Page, login: string): Promise<Page> {
    return browser.signInAtEsia(page, login, PERSONA_PASSWORD);
  }

  /** Moves the clocks of the server and of ESIA, which must agree: minutes after the scene began. */
  atMinute(minute: number): void {
    this.clock.set(new Date(this.began.getTime() + minute * 60_000));
    this.stand.emulator.control.shiftClock(minute * 60);
  }

  take(
    signInId: Uuid,
    browserToken: string,
    journalSystemId = this.roster.journalSystemId,
  ): Promise<TakenSignIn> {
    const request = { signInId, browserToken, journalSystemId, now: this.clock.now() };
    const { app } = this.stand;
    return app.get(UnitOfWork).run((tx) => app.get(TakeSignIn).execute(tx, request));
  }

  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${sql}`,
      parameters,
    );
    return row?.n ?? 0;
  }
}
