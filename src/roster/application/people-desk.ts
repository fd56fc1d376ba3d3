import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { normalizeNamePart } from '../../kernel/person-name.js';
import type { Snils } from '../../kernel/snils.js';
import { SnilsVault } from '../../platform/crypto/snils-vault.js';
import { type Limit, Throttle } from '../../platform/throttle/throttle.js';
import type { SchoolScope } from '../../territory/index.js';
import { type MergeProposal, MergeProposals } from '../store/merge-proposals.repository.js';
import {
  type PeopleFilter,
  PeopleRegister,
  type PersonCard,
  type RegisteredPerson,
} from '../store/people-register.repository.js';
import { type PersonDecision, PersonDecisions } from '../store/person-decisions.repository.js';
import { refuseKin } from '../store/kin.js';
import { type RosterTask, RosterTasks } from '../store/roster-tasks.repository.js';
import { actorOf, type Decider, PersonGate } from './person-gate.js';

/** Where a reader's right reaches, and the moment. */
export interface Reading {
  readonly scope: SchoolScope;
  readonly now: Date;
}

/** One page: `limit` rows after the key given; one row too many is read to see whether there is a next page. */
export interface PageAsked {
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** So many numbers an administrator may ask for in an hour. */
const BY_SNILS: Limit = { what: 'people.by_snils', most: 120, windowMs: 3_600_000 };

/** What lies on the desk of a school's administrator: people, probable duplicates, decisions, tasks. */
@Injectable()
export class PeopleDesk {
  constructor(
    @Inject(PersonGate) private readonly gate: PersonGate,
    @Inject(PeopleRegister) private readonly register: PeopleRegister,
    @Inject(MergeProposals) private readonly found: MergeProposals,
    @Inject(PersonDecisions) private readonly decided: PersonDecisions,
    @Inject(RosterTasks) private readonly waiting: RosterTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(SnilsVault) private readonly vault: SnilsVault,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  async people(
    tx: EntityManager,
    { scope, now }: Reading,
    filter: Omit<PeopleFilter, 'snilsHmac'>,
    page: PageAsked,
  ): Promise<readonly RegisteredPerson[]> {
    const day = await this.gate.dayOf(tx, scope.regionId, now);
    const after = (page.after?.[0] ?? null) as Uuid | null;
    return this.register.list(tx, scope, soughtBy(filter, null), { day, limit: page.limit, after });
  }

  /**
   * The same by a whole СНИЛС: it comes in a body, never in an address. Asking by number is a reading about a person, found or
   * not, so it stands in the audit — without the number — and is counted, so that nobody tries numbers one after another.
   *
   * @throws DomainError TOO_MANY_REQUESTS
   */
  async peopleBySnils(
    tx: EntityManager,
    reader: Reading & { readonly esiaPersonId: Uuid },
    filter: Omit<PeopleFilter, 'snilsHmac'>,
    snils: Snils,
    page: PageAsked,
  ): Promise<readonly RegisteredPerson[]> {
    const { scope, now } = reader;
    await this.throttle.count([{ limit: BY_SNILS, whose: reader.esiaPersonId }]);
    const day = await this.gate.dayOf(tx, scope.regionId, now);
    const after = (page.after?.[0] ?? null) as Uuid | null;
    const sought = soughtBy(filter, this.vault.hmac(snils));
    const found = await this.register.list(tx, scope, sought, { day, limit: page.limit, after });
    await this.audit.record(tx, {
      ...{ regionId: scope.regionId, at: now, actor: actorOf(reader), action: 'people.searched_by_snils' },
      facts: { found: found.length },
    });
    return found;
  }

  /** True when a place of the person is within the scope: what the card would show. */
  async isInReach(tx: EntityManager, { scope, now }: Reading, id: Uuid): Promise<boolean> {
    return (await this.register.card(tx, scope, id, await this.gate.dayOf(tx, scope.regionId, now))) !== null;
  }

  /** A person's card; each reading of one stands in the audit. Throws NOT_FOUND. */
  async card(
    tx: EntityManager,
    reader: Reading & { readonly esiaPersonId: Uuid },
    id: Uuid,
  ): Promise<PersonCard> {
    const { scope, now } = reader;
    const card = await this.register.card(tx, scope, id, await this.gate.dayOf(tx, scope.regionId, now));
    if (card === null) throw new DomainError('NOT_FOUND', 'not_found');
    await this.audit.record(tx, {
      ...{ regionId: scope.regionId, at: now, actor: actorOf(reader), action: 'person.card_read' },
      subject: { kind: 'person', id },
    });
    return card;
  }

  async proposals(
    tx: EntityManager,
    { scope, now }: Reading,
    page: PageAsked,
  ): Promise<readonly MergeProposal[]> {
    const day = await this.gate.dayOf(tx, scope.regionId, now);
    return this.found.list(tx, scope, { day, ...page });
  }

  /** «Не один человек»: the pair is not proposed again. Throws MERGE_OF_ONESELF and what the gate throws. */
  async dismiss(
    tx: EntityManager,
    decider: Decider,
    pair: { readonly personId: Uuid; readonly otherId: Uuid; readonly reason: string },
  ): Promise<void> {
    const { personId: one, otherId: other, reason } = pair;
    if (one === other) throw new DomainError('MERGE_OF_ONESELF', 'invalid');
    await this.gate.enter(tx, decider, [one, other]);
    const { scope, esiaPersonId: by, now } = decider;
    await this.found.dismiss(tx, { one, other, reason, by, now });
    await this.audit.record(tx, {
      ...{
        regionId: scope.regionId,
        at: now,
        actor: actorOf(decider),
        action: 'person.merge_dismissed',
        reason,
      },
      ...{ subject: { kind: 'person', id: one }, facts: { other_id: other } },
    });
  }

  async decisions(
    tx: EntityManager,
    { scope, now }: Reading,
    page: PageAsked,
  ): Promise<readonly PersonDecision[]> {
    const day = await this.gate.dayOf(tx, scope.regionId, now);
    return this.decided.list(tx, scope, { day, limit: page.limit, before: page.after?.[0] ?? null });
  }

  tasks(
    tx: EntityManager,
    { scope }: Reading,
    filter: { readonly schoolId: Uuid | null; readonly code: string | null },
    page: PageAsked,
  ): Promise<readonly RosterTask[]> {
    return this.waiting.list(tx, scope, { ...filter, ...page });
  }

  /**
   * Ends a task by hand; doing so twice is once. Whoever ends it says that nothing is left to mend, so it is not for a relative to
   * say (roles.md, conflict of interest).
   *
   * @throws DomainError NOT_FOUND, CONFLICT_OF_INTEREST
   */
  async finishTask(tx: EntityManager, decider: Decider, id: Uuid, note: string | null): Promise<void> {
    const { scope, esiaPersonId: by, now } = decider;
    const task = await this.waiting.lock(tx, scope, id);
    if (task === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (task.doneAt !== null) return;
    await refuseKin(tx, decider.ownPersonIds, task.personIds);
    await this.waiting.finish(tx, { id, by, note, now });
    await this.audit.record(tx, {
      ...{ regionId: scope.regionId, at: now, actor: actorOf(decider), action: 'roster_task.done' },
      ...{ subject: { kind: 'roster_task', id }, schoolId: task.schoolId },
    });
  }
}

function soughtBy(filter: Omit<PeopleFilter, 'snilsHmac'>, snilsHmac: Buffer | null): PeopleFilter {
  return {
    ...{ ...filter, snilsHmac },
    search: filter.search === null ? null : normalizeNamePart(filter.search),
  };
}
