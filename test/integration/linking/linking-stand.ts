import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../../src/audit/index.js';
import { AssurancePolicy, type EsiaPerson, EsiaPersons } from '../../../src/esia/index.js';
import { AssuranceRulesRepository } from '../../../src/esia/store/assurance-rules.repository.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { CarryOutPlan } from '../../../src/linking/application/carry-out-plan.js';
import { DecideLinks } from '../../../src/linking/application/decide-links.js';
import { GatherSituation } from '../../../src/linking/application/gather-situation.js';
import {
  LinkPerson,
  type LinkPersonRequest,
  type LinkingResult,
  LiveLinks,
} from '../../../src/linking/index.js';
import { LinksRepository } from '../../../src/linking/store/links.repository.js';
import { ReviewsRepository } from '../../../src/linking/store/reviews.repository.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { PeopleDirectory } from '../../../src/roster/index.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { testVault } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

export const NOW = new Date('2026-11-23T08:00:00Z');
export const TODAY = '2026-11-23' as CalendarDate;

/** The linking context on a database of its own. */
export interface LinkingStand {
  readonly database: TestDatabase;
  readonly roster: RosterBuilder;
  readonly linkPerson: LinkPerson;
  readonly liveLinks: LiveLinks;
  readonly links: LinksRepository;
  signIn(person: EsiaPerson, overrides?: Partial<LinkPersonRequest>): Promise<LinkingResult>;
  signInWithin(tx: EntityManager, person: EsiaPerson): Promise<LinkingResult>;
  /** State, reason and rule of every link of an account, oldest first. */
  linksOf(accountId: string): Promise<{ esia: string; state: string; reason: string | null; rule: string }[]>;
  /** How many rows linking has written so far, table by table. */
  rowCounts(): Promise<Record<string, number>>;
}

export async function linkingStand(): Promise<LinkingStand> {
  const database = await freshDatabase();
  const [people, links, reviews] = [new PeopleDirectory(), new LinksRepository(), new ReviewsRepository()];
  const audit = new AuditTrail();
  const assurance = new AssurancePolicy(new AssuranceRulesRepository());
  const gather = new GatherSituation(people, links, reviews, new EsiaPersons(testVault), assurance);
  const carryOut = new CarryOutPlan(links, reviews, audit, new Outbox());
  const liveLinks = new LiveLinks(links, people);
  const decide = new DecideLinks(links, gather, carryOut);
  const linkPerson = new LinkPerson(decide, liveLinks, audit);
  const request = (person: EsiaPerson): LinkPersonRequest => ({
    person,
    snilsChanged: false,
    isNew: false,
    now: NOW,
    today: TODAY,
    actor: { kind: 'person', id: person.id },
    traceId: 'trace-1',
  });
  return {
    database,
    roster: await RosterBuilder.begin(database),
    linkPerson,
    liveLinks,
    links,
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
