import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf, type Right } from '../../access/index.js';
import { OwnPeople } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Decider } from '../../roster/index.js';

/** Who decides about persons, with the persons of the roster that they are themselves. */
@Injectable()
export class Deciders {
  constructor(
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(tx: EntityManager, principal: Principal, right: Right = 'people.change'): Promise<Decider> {
    const { esiaPersonId } = principal;
    return {
      esiaPersonId,
      scope: reachOf(principal, right),
      ownPersonIds: await this.own.possibly(tx, esiaPersonId),
      now: this.clock.now(),
    };
  }
}
