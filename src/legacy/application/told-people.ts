import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { ToldPeopleRepository } from '../store/told-people.repository.js';

/** What notices tell the gates (e.3, entry of `announced`: «notice issued»). Saying it twice is saying it once. */
@Injectable()
export class ToldPeople {
  constructor(@Inject(ToldPeopleRepository) private readonly people: ToldPeopleRepository) {}

  /** These people were given or sent the notice of these campaigns, in the transaction that knows it. */
  async tell(
    tx: EntityManager,
    people: readonly { readonly campaignId: Uuid; readonly personId: Uuid }[],
    at: Date,
  ): Promise<void> {
    if (people.length > 0) await this.people.add(tx, people, at);
  }
}
