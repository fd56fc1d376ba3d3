import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { FamilyTies, PeopleDirectory, type RepresentedChild, type TieAct } from '../../roster/index.js';
import { OwnPeople } from './own-people.js';

/** A family as its members see it on their own page, and what they may decide there. */
@Injectable()
export class OwnFamily {
  constructor(
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(FamilyTies) private readonly ties: FamilyTies,
  ) {}

  /** LNK-08: all children of the person, whatever their schools and municipalities, under one sign-in. */
  async children(
    tx: EntityManager,
    esiaPersonId: Uuid,
    day: CalendarDate,
  ): Promise<readonly RepresentedChild[]> {
    return this.people.childrenOf(tx, await this.own.ofLinks(tx, esiaPersonId, 'representative'), day);
  }

  /** LNK-07: «Я не законный представитель этого ученика». @throws DomainError `NOT_FOUND`, `TIE_STATE_WRONG` */
  async dispute(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid, act: TieAct): Promise<void> {
    await this.ties.dispute(tx, tieId, await this.own.ofLinks(tx, esiaPersonId, 'representative'), act);
  }

  /** EC-030: a pupil of full age ends a parent's access. @throws DomainError as `FamilyTies.decideParentAccess` */
  async endParentAccess(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid, act: TieAct): Promise<void> {
    await this.ties.decideParentAccess(tx, tieId, await this.own.ofLinks(tx, esiaPersonId, 'student'), act);
  }
}
