import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { AssurancePolicy, type AssuranceSubject, type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { PeopleDirectory, type RosterAccount } from '../../roster/index.js';
import { cooldownBegins } from '../domain/account-verdict.js';
import { isSameHuman } from '../domain/evidence.js';
import type { AccountRole, HeldAccount, LinkFacts } from '../domain/facts.js';
import { groundOf } from '../domain/ground.js';
import { isLive, isOpen } from '../domain/link-state.js';
import type { Situation } from '../domain/plan-sign-in.js';
import type { Cause } from '../domain/unattended.js';
import { LinksRepository } from '../store/links.repository.js';
import { ReviewsRepository } from '../store/reviews.repository.js';

/** Whose links are decided, why, and when. */
export interface SignInFacts {
  /** A sign-in when nothing is said. */
  readonly cause?: Cause;
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

  /**
   * The person must be locked already; this locks the accounts and then their links, always in that order. `named`:
   * accounts that somebody names beside those that the roster gives.
   */
  async execute(tx: EntityManager, facts: SignInFacts): Promise<Gathered> {
    const { person, now, today, snilsChanged } = facts;
    // A person seen for the first time holds nothing; the one row of the oid was made in this transaction.
    const held = facts.isNew ? [] : await this.links.accountsOf(tx, person.id);
    const ownIds = [...new Set([...held, ...(facts.named ?? [])])];
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
    const grounds = await this.grounds(tx, accounts, links, facts);
    const open = accounts.flatMap(
      ({ id, role, personId, journalSystemId, schools, isClosed, endedByDecision }) => {
        if (isClosed || personId === null) return [];
        const hasRight = grounds.get(id)?.ground.kind === 'valid';
        const schoolIds = schools.map((school) => school.id).sort();
        return [{ id, role, personId, journalSystemId, hasRight, schoolIds, endedByDecision }];
      },
    );
    const others = await this.otherSelves(tx, facts, links);
    const situation: Situation = {
      esiaPersonId: person.id,
      subject: { facts: person, held: heldBy(person.id, links, accounts), today },
      people: found.map((one) => ({
        ...one,
        accountRoles: open.filter(({ personId }) => personId === one.id).map(({ role }) => role),
      })),
      accounts: open,
      links,
      reviews,
      otherSelves: new Set(others.ids),
      acceptedRoles: await this.acceptedRoles(tx, facts, accounts),
      snilsChanged,
      cause: facts.cause ?? 'sign_in',
      grounds,
      formerly: { ...(await this.formerAccounts(tx, links, facts)), isNewestSelf: others.noneIsNewer },
      now,
    };
    return { situation, accounts };
  }

  /**
   * What stands behind each account. Where the account is open and the right is there, as nearly always, the roster is not
   * asked for more.
   */
  private async grounds(
    tx: EntityManager,
    accounts: readonly RosterAccount[],
    links: readonly LinkFacts[],
    { person, today }: SignInFacts,
  ): Promise<Situation['grounds']> {
    const lasting = new Set(
      links
        .filter(({ esiaPersonId, state }) => esiaPersonId === person.id && (isLive(state) || isOpen(state)))
        .map(({ accountId }) => accountId),
    );
    const doubtful = accounts
      .filter(({ id, hasRight, isClosed }) => (isClosed ? lasting.has(id) : !hasRight))
      .map(({ id }) => id);
    const asked = doubtful.length === 0 ? [] : await this.people.grounds(tx, doubtful);
    const sound = accounts.filter(({ hasRight, isClosed }) => hasRight && !isClosed);
    return new Map([
      ...sound.map(({ id }) => [id, { ground: { kind: 'valid' as const }, timeZone: 'UTC' }] as const),
      ...asked.map((one) => [one.id, { ground: groundOf(one, today), timeZone: one.timeZone }] as const),
    ]);
  }

  /** The roles of all accounts that the person has or had a link to; asked where a new link says what it follows. */
  private async formerAccounts(
    tx: EntityManager,
    links: readonly LinkFacts[],
    { person, cause = 'sign_in' }: SignInFacts,
  ): Promise<Pick<Situation['formerly'], 'roleOf' | 'systemOf'>> {
    if (cause === 'sign_in') return { roleOf: new Map() };
    const own = links.filter(({ esiaPersonId }) => esiaPersonId === person.id);
    const cards = await this.people.cards(tx, [...new Set(own.map(({ accountId }) => accountId))]);
    return {
      roleOf: new Map(cards.map(({ id, role }) => [id, role] as const)),
      systemOf: new Map(cards.map(({ id, journalSystemId }) => [id, journalSystemId] as const)),
    };
  }

  /**
   * The ESIA persons that are this human under another oid (LNK-10), and whether none of them was seen later. Asked only
   * where others hold something, or where nobody is there to say which oid they use now.
   */
  private async otherSelves(
    tx: EntityManager,
    { person, cause = 'sign_in' }: SignInFacts,
    links: readonly LinkFacts[],
  ): Promise<{ readonly ids: readonly Uuid[]; readonly noneIsNewer: boolean }> {
    const ofOthers = links.some(({ esiaPersonId }) => esiaPersonId !== person.id);
    if (person.snilsHmac === null || (!ofOthers && cause === 'sign_in'))
      return { ids: [], noneIsNewer: true };
    const same = await this.esiaPersons.bySnils(tx, person.regionId, person.snilsHmac);
    const selves = same.filter((one) => isSameHuman(one, person)).map(({ id }) => id);
    return { ids: selves.filter((id) => id !== person.id), noneIsNewer: selves[0] === person.id };
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
