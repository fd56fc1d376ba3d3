import type { NestExpressApplication } from '@nestjs/platform-express';
import type { EntityManager } from 'typeorm';
import type { EsiaPerson } from '../../../src/esia/index.js';
import { type CalendarDate, dayIn } from '../../../src/kernel/calendar-date.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { FollowRoster } from '../../../src/linking/application/follow-roster.js';
import { LinksInTime } from '../../../src/linking/application/links-in-time.js';
import type { OwnLinksRequest } from '../../../src/linking/application/own-links.js';
import {
  LinkPerson,
  type LinkPersonRequest,
  type LinkingResult,
  LiveLinks,
  SuspendForSecurity,
  UnlinkByPerson,
} from '../../../src/linking/index.js';
import { LinksRepository } from '../../../src/linking/store/links.repository.js';
import { watchedLog } from '../../support/leak-watch.js';
import { peopleChanged } from '../../../src/roster/index.js';
import { createServer } from '../../../src/server.js';
import { readAllSettings } from '../../../src/settings.js';
import { GivenClock } from '../../support/application.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { TEST_KEYS } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';

export const NOW = new Date('2026-11-23T08:00:00Z');
export const TODAY = '2026-11-23' as CalendarDate;

/** The linking context on a database of its own. */
export interface LinkingStand {
  readonly database: TestDatabase;
  /** The server's own parts, on this database. */
  readonly app: Pick<NestExpressApplication, 'get'>;
  readonly roster: RosterBuilder;
  readonly linkPerson: LinkPerson;
  readonly liveLinks: LiveLinks;
  readonly links: LinksRepository;
  signIn(person: EsiaPerson, overrides?: Partial<LinkPersonRequest>): Promise<LinkingResult>;
  signInWithin(tx: EntityManager, person: EsiaPerson): Promise<LinkingResult>;
  /** State, reason and rule of every link of an account, oldest first. */
  linksOf(accountId: string): Promise<{ esia: string; state: string; reason: string | null; rule: string }[]>;
  /** Another moment for what happens next; at the beginning it is NOW. */
  at(moment: Date): void;
  /** Tells that something changed for these people, and lets linking take the news. */
  rosterChanged(...personIds: Uuid[]): Promise<void>;
  readonly followRoster: FollowRoster;
  readonly inTime: LinksInTime;
  readonly unlink: UnlinkByPerson;
  readonly suspendForSecurity: SuspendForSecurity;
  /** Who asks for a step by hand. */
  asking(person: EsiaPerson): OwnLinksRequest;
  /** The news of an account's links, in their order. */
  newsOf(accountId: string): Promise<{ from: string | null; to: string; event: string; reason: string }[]>;
  /** How many rows linking has written so far, table by table. */
  rowCounts(): Promise<Record<string, number>>;
}

export async function linkingStand(): Promise<LinkingStand> {
  const database = await freshDatabase();
  const clock = new GivenClock(NOW);
  // Never initialised: nothing listens and no job runs by itself, but every part is the server's own.
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS }),
    databaseUrl: database.appUrl,
    log: watchedLog(),
    clock,
  });
  const roster = await RosterBuilder.begin(database);
  const [linkPerson, followRoster] = [app.get(LinkPerson), app.get(FollowRoster)];
  const request = (person: EsiaPerson): LinkPersonRequest => ({
    person,
    snilsChanged: false,
    isNew: false,
    now: clock.now(),
    today: dayIn(clock.now(), 'Europe/Kaliningrad'),
    actor: { kind: 'person', id: person.id },
    traceId: 'trace-1',
  });
  return {
    database: {
      ...database,
      drop: async () => {
        await app.close();
        await database.drop();
      },
    },
    app,
    roster,
    at: (moment) => clock.set(moment),
    rosterChanged: async (...personIds) => {
      for (const { regionId, topic, body, at } of peopleChanged(roster.regionId, personIds, clock.now())) {
        await followRoster.take({ id: 1, regionId, topic, body, at });
      }
    },
    followRoster,
    inTime: app.get(LinksInTime),
    unlink: app.get(UnlinkByPerson),
    suspendForSecurity: app.get(SuspendForSecurity),
    asking: ({ id }) => ({
      esiaPersonId: id,
      actor: { kind: 'person', id },
      now: clock.now(),
      traceId: 'trace-2',
    }),
    newsOf: (accountId) =>
      database.query(
        `SELECT body ->> 'from' AS "from", body ->> 'to' AS "to", body ->> 'event' AS event, body ->> 'reason' AS reason
         FROM outbox_events WHERE topic = 'link.changed' AND body ->> 'account_id' = $1 ORDER BY id`,
        [accountId],
      ),
    linkPerson,
    liveLinks: app.get(LiveLinks),
    links: app.get(LinksRepository),
    signIn: (person, overrides = {}) =>
      database.unitOfWork.run((tx) => linkPerson.execute(tx, { ...request(person), ...overrides })),
    signInWithin: (tx, person) => linkPerson.execute(tx, request(person)),
    linksOf: (accountId) =>
      database.query(
        `SELECT esia_person_id AS esia, state, reason, rule FROM links WHERE journal_account_id = $1
         ORDER BY created_at, state`,
        [accountId],
      ),
    rowCounts: async () => {
      const [counts] = await database.query<Record<string, number>>(
        `SELECT (SELECT count(*) FROM links) AS links, (SELECT count(*) FROM link_state_history) AS history,
                (SELECT count(*) FROM link_reviews) AS reviews, (SELECT count(*) FROM roster_tasks) AS tasks`,
      );
      return counts ?? {};
    },
  };
}
