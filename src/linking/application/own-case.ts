import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EsiaPerson } from '../../esia/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Kinship, PeopleDirectory } from '../../roster/index.js';
import { compare, isSameHuman, nameEqual } from '../domain/evidence.js';
import { LinksRepository } from '../store/links.repository.js';

/** Whose link is decided, and on which account. */
export interface DecidedFor {
  readonly person: EsiaPerson;
  readonly accountId: Uuid;
}

/** EC-085: nobody decides about themselves or a relative. */
@Injectable()
export class OwnCase {
  constructor(
    @Inject(PeopleDirectory) private readonly people: PeopleDirectory,
    @Inject(Kinship) private readonly kinship: Kinship,
    @Inject(LinksRepository) private readonly links: LinksRepository,
  ) {}

  /** True when the decision would be about the decider or somebody of their family, as far as links and the roster tell. */
  async is(tx: EntityManager, decider: EsiaPerson, { person, accountId }: DecidedFor): Promise<boolean> {
    if (decider.id === person.id || isSameHuman(decider, person)) return true;
    const ownAccounts = (await this.links.usable(tx, decider.id)).map((link) => link.accountId);
    const own = await this.selves(tx, decider, ownAccounts);
    const theirs = await this.selves(tx, person, [accountId]);
    return this.kinship.related(tx, own, theirs);
  }

  /** The Persons that somebody is by data, and those of the named accounts. */
  private async selves(
    tx: EntityManager,
    esia: EsiaPerson,
    accountIds: readonly Uuid[],
  ): Promise<readonly Uuid[]> {
    const ofAccounts = (await this.people.cards(tx, accountIds)).flatMap(({ personId }) => personId ?? []);
    const found = await this.people.find(tx, esia, accountIds);
    const byData = found.filter((one) => {
      const likeness = compare(esia, one);
      if (likeness.birth_date !== 'equal') return false;
      return likeness.snils === 'equal' || (likeness.snils === 'missing' && nameEqual(likeness));
    });
    return [...ofAccounts, ...byData.map(({ id }) => id)];
  }
}
