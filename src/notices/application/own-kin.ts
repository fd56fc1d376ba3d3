import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { OwnPeople } from '../../linking/index.js';
import { PeopleForReview } from '../../roster/index.js';

/** Whose papers an administrator does not print: a code is evidence, and nobody makes it for themselves or a relative (EC-085). */
@Injectable()
export class OwnKin {
  constructor(
    @Inject(OwnPeople) private readonly own: OwnPeople,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
  ) {}

  async of(tx: EntityManager, administratorId: Uuid): Promise<ReadonlySet<Uuid>> {
    return this.people.kinOf(tx, await this.own.possibly(tx, administratorId));
  }
}
