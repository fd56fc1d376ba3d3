import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Subscriber, Told } from '../../platform/outbox/deliveries.js';
import { PeopleDirectory } from '../../roster/index.js';
import { Territory } from '../../territory/index.js';
import { groundOf } from '../domain/ground.js';
import { ConcernedPersonsRepository } from '../store/concerned-persons.repository.js';
import { RenewLinks } from './renew-links.js';

/** Decides links anew after a change of the roster (topic `roster.people_changed`): no import makes or breaks one silently. */
@Injectable()
export class FollowRoster implements Subscriber {
  readonly name = 'linking.follow_roster';

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ConcernedPersonsRepository) private readonly concerned: ConcernedPersonsRepository,
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(RenewLinks) private readonly renew: RenewLinks,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Two or three statements for an event of 500 people whom nothing relevant happened to, whatever it named. */
  async take(event: Told): Promise<void> {
    const now = this.clock.now();
    const personIds = event.body['person_ids'] as readonly Uuid[];
    const ids = await this.unitOfWork.direct((tx) => this.toDecide(tx, event.regionId, personIds, now));
    await this.renew.executeAll(ids, {
      cause: 'roster_changed',
      now,
      actor: { kind: 'system', id: this.name },
      traceId: `news-${event.id}`,
    });
  }

  private async toDecide(
    tx: EntityManager,
    regionId: Uuid,
    personIds: readonly Uuid[],
    now: Date,
  ): Promise<readonly Uuid[]> {
    const concerned = await this.concerned.ofPeople(tx, personIds);
    const settled = concerned.filter(({ isSettled }) => isSettled);
    const asked = settled.flatMap(({ accountIds }) => accountIds);
    const { timeZone } = await this.territory.region(tx, regionId);
    const today = dayIn(now, timeZone);
    const grounds = await this.people.grounds(tx, asked);
    const shaken = new Set(
      grounds.filter((ground) => groundOf(ground, today).kind !== 'valid').map(({ id }) => id),
    );
    return concerned
      .filter(({ isSettled, accountIds }) => !isSettled || accountIds.some((id) => shaken.has(id)))
      .map(({ esiaPersonId }) => esiaPersonId);
  }
}
