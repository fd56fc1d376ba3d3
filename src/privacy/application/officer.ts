import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { OwnPeople } from '../../linking/index.js';
import { type Decider, PeopleForReview } from '../../roster/index.js';
import { type SchoolScope, Territory } from '../../territory/index.js';

/** The officer of personal data who acts; the scope is the region that the right reaches. */
export interface Officer {
  readonly esiaPersonId: Uuid;
  readonly scope: SchoolScope;
  readonly now: Date;
  readonly traceId: string | null;
}

/** What the audit calls the officer. */
export const actorOf = ({ esiaPersonId }: Officer): AuditActor => ({
  kind: 'administrator',
  id: esiaPersonId,
});

/** Who the officer is beside the office: nobody answers about themselves or a relative. */
@Injectable()
export class Officers {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleForReview) private readonly kin: PeopleForReview,
  ) {}

  /** The civil day of the officer's region. */
  async today(tx: EntityManager, { scope, now }: Officer): Promise<CalendarDate> {
    return dayIn(now, (await this.territory.region(tx, scope.regionId)).timeZone);
  }

  /** Throws CONFLICT_OF_INTEREST for the officer's own person or a relative. */
  async refuseOwn(tx: EntityManager, officer: Officer, personId: Uuid): Promise<void> {
    const own = await this.own.possibly(tx, officer.esiaPersonId);
    const kin = await this.kin.kinOf(tx, own);
    if (own.includes(personId) || kin.has(personId))
      throw new DomainError('CONFLICT_OF_INTEREST', 'forbidden');
  }

  async decider(tx: EntityManager, officer: Officer): Promise<Decider> {
    const { esiaPersonId, scope, now } = officer;
    return { esiaPersonId, scope, now, ownPersonIds: await this.own.possibly(tx, esiaPersonId) };
  }
}
