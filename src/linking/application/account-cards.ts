import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleDirectory, type RosterCard } from '../../roster/index.js';
import type { AccountCard } from './linking-result.js';

/** Whose an account is: name, role, schools, class. */
@Injectable()
export class AccountCards {
  constructor(@Inject(PeopleDirectory) private readonly people: PeopleDirectory) {}

  /** One statement for all; ids that no account has are left out. Order: by id. */
  async describe(tx: EntityManager, accountIds: readonly Uuid[]): Promise<readonly AccountCard[]> {
    return (await this.people.cards(tx, accountIds)).map(toCard);
  }
}

export function toCard(account: RosterCard): AccountCard {
  return {
    accountId: account.id,
    externalId: account.externalId,
    journalSystemId: account.journalSystemId,
    role: account.role,
    schools: account.schools,
    schoolNames: account.schools.map(({ shortName }) => shortName),
    classLabel: account.classLabel,
    personName: account.personName,
  };
}
