import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type EsiaPerson, EsiaPersons } from '../../esia/index.js';
import { ageOn, type CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { FamilyTies, PeopleDirectory, type RepresentedChild, type TieAct } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { LinksRepository } from '../store/links.repository.js';
import { OwnPageRepository, type OwnParent } from '../store/own-page.repository.js';
import { OwnPeople } from './own-people.js';
import { RenewLinks } from './renew-links.js';

/** A child on the page of one who represents them. */
export interface OwnChild extends RepresentedChild {
  /** The pupil's own account is linked by somebody; false for a hidden child. */
  readonly isLinked: boolean;
}

const FULL_AGE = 18;

/** A family as its members see it on their own page, and what they may decide there. */
@Injectable()
export class OwnFamily {
  constructor(
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(FamilyTies) private readonly ties: FamilyTies,
    @Inject(OwnPageRepository) private readonly page: OwnPageRepository,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(EsiaPersons) private readonly persons: EsiaPersons,
    @Inject(RenewLinks) private readonly renew: RenewLinks,
  ) {}

  /** LNK-08: all children of the person, whatever their schools and municipalities, under one sign-in. */
  async children(tx: EntityManager, esiaPersonId: Uuid, day: CalendarDate): Promise<readonly OwnChild[]> {
    const representatives = await this.own.ofLinks(tx, esiaPersonId, 'representative');
    const children = await this.people.childrenOf(tx, representatives, day);
    const shown = children.filter(({ name }) => name !== null).map(({ childId }) => childId);
    const linked = await this.page.linkedPupils(tx, shown);
    return children.map((child) => ({ ...child, isLinked: linked.has(child.childId) }));
  }

  /** EC-030: the representatives whose access a pupil of full age may end; none where the region leaves it to the enrolment. */
  async parents(tx: EntityManager, person: EsiaPerson, day: CalendarDate): Promise<readonly OwnParent[]> {
    if (ageOn(day, person.birthDate) < FULL_AGE) return [];
    const { parentsAfter18 } = await this.territory.policy(tx, person.regionId);
    if (parentsAfter18 !== 'pupil_decides') return [];
    return this.page.parentsOf(tx, await this.own.ofLinks(tx, person.id, 'student'), day);
  }

  /**
   * LNK-07: «Я не законный представитель этого ученика». The person's links are looked at in the same transaction, so that
   * one that rests on this child alone is held at once. Saying it twice changes nothing more.
   *
   * @throws DomainError `NOT_FOUND`, `TIE_STATE_WRONG`
   */
  async dispute(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid, act: TieAct): Promise<void> {
    await this.lock(tx, esiaPersonId);
    if (await this.page.hasDisputed(tx, esiaPersonId, tieId)) return;
    await this.ties.dispute(tx, tieId, await this.own.ofLinks(tx, esiaPersonId, 'representative'), act);
    const { actor, now, traceId } = act;
    await this.renew.execute(tx, esiaPersonId, { cause: 'roster_changed', actor, now, traceId });
  }

  /** EC-030: a pupil of full age ends a parent's access. @throws DomainError as `FamilyTies.decideParentAccess` */
  async endParentAccess(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid, act: TieAct): Promise<void> {
    await this.lock(tx, esiaPersonId);
    if (await this.page.hasEndedAccess(tx, esiaPersonId, tieId)) return;
    await this.ties.decideParentAccess(tx, tieId, await this.own.ofLinks(tx, esiaPersonId, 'student'), act);
  }

  /** The acts of one person come one after another: the second click of a double click sees the first. */
  private async lock(tx: EntityManager, esiaPersonId: Uuid): Promise<void> {
    await this.persons.lockById(tx, esiaPersonId);
    await this.links.lockPerson(tx, esiaPersonId);
  }
}
