import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { AssurancePolicy, type AssuranceSubject, type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { PeopleDirectory, type RosterAccount } from '../../roster/index.js';
import { cooldownBegins } from '../domain/account-verdict.js';
import { isSameHuman } from '../domain/evidence.js';
import type { AccountRole, HeldAccount, LinkFacts } from '../domain/facts.js';
import { isLive } from '../domain/link-state.js';
import type { Situation } from '../domain/plan-sign-in.js';
import { LinksRepository } from '../store/links.repository.js';
import { ReviewsRepository } from '../store/reviews.repository.js';

/** Who signs in, and when. */
export interface SignInFacts {
  readonly person: EsiaPerson;
  readonly snilsChanged: boolean;
  readonly isNew: boolean;
  readonly now: Date;
  readonly today: CalendarDate;
  /** Accounts that a second evidence named: they and their Persons are looked at too. */
  readonly named?: readonly Uuid[];
}

/** What the decision sees, and the accounts as they are shown. */
export interface Gathered {
  readonly situation: Situation;
  readonly accounts: readonly RosterAccount[];
}

const SUBJECT: Readonly<Record<AccountRole, AssuranceSubject>> = {
  student: 'student',
  representative: 'representative',
  teacher: 'staff',
  homeroom: 'staff',
  school_admin: 'staff',
};

/** Reads, under locks, all that a decision about one sign-in rests on; as many statements for sixty accounts as for one. */
@Injectable()
export class GatherSituation {
  constructor(
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(ReviewsRepository) private readonly reviews: ReviewsRepository,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(AssurancePolicy) private readonly assurance: AssurancePolicy,
  ) {}

  /** The person must be locked already; this locks the accounts and then their links, always in that order. */
  async execute(tx: EntityManager, facts: SignInFacts): Promise<Gathered> {
    const { person, now, today, snilsChanged } = facts;
    // A person seen for the first time holds nothing; the one row of the oid was made in this transaction.
    const held = facts.isNew ? [] : await this.links.accountsOf(tx, person.id);
    const ownIds = [...held, ...(facts.named ?? [])];
    const found = await this.people.find(tx, person, ownIds);
    const ids = await this.people.lockAccounts(
      tx,
      found.map(({ id }) => id),
      ownIds,
    );
    const accounts = await this.people.accounts(tx, ids, today);
    const links = await this.links.lockAround(tx, person.id, ids, cooldownBegins(now));
    const reviews = await this.reviews.around(
      tx,
      person.id,
      links.map(({ id }) => id),
    );
    const open = accounts.flatMap(({ id, role, personId, hasRight, schools, isClosed }) =>
      isClosed || personId === null
        ? []
        : [{ id, role, personId, hasRight, schoolIds: schools.map((school) => school.id).sort() }],
    );
    const situation = {
      esiaPersonId: person.id,
      subject: { facts: person, held: heldBy(person.id, links, accounts), today },
      people: found.map((one) => ({
        ...one,
        accountRoles: open.filter(({ personId }) => personId === one.id).map(({ role }) => role),
      })),
      accounts: open,
      links,
      reviews,
      otherSelves: await this.otherSelves(tx, person, links),
      acceptedRoles: await this.acceptedRoles(tx, facts, accounts),
      snilsChanged,
      now,
    };
    return { situation, accounts };
  }

  /** The ESIA persons that are this human under another oid (LNK-10); asked only where others hold something. */
  private async otherSelves(
    tx: EntityManager,
    person: EsiaPerson,
    links: readonly LinkFacts[],
  ): Promise<ReadonlySet<Uuid>> {
    const ofOthers = links.some(({ esiaPersonId }) => esiaPersonId !== person.id);
    if (!ofOthers || person.snilsHmac === null) return new Set();
    const same = await this.esiaPersons.bySnils(tx, person.regionId, person.snilsHmac);
    return new Set(
      same.filter((one) => one.id !== person.id && isSameHuman(one, person)).map(({ id }) => id),
    );
  }

  private async acceptedRoles(
    tx: EntityManager,
    { person, today }: SignInFacts,
    accounts: readonly RosterAccount[],
  ): Promise<ReadonlySet<AccountRole>> {
    const roles = new Set(accounts.map(({ role }) => role));
    const accepted = new Set<AccountRole>();
    const { regionId, birthDate: born, level } = person;
    for (const subject of new Set([...roles].map((role) => SUBJECT[role]))) {
      if (!(await this.assurance.accepts(tx, { regionId, subject, born, day: today, level }))) continue;
      for (const role of roles) if (SUBJECT[role] === subject) accepted.add(role);
    }
    return accepted;
  }
}

function heldBy(
  esiaPersonId: Uuid,
  links: readonly LinkFacts[],
  accounts: readonly RosterAccount[],
): readonly HeldAccount[] {
  return links
    .filter((link) => link.esiaPersonId === esiaPersonId && isLive(link.state))
    .flatMap((link) => accounts.filter(({ id }) => id === link.accountId))
    .map(({ role, personId }) => ({ role, personId }));
}
